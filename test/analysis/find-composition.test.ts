import { describe, expect, it } from 'vitest';
import { findCompositionCall, openProgram } from '../../src/analysis/index.ts';

const factory = { exportName: 'createPayments', file: 'modules/payments/src/host.ts' };

const factoryText = `export function createPayments(deps: object): { port: object } { return { port: deps } }
export const paymentsConfig = {};`;

const from = "from '../../../modules/payments/src/host.ts';\n";
const start = `import { createPayments, paymentsConfig } ${from}`;

/** Composition roots by name. */
const roots = {
  usual: `${start}interface Host { database(name: string): object; config(schema: object): object }
export function compose(host: Host) {
  const limit = 3;
  const payments = createPayments({ database: host.database('payments'), config: host.config(paymentsConfig), limit, at: () => new Date(), pick: (x: number) => x });
  return { payments };
}`,
  bound: `${start}declare function bindPayments(host: object, make: () => object): object;
export const payments = bindPayments({}, () => createPayments({}));`,
  awaited: `${start}export const payments = await createPayments({});`,
  namespace: `import * as host ${from}export const payments = host.createPayments({});`,
  renamed: `import { createPayments as make } ${from}export const payments = make({});`,
  none: 'export const a = 1;',
  twice: `${start}export const a = createPayments({}); export const b = createPayments({});`,
  loose: `${start}export const all = [createPayments({})];`,
};

const pathOf = (name: keyof typeof roots): string => `apps/monolith/src/${name}.ts`;

const files = new Map(Object.entries(roots).map(([name, text]) => [`apps/monolith/src/${name}.ts`, text]));
files.set(factory.file, factoryText);
const program = openProgram({ root: '/compose', files, entries: [...files.keys()] });

const find = (name: keyof typeof roots) => findCompositionCall(program, factory, [pathOf(name)]);

describe('the call in a composition root', () => {
  it('is described with everything that its arguments use', () => {
    const found = find('usual');
    if (!found.ok) throw new Error(JSON.stringify(found.findings));
    const { call, variable, statement, uses, enclosing, factoryImport } = found.value;
    expect(roots.usual.slice(call.start, call.end)).toBe(call.text);
    expect(call.text.startsWith('createPayments({')).toBe(true);
    expect(roots.usual.slice(statement.start, statement.end)).toBe(statement.text);
    expect(variable.name).toBe('payments');
    expect(enclosing).toEqual({ name: 'compose', parameters: [{ name: 'host', typeText: 'Host' }] });
    expect(factoryImport).toMatchObject({ imported: 'createPayments' });
    expect(uses.map(({ name, kind }) => [name, kind])).toEqual([
      ['host', 'parameter'],
      ['host', 'parameter'],
      ['paymentsConfig', 'import'],
      ['limit', 'variable'],
      ['Date', 'global'],
      ['x', 'inner'],
    ]);
    expect(uses.find(({ kind }) => kind === 'variable')).toMatchObject({ initialiser: { text: '3' } });
  });

  it.each([
    ['bound', { boundBy: { name: 'bindPayments' }, call: { text: 'createPayments({})' } }],
    ['awaited', { awaited: true }],
    ['namespace', { factoryImport: { name: 'host', imported: '*' } }],
    ['renamed', { factoryImport: { name: 'make', imported: 'createPayments' } }],
  ] as const)('is found when it is %s', (name, value) => {
    expect(find(name)).toMatchObject({ ok: true, value });
  });

  it.each([
    ['none', 'factory-not-called'],
    ['twice', 'factory-called-twice'],
    ['loose', 'call-not-in-variable'],
  ] as const)('is refused when there is %s', (name, code) => {
    expect(find(name).findings.map((finding) => finding.code)).toEqual([code]);
  });
});
