import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { snapshot } from '../support/snapshot.ts';
import { commitAll, git, writeFileIn, writeProject } from '../support/write-project.ts';

let template: string;
let root: string;

beforeAll(async () => {
  template = await writeProject();
}, 60_000);
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'scaffold-extract-'));
  cpSync(template, root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
afterAll(() => rmSync(template, { recursive: true, force: true }));

const scaffold = (...argv: readonly string[]) => runCli(argv, { cwd: root });
const port = () => join(root, 'modules/payments/src/index.ts');
const edit = (path: string, from: string, to: string) => {
  const text = readFileSync(join(root, path), 'utf8');
  expect(text).toContain(from);
  writeFileIn(root, path, text.replace(from, to));
};
const addMethod = (text: string) =>
  edit(
    'modules/payments/src/index.ts',
    'export interface Payments {',
    `export interface Payments {\n${text}`,
  );
const codesIn = (stdout: string): string[] =>
  (JSON.parse(stdout) as { error: { findings: { code: string }[] } }).error.findings.map(({ code }) => code);

describe('extracting a module', { timeout: 60_000 }, () => {
  it('changes no caller, and is taken back byte for byte', async () => {
    const before = snapshot(root);
    const { exitCode } = await scaffold('extract', 'payments');
    expect(exitCode).toBe(0);
    const changed = git(root, 'status', '--porcelain', '--', 'modules').trim();
    expect(changed).toBe('');
    expect((await scaffold('undo')).exitCode).toBe(0);
    expect(snapshot(root)).toEqual(before);
  });

  it('does nothing the second time', async () => {
    await scaffold('extract', 'payments');
    const once = snapshot(root);
    const { exitCode, stdout } = await scaffold('extract', 'payments');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Nothing to do');
    expect(snapshot(root)).toEqual(once);
  });

  it('shows as a dry run the very change that it would make', async () => {
    const before = snapshot(root);
    const { stdout } = await scaffold('extract', 'payments', '--dry-run', '--json');
    expect(snapshot(root)).toEqual(before);
    writeFileIn(tmpdir(), 'extract.patch', (JSON.parse(stdout) as { diff: string }).diff);
    git(root, 'apply', join(tmpdir(), 'extract.patch'));
    const patched = snapshot(root);
    git(root, 'checkout', '-q', '.');
    git(root, 'clean', '-qfd');
    await scaffold('extract', 'payments');
    const applied = snapshot(root);
    expect(patched).toEqual(applied);
  });

  it('refuses to mix its edits with uncommitted ones, unless told to', async () => {
    appendFileSync(join(root, 'apps/monolith/src/compose.ts'), '// mine\n');
    const refused = await scaffold('extract', 'payments', '--json');
    expect(refused.exitCode).toBe(1);
    expect(codesIn(refused.stdout)).toEqual(['dirty-file']);
    expect((await scaffold('extract', 'payments', '--allow-dirty')).exitCode).toBe(0);
    expect(readFileSync(join(root, 'apps/monolith/src/compose.ts'), 'utf8')).toContain('// mine');
  });

  it('lists the modules when there is none of that name', async () => {
    const { exitCode, stderr } = await scaffold('extract', 'payment');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('did you mean payments?');
    expect(stderr).toContain('orders, payments, users');
  });

  it('says which modules have to go first', async () => {
    const { exitCode, stdout } = await scaffold('extract', 'orders', '--json');
    expect(exitCode).toBe(1);
    expect(codesIn(stdout).filter((code) => code === 'dependency-in-process')).toHaveLength(2);
  });

  it('finds everything that cannot cross at once, and writes nothing', async () => {
    addMethod(
      'watch(listener: (payment: Payment) => void): Promise<void>;\n  count(): number;\n  raw(): Promise<any>;\n',
    );
    const before = snapshot(root);
    const { exitCode, stdout } = await scaffold('extract', 'payments', '--json');
    expect(exitCode).toBe(1);
    expect(codesIn(stdout)).toEqual(
      expect.arrayContaining(['callback-parameter', 'synchronous-method', 'any-type']),
    );
    expect(snapshot(root)).toEqual(before);
  });
});

describe('a changed interface', { timeout: 60_000 }, () => {
  beforeEach(async () => {
    await scaffold('extract', 'payments');
    commitAll(root, 'extract payments');
  }, 60_000);

  it('is regenerated when both versions understand each other', async () => {
    edit(
      'modules/payments/src/index.ts',
      'readonly card: string;',
      'readonly card: string;\n  readonly note?: string;',
    );
    const { exitCode, stderr } = await scaffold('extract', 'payments', '--allow-dirty');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('contract-compatible');
    expect(readFileSync(join(root, 'clients/payments/src/codecs.ts'), 'utf8')).toContain('note');
  });

  it('stops at a breaking change until it is accepted with a reason, which is recorded', async () => {
    edit(
      'modules/payments/src/index.ts',
      'readonly card: string;',
      'readonly card: string;\n  readonly note: string;',
    );
    const before = snapshot(root);
    const stopped = await scaffold('extract', 'payments', '--allow-dirty', '--json');
    expect(stopped.exitCode).toBe(1);
    expect(codesIn(stopped.stdout)).toContain('contract-breaking');
    expect(snapshot(root)).toEqual(before);
    const { findings } = (
      JSON.parse(stopped.stdout) as { error: { findings: { code: string; place: { symbol: string } }[] } }
    ).error;
    const place = findings.find(({ code }) => code === 'contract-breaking')?.place.symbol ?? '';
    const accept = ['extract', 'payments', '--allow-dirty', '--accept', `contract-breaking@${place}`];
    expect((await scaffold(...accept)).stderr).toContain('reason-missing');
    expect((await scaffold(...accept, '--reason', 'nobody calls it yet')).exitCode).toBe(0);
    expect(readFileSync(join(root, 'clients/payments/BOUNDARY.md'), 'utf8')).toContain('nobody calls it yet');
    expect(readFileSync(join(root, 'scaffold.json'), 'utf8')).toContain('nobody calls it yet');
    expect(snapshot(join(root, 'docs/adr'))['0003-extract-payments.md']).toContain('nobody calls it yet');
  });

  it('does not overwrite a generated file that was edited', async () => {
    appendFileSync(join(root, 'clients/payments/src/client.ts'), '// mine\n');
    appendFileSync(port(), 'export type Unused = string;\n');
    edit(
      'modules/payments/src/index.ts',
      'readonly card: string;',
      'readonly card: string;\n  readonly note?: string;',
    );
    const { exitCode, stdout } = await scaffold('extract', 'payments', '--allow-dirty', '--json');
    expect(exitCode).toBe(1);
    expect(codesIn(stdout)).toContain('generated-file-edited');
    expect(readFileSync(join(root, 'clients/payments/src/client.ts'), 'utf8')).toContain('// mine');
  });

  it('leaves an edited overview as it is, and says so', async () => {
    appendFileSync(join(root, 'docs/architecture.md'), 'mine\n');
    const { exitCode, stderr } = await scaffold('add', 'module', 'shipping', '--allow-dirty');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('file-kept');
    expect(readFileSync(join(root, 'docs/architecture.md'), 'utf8')).toMatch(/mine\n$/);
  });

  it('leaves files alone that were given to the user', async () => {
    appendFileSync(join(root, 'apps/payments/src/main.ts'), '// mine\n');
    edit(
      'modules/payments/src/index.ts',
      'readonly card: string;',
      'readonly card: string;\n  readonly note?: string;',
    );
    expect((await scaffold('extract', 'payments', '--allow-dirty')).exitCode).toBe(0);
    expect(readFileSync(join(root, 'apps/payments/src/main.ts'), 'utf8')).toContain('// mine');
  });
});

describe('adding a module', { timeout: 60_000 }, () => {
  it('wires it in, and is taken back', async () => {
    const before = snapshot(root);
    expect((await scaffold('add', 'module', 'gift-cards', '--uses', 'payments,users')).exitCode).toBe(0);
    const compose = readFileSync(join(root, 'apps/monolith/src/compose.ts'), 'utf8');
    expect(compose).toContain("import { createGiftCards } from '@shop/gift-cards/host';");
    expect(compose).toMatch(/const giftCards = createGiftCards\(\{[^}]*payments: payments\.port/);
    expect((await scaffold('undo')).exitCode).toBe(0);
    expect(snapshot(root)).toEqual(before);
  });

  it.each([
    [['add', 'module', 'payments'], 'module-exists'],
    [['add', 'module', 'gifts', '--uses', 'payment'], 'module-unknown'],
    [['add', 'module', 'Gifts'], 'module-name-invalid'],
    [['add', 'outbox', 'gifts'], 'system-unknown'],
  ])('%j is refused', async (argv, code) => {
    const before = snapshot(root);
    const { exitCode, stdout } = await scaffold(...argv, '--json');
    expect([1, 2]).toContain(exitCode);
    expect(codesIn(stdout)).toContain(code);
    expect(snapshot(root)).toEqual(before);
  });
});
