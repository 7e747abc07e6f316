import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adviseCheckSchema } from '../../src/cli/schemas/advise-check.ts';
import { adviseSchema } from '../../src/cli/schemas/advise.ts';
import { commit, shop, writeCodebase, type Texts } from '../decision/evidence/codebase.ts';
import { writeProject } from '../support/write-project.ts';
import { runCli, temporaryFolder } from './run-cli.ts';

const repository = (files: Texts = shop): string => {
  const root = writeCodebase(files);
  commit(root);
  return root;
};

/** Where a line ends depends on the width alone. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

async function advise(root: string, ...argv: readonly string[]) {
  const run = await runCli(['advise', ...argv], { cwd: root });
  return { ...run, said: flat(run.stdout), told: flat(run.stderr) };
}

async function adviseJson(root: string, ...argv: readonly string[]) {
  const { stdout, stderr, exitCode } = await advise(root, '--json', ...argv);
  expect(exitCode, stderr).toBe(0);
  return adviseSchema.strict().parse(JSON.parse(stdout));
}

describe('advise', () => {
  it('prints what its schema says, and writes nothing', async () => {
    const root = repository();
    const result = await adviseJson(root);
    expect(result).toMatchObject({
      verdict: 'optimise-first',
      measured: { parsed: 6, history: 'full' },
      modules: [
        { name: 'billing', tables: ['invoices'] },
        { name: 'orders', tables: ['orders'] },
      ],
      edges: [{ from: 'orders', to: 'billing', imports: 1 }, { typeOnly: 1 }],
    });
    expect(result.missing.map(({ id }) => id)).toContain('Q1-slow');
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })).toBe('');
  });

  it('says the same twice, byte for byte', async () => {
    const root = repository();
    const [one, other] = [await advise(root, '--json'), await advise(root, '--json')];
    expect(one.stdout).toBe(other.stdout);
  });

  it('fits 80 columns, but for what can be copied', async () => {
    const { stdout } = await advise(repository());
    const long = stdout.split('\n').filter((line) => line.length > 80);
    expect(
      long.filter((line) => !/^ {4}\S+ .*["$-]|^ {6}(?:\S+$|e\.g\. )|scaffold inspect|src\//.test(line)),
    ).toEqual([]);
    expect(stdout).toContain('What is missing');
  });

  it('takes given answers before measured ones, and says where they disagree', async () => {
    const { said, told } = await advise(repository(), '--slow', 'yes', '--team', '12');
    expect(said).toContain('Advice: Not ready for services yet');
    expect(said).toContain('The given answer counts');
    expect(told).toContain('Q2-team was answered with 12');
    const result = await adviseJson(repository(), '--team', '12');
    expect(result.contradictions).toMatchObject([{ id: 'Q2-team', given: 12, measured: 1 }]);
  });

  it('asks what was not found out, and offers what was inferred', async () => {
    const script = [{ to: 'measurably slow', answer: 'yes' }];
    const { stdout, stderr } = await runCli(['advise'], { cwd: repository(), script });
    expect(stdout).toContain('Advice: Stay with one deployable');
    expect(stderr).toContain('Not found out. What would answer it');
  });

  it('answers the first question from load tests and a target', async () => {
    const test = { schemaVersion: 1, kind: 'load-test', durationSeconds: 10, requests: 5000, errors: 0 };
    const root = repository({
      ...shop,
      'load.json': JSON.stringify({ ...test, latencyMs: { p99: 900 } }),
      'cut.json': '{ "schemaV',
    });
    const slow = await adviseJson(root, '--load', 'load.json', '--slo', 'p99=200ms');
    expect(slow.answers).toContainEqual(
      expect.objectContaining({ id: 'Q1-slow', value: 'yes', source: 'evidence' }),
    );
    const fast = await adviseJson(root, '--load', 'load.json', '--slo', 'p99=2s');
    expect(fast.answers).toContainEqual(expect.objectContaining({ id: 'Q1-slow', value: 'no' }));
    const bad = await advise(root, '--load', 'cut.json', '--load', 'none.json', '--slo', 'p99=soon');
    expect(bad.told).toContain('cut.json');
    expect(bad.told).toContain('there is no such file');
    expect(bad.told).toContain('p99=soon');
    expect(bad.stdout).toBe('');
  });

  it('writes the advice as a page, over an earlier one only', async () => {
    const root = repository();
    expect((await advise(root, '--report', 'out.html')).exitCode).toBe(0);
    expect(readFileSync(join(root, 'out.html'), 'utf8')).toContain('<!doctype html>');
    expect((await advise(root, '--report', 'out.html')).exitCode).toBe(0);
    writeFileSync(join(root, 'out.html'), 'mine');
    expect((await advise(root, '--report', 'out.html')).exitCode).toBe(1);
    expect(readFileSync(join(root, 'out.html'), 'utf8')).toBe('mine');
    expect((await advise(root, '--dry-run', '--report', 'dry.html')).told).toContain('Would write dry.html');
    expect(existsSync(join(root, 'dry.html'))).toBe(false);
  });

  it('advises a project that scaffold made, with the answers it was made with', async () => {
    const root = await writeProject();
    const result = await adviseJson(root, '--no-inspect');
    expect(result.modules.map(({ name }) => name)).toEqual(['orders', 'payments', 'users']);
    expect(result.cycles).toEqual([]);
    expect(result.tables.filter(({ writers }) => writers.length > 1)).toEqual([]);
    expect(result.edges.every(({ internals }) => internals === 0)).toBe(true);
    expect(result.edges.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      'orders → payments',
      'orders → users',
    ]);
  });
});

describe('an option that would do nothing', () => {
  it.each([
    ['--slo', ['.', '--slo', 'p99=200ms']],
    ['--reason', ['.', '--reason', 'because']],
    ['--report', ['.', '--check', '--report', 'page.html']],
    ['--adr', ['.', '--check', '--adr']],
    ['elsewhere', ['.', 'elsewhere']],
  ])('%s is refused', async (option, argv) => {
    const { exitCode, told } = await advise(repository(), ...argv);
    expect(exitCode).toBe(2);
    expect(told).toContain(`${option} has no effect here`);
  });
});

describe('advise --module', () => {
  it('measures the modules that are given', async () => {
    const result = await adviseJson(
      repository(),
      '--module',
      'one=src/modules/orders/**',
      '--module',
      'two=src/modules/billing',
    );
    expect(result.modules.map(({ name, from }) => `${name} ${from}`)).toEqual(['one given', 'two given']);
  });

  it('refuses globs that overlap or match nothing, all at once', async () => {
    const { told: stderr, exitCode } = await advise(
      repository(),
      '--module',
      'a=src/**',
      '--module',
      'b=src/modules/**',
      '--module',
      'c=lib/**',
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain('the modules a and b both claim 5 files');
    expect(stderr).toContain('the glob lib/** of module c matches no source file');
  });
});

describe('advise --adr and --check', () => {
  const recordIn = (root: string): string[] => readdirSync(join(root, 'docs/adr')).sort();
  const textOf = (root: string, name: string): string => readFileSync(join(root, 'docs/adr', name), 'utf8');
  const save = (root: string, author = 'Ada'): void => commit(root, author, '2026-01-20');

  it('records the decision once, holds, and fails when a reason is gone', async () => {
    const root = repository({
      ...shop,
      'src/modules/billing/back.ts':
        "import { OrderService } from '../orders/index.ts';\nexport const back = OrderService;\n",
    });
    const made = await advise(root, '--adr', '--slow', 'yes', '--team', '9');
    expect(made.exitCode, made.stderr).toBe(0);
    expect(recordIn(root)).toEqual(['0001-architecture.advice.json', '0001-architecture.md']);
    const text = textOf(root, '0001-architecture.md');
    expect(text).toMatch(/^---\nstatus: accepted\ndate: 2026-02-03\n---/);
    expect(text).toContain('measured on 2026-02-03, at commit ');
    expect(text).toContain('Q2-team: 9 was given and counts; 1 was found');
    expect(text).toContain('## Review\n\nLook at this again by 2026-08-02.');
    save(root);
    expect((await advise(root, '--adr', '--slow', 'yes', '--team', '9')).said).toContain('Nothing to do');
    const held = await advise(root, '--check');
    expect(held).toMatchObject({ exitCode: 0, said: expect.stringContaining('still holds') });
  });

  it('says that a cycle it rested on is gone, and that the team has passed 8', async () => {
    const back = 'src/modules/billing/back.ts';
    const root = repository({
      ...shop,
      [back]: "import { OrderService } from '../orders/index.ts';\nexport const back = OrderService;\n",
    });
    const ready = ['A-no-cicd', 'A-slow-deploy', 'A-no-tracing', 'A-no-oncall', 'A-debug'].flatMap((id) => [
      '--signal',
      `${id}=no`,
    ]);
    await advise(root, '--adr', '--slow', 'yes', '--team', '9', '--observe', 'yes', ...ready);
    expect(textOf(root, '0001-architecture.md')).toContain('Improve the boundaries first');
    save(root);
    writeFileSync(join(root, back), 'export const back = 1;\n');
    const failed = await advise(root, '--check');
    expect(failed.exitCode).toBe(1);
    expect(failed.told).toContain('the cycle is gone: billing → orders → billing');
    const json = adviseCheckSchema
      .strict()
      .parse(JSON.parse((await advise(root, '--check', '--json')).stdout));
    expect(json).toMatchObject({ holds: false, changes: [{ id: 'Q4-independent' }] });
  });

  it('supersedes, keeps the numbering of the folder, and records an overruling', async () => {
    const root = repository({ ...shop, 'doc/adr/007-use-postgres.md': '# Use Postgres\n' });
    await advise(root, '--adr', '--team', '3');
    save(root);
    const { told: stderr } = await advise(root, '--overrule', 'services', '--reason', 'the law');
    expect(stderr).toContain('Services was chosen against the advice');
    const names = readdirSync(join(root, 'doc/adr')).sort();
    expect(names.filter((name) => name.endsWith('.md'))).toEqual([
      '007-use-postgres.md',
      '008-architecture.md',
      '009-architecture.md',
    ]);
    const read = (name: string): string => readFileSync(join(root, 'doc/adr', name), 'utf8');
    expect(read('008-architecture.md')).toContain('status: superseded by 009-architecture.md');
    expect(read('009-architecture.md')).toContain('**against the advice**');
    expect(read('009-architecture.md')).toContain('Reason given: the law');
  });

  it('shows what it would write, and writes nothing, with --dry-run', async () => {
    const root = repository();
    const result = await adviseJson(root, '--adr', '--dry-run');
    expect(result.recorded).toMatchObject({
      applied: false,
      diff: expect.stringContaining('+status: accepted'),
    });
    expect(existsSync(join(root, 'docs'))).toBe(false);
  });

  it('says what it could not check', async () => {
    const root = repository();
    await advise(root, '--adr', '--slow', 'yes');
    save(root);
    const shallow = join(writeCodebase({}), 'clone');
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${root}`, shallow]);
    const { exitCode, told } = await advise(shallow, '--check');
    expect(exitCode).toBe(0);
    expect(told).toContain('not measured this time, so not checked: Q2-team');
    expect((await advise(root, '--check')).told).not.toContain('not checked');
  });

  it('warns when the review is due, and needs a record that can be read', async () => {
    const root = repository();
    expect((await advise(root, '--check')).told).toContain('no recorded advice');
    await advise(root, '--adr');
    expect(await advise(root, '--check', '--as-of', '2027-01-01')).toMatchObject({
      exitCode: 0,
      told: expect.stringContaining('looked at again by 2026-08-02'),
    });
    writeFileSync(join(root, 'docs/adr/0001-architecture.advice.json'), '{ "kind": ');
    expect(await advise(root, '--check')).toMatchObject({
      exitCode: 1,
      told: expect.stringContaining('cannot be read'),
    });
  });
});

describe('bad input', () => {
  it.each<[string, () => string | [string, ...string[]], number, string]>([
    ['a folder that is not there', () => [temporaryFolder(), 'nowhere'], 2, 'there is no folder'],
    ['an empty folder', () => temporaryFolder(), 1, 'no source files found'],
    ['only tests', () => writeCodebase({ 'test/a.test.ts': 'export {};' }), 1, 'only tests'],
    [
      'a bare repository',
      () => {
        const root = temporaryFolder();
        execFileSync('git', ['init', '-q', '--bare'], { cwd: root });
        return root;
      },
      1,
      'no source files found',
    ],
    ['another date', () => [repository(), '--as-of', 'yesterday'], 2, '--as-of'],
    ['another architecture', () => [repository(), '--overrule', 'mesh'], 2, '--overrule'],
    [
      'an answer that is none',
      () => [repository(), '--slow', 'perhaps', '--signal', 'S-none=yes'],
      2,
      'there is no signal S-none',
    ],
  ])('%s is refused', async (_title, make, exitCode, words) => {
    const made = make();
    const [root, ...argv] = typeof made === 'string' ? [made] : made;
    const run = await advise(root, ...argv);
    expect(run.told).toContain(words);
    expect(run.exitCode).toBe(exitCode);
    expect(run.stdout).toBe('');
  });

  it.each<[string, () => string, string]>([
    ['no repository', () => writeCodebase(shop), 'none'],
    [
      'a repository without commits',
      () => {
        const root = writeCodebase(shop);
        execFileSync('git', ['init', '-q'], { cwd: root });
        return root;
      },
      'none',
    ],
    [
      'a broken repository',
      () => {
        const root = repository();
        writeFileSync(join(root, '.git/HEAD'), 'nonsense');
        return root;
      },
      'none',
    ],
    [
      'a shallow clone',
      () => {
        const from = repository();
        commit(from, 'Bob', '2026-01-30');
        const root = temporaryFolder();
        execFileSync('git', ['clone', '-q', '--depth', '1', `file://${from}`, root], { stdio: 'ignore' });
        return root;
      },
      'shallow',
    ],
  ])('%s is said, and the rest is measured', async (_title, make, history) => {
    const result = await adviseJson(make());
    expect(result.measured.history).toBe(history);
    expect(result.modules).toHaveLength(2);
    expect(
      result.evidence.filter(({ group, certainty }) => group === 'git' && certainty === 'unknown').length,
    ).toBeGreaterThan(0);
  });

  it('names a file where a folder was meant', async () => {
    const root = repository();
    for (const more of [[], ['--check'], ['--adr']])
      expect(await advise(root, 'src/modules/orders/index.ts', ...more)).toMatchObject({
        exitCode: 2,
        told: expect.stringContaining('there is no folder'),
      });
  });

  it('counts foreign keys among the tables of one owner, and says so', async () => {
    const schema = [
      'create table orders (id int primary key);',
      'create table invoices (id int primary key, order_id int references orders (id));',
      'create table loose (id int primary key);',
    ];
    const result = await adviseJson(repository({ ...shop, 'migrations/1.sql': schema.join('\n') }));
    expect(result.evidence.find(({ id }) => id === 'data.foreign-keys')?.figure).toBe(
      '1 among the 2 of 3 tables that one module owns',
    );
  });

  it('says in the terminal why there is no history', async () => {
    expect((await advise(writeCodebase(shop))).said).toContain('this folder is not in a git repository');
  });

  it('refuses a day that the calendar does not have', async () => {
    const { exitCode, told } = await advise(repository(), '--as-of', '2026-02-31');
    expect(exitCode).toBe(2);
    expect(told).toContain('--as-of cannot be 2026-02-31');
  });

  it('counts what it cannot read, and goes on', async () => {
    const root = writeCodebase({
      ...shop,
      'src/bundle.js': `var x = "${'a'.repeat(1_200_000)}";`,
      'src/min.js': `var a=1;${'a=a+1;'.repeat(20_000)}`,
      'src/broken.ts': 'export const = ;;; class {',
      'src/binary.js': 'a\0b',
      'src/new\nline.ts': "import { x } from './modules/orders/index.ts';\nexport const y = x;",
      'src/deep.ts': `export const x = ${'['.repeat(20_000)}${']'.repeat(20_000)};`,
      'src/secret.ts': 'export {};',
    });
    symlinkSync('..', join(root, 'src/loop'));
    mkdirSync(join(root, 'src/self'));
    symlinkSync(join(root, 'src/self'), join(root, 'src/self/again'));
    chmodSync(join(root, 'src/secret.ts'), 0);
    const result = await adviseJson(root);
    const size = result.evidence.find(({ id }) => id === 'code.size');
    expect(size?.why).toContain('1 larger than 1 MB');
    expect(size?.why).toContain('2 minified');
    expect(size?.why).toContain('has errors of syntax');
    expect(size?.why).toContain('2 a link, not followed');
    expect(result.modules).toHaveLength(2);
    expect((await advise(root)).stdout).not.toMatch(/new\nline/);
  });
});
