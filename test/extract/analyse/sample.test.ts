/** The modules of the sample shop, from the template folder: what `new` gives can be extracted. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findPort, openProgram } from '../../../src/analysis/index.ts';
import { isBlocking } from '../../../src/diagnostics/index.ts';
import { analysePort } from '../../../src/extract/analyse/index.ts';

const root = fileURLToPath(new URL('../../../src/templates/project', import.meta.url));
const modules = ['users', 'orders', 'payments'];
const entries = modules.flatMap((name) => [`modules/${name}/src/index.ts`, `modules/${name}/src/host.ts`]);
const program = openProgram({ root, entries });

function analyse(name: string) {
  const port = findPort(program, { module: `modules/${name}` });
  if (!port.ok) throw new Error(JSON.stringify(port.findings));
  const analysed = analysePort(program, port.value);
  if (!analysed.ok) throw new Error(JSON.stringify(analysed.findings));
  return { port: port.value, findings: analysed.findings, ...analysed.value };
}

describe('the sample', () => {
  it.each(modules)('%s has nothing in its way', (name) => {
    const { findings, port } = analyse(name);
    expect(findings.filter(isBlocking)).toEqual([]);
    expect(port.implementations).toHaveLength(1);
    expect(port.routes?.exportName).toBe(`${name}Routes`);
  });

  it('carries payments with its errors and value objects', () => {
    const { contract, callSites } = analyse('payments');
    expect(contract.methods.map(({ name, safety, throws }) => [name, safety, throws])).toEqual([
      ['charge', 'idempotent', ['CardDeclined', 'ChargeMismatch']],
      ['get', 'readonly', ['PaymentNotFound']],
      ['refund', 'mutating', ['PaymentNotFound', 'RefundExceedsPayment']],
    ]);
    expect(contract.types['Money']).toMatchObject({ kind: 'class', strategy: { by: 'constructor' } });
    expect(callSites.length).toBeGreaterThan(0);
    expect(callSites.every(({ inLoop, inTransaction }) => !inLoop && !inTransaction)).toBe(true);
  });
});
