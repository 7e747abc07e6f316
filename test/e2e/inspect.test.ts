/** `scaffold inspect` as it is called, on codebases that scaffold did not make. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Log } from 'sarif';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectSchema } from '../../src/cli/schemas/inspect.ts';
import { runCli } from '../cli/run-cli.ts';
import { snapshot } from '../support/snapshot.ts';
import { writeProject } from '../support/write-project.ts';

const files = {
  'package.json': JSON.stringify({ name: 'billing', type: 'module' }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { strict: true, module: 'nodenext', target: 'es2022' },
  }),
  'src/payments.ts': `
/** Takes money. */
export interface Payments {
  /** @idempotent */
  charge(order: string, at: Date): Promise<{ id: string }>;
  /** @readonly */
  find(id: string): Promise<string | undefined>;
  watch(id: string, seen: (state: string) => void): Promise<void>;
  balance(): number;
}
export class Declined extends Error {
  constructor(readonly order: string) { super('declined'); }
}
export class CardPayments implements Payments {
  async charge(order: string, at: Date) { if (at.getTime() === 0) throw new Declined(order); return { id: order }; }
  async find(id: string) { return id; }
  async watch(id: string, seen: (state: string) => void) { seen(id); }
  balance() { return 0; }
}
`,
  'src/orders.ts': `import type { Payments } from './payments.js';
export async function settle(payments: Payments, orders: string[]) {
  for (const order of orders) await payments.charge(order, new Date());
}
`,
  'src/main.ts': `import { CardPayments } from './payments.js';
import { settle } from './orders.js';
export const payments = new CardPayments();
await settle(payments, ['1']);
const wrong: string = 1;
`,
  'src/clean.ts':
    'export class Clean { async add(a: number, b: number): Promise<number> { return a + b; } }\nexport const clean = new Clean();\n',
};

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'scaffold-inspect-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const inspect = (...argv: readonly string[]) => runCli(['inspect', ...argv], { cwd: root });
const target = 'src/payments.ts#Payments';

describe('inspecting a target', { timeout: 60_000 }, () => {
  it('says what is carried, what is refused and why, in a documented form, and writes nothing', async () => {
    const before = snapshot(root);
    const { stdout, exitCode } = await inspect(target, '--json');
    const output = inspectSchema.strict().parse(JSON.parse(stdout));
    expect(exitCode).toBe(1);
    expect(output.verdict).toBe('extractable-after-fixes');
    expect(
      output.methods.map(({ name, carried, safety, throws }) => ({ name, carried, safety, throws })),
    ).toEqual([
      { name: 'charge', carried: true, safety: 'idempotent', throws: ['Declined'] },
      { name: 'find', carried: true, safety: 'readonly', throws: [] },
      { name: 'watch', carried: false, safety: 'mutating', throws: [] },
      { name: 'balance', carried: false, safety: 'mutating', throws: [] },
    ]);
    expect(output.callSites).toMatchObject([
      { file: 'src/orders.ts', method: 'charge', inLoop: true, caught: false },
    ]);
    expect(output.fixes.map(({ automatic }) => automatic)).toContain(`lift ${target}`);
    expect(output.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['callback-parameter', 'synchronous-method', 'call-in-loop', 'baseline-errors']),
    );
    expect(snapshot(root)).toEqual(before);
  });

  it('shows people the source of each finding, in 80 columns without colour', async () => {
    const { stdout } = await inspect(target);
    expect(stdout).toMatch(/^Payments {2}src\/payments.ts:3:1\nExtractable after \d+ fixes\n/);
    expect(stdout).toContain(
      '✓ charge  idempotent, by its tag\n      (order: string, at: Date) → { id: string }\n',
    );
    expect(stdout).toMatch(/\n {2}> 8 \| .*watch\(id: string, seen.*\n {6}\| +\^\n/);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).not.toContain('\u001b[');
  });

  it('exits with 0 where nothing is in the way', async () => {
    const { stdout, exitCode } = await inspect('src/clean.ts#Clean');
    expect(stdout).toMatch(/^Clean .*\nExtractable\n/);
    expect(stdout).toContain('extract src/clean.ts#Clean --dry-run');
    expect(exitCode).toBe(0);
  });

  it('takes methods out on trial', async () => {
    const local = await inspect(target, '--local', 'watch', '--local', 'balance', '--json');
    const methods = (JSON.parse(local.stdout) as { methods: { name: string; local: boolean }[] }).methods;
    expect(methods.filter((method) => method.local).map(({ name }) => name)).toEqual(['watch', 'balance']);
  });

  it('prints SARIF with a rule for each code and a place for each result', async () => {
    const { stdout } = await inspect(target, '--sarif');
    const log = JSON.parse(stdout) as Log;
    const [run] = log.runs;
    expect(log.version).toBe('2.1.0');
    const rules = run?.tool.driver.rules ?? [];
    for (const result of run?.results ?? []) expect(rules[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
    const found = run?.results?.find(({ ruleId }) => ruleId === 'callback-parameter');
    expect(found?.level).toBe('error');
    expect(found?.locations?.[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: 'src/payments.ts', uriBaseId: 'ROOT' },
      region: { startLine: 8 },
    });
  });

  it.each([
    ['src/nothing.ts', 'target-file-unknown'],
    ['src/payments.ts#Paymentz', 'target-name-unknown'],
    ['src/payments.ts', 'target-ambiguous'],
    ['nothing', 'target-file-unknown'],
  ])('exits with 2 for %s', async (wrong, code) => {
    const { stdout, exitCode } = await inspect(wrong, '--json');
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code } });
  });

  it('looks at a module of a scaffolded project by its name', async () => {
    const project = await writeProject();
    try {
      const { stdout, exitCode } = await runCli(['inspect', 'payments', '--json'], { cwd: project });
      expect([exitCode, JSON.parse(stdout)]).toMatchObject([
        0,
        { verdict: 'extractable', port: { name: 'Payments' } },
      ]);
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  });
});
