import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CommandEntry } from '../../src/cli/command-table.ts';
import { Interrupted } from '../../src/cli/prompts/prompter.ts';
import type { CommandBody } from '../../src/cli/session.ts';
import { diagnostic, refuse, succeed } from '../../src/diagnostics/index.ts';
import { runCli } from './run-cli.ts';

const command = (run: CommandBody): readonly CommandEntry[] => [
  {
    usage: 'work [what]',
    summary: 'does some work',
    examples: ['work hard'],
    edits: true,
    load: async () => run,
  },
];

const warning = diagnostic('dependencies-not-installed', {});
const broken = diagnostic('file-exists', { path: 'a.ts' }, { place: { file: 'a.ts', line: 3 } });

describe('the program', () => {
  it('prints its help when it is called without a command', async () => {
    const { exitCode, stdout, stderr } = await runCli([]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Usage: scaffold');
    expect(stderr).toBe('');
  });

  it('prints its version', async () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await runCli(['--version'])).toEqual({ exitCode: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it('wraps its help to a narrow terminal', async () => {
    const { stdout } = await runCli(['new', '--help'], { columns: 50, script: [] });
    const examples = stdout.indexOf('Examples:');
    expect(
      Math.max(
        ...stdout
          .slice(0, examples)
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(50);
  });

  it.each([
    [['nwe'], 'unknown-command', 'did you mean new?'],
    [['new', 'shop', '--dry-rn'], 'unknown-option', 'did you mean --dry-run?'],
    [['new', 'a', 'b'], 'wrong-arguments', 'npx scaffold new --help'],
    [['new', 'shop', '--cwd', '/no/such/folder'], 'folder-unknown', 'check the path'],
  ])('exits with 2 for %j', async (argv, code, hint) => {
    const text = await runCli(argv);
    expect(text.exitCode).toBe(2);
    expect(text.stdout).toBe('');
    expect(text.stderr).toContain(hint);
    const json = await runCli([...argv, '--json']);
    expect(json.exitCode).toBe(2);
    expect(json.stderr).toBe('');
    expect(JSON.parse(json.stdout)).toMatchObject({
      schemaVersion: 1,
      error: { code, findings: [{ code, hint }] },
    });
  });
});

describe('a command', () => {
  it('prints its report to stdout, and its notes and progress to stderr', async () => {
    const table = command(async (session, [what]) => {
      session.progress('working');
      return succeed({ json: { what }, text: `did ${what}` }, [warning]);
    });
    const text = await runCli(['work', 'well'], { table });
    expect(text).toMatchObject({ exitCode: 0, stdout: 'did well\n' });
    expect(text.stderr).toMatch(/^working\n\nwarning: the project’s dependencies are not installed/);
    const json = await runCli(['work', 'well', '--json'], { table });
    expect(JSON.parse(json.stdout)).toMatchObject({
      schemaVersion: 1,
      what: 'well',
      findings: [{ level: 'warning' }],
    });
    expect(json.stderr).toBe('');
  });

  it('exits with 1 when it stops because of findings, each with its place', async () => {
    const table = command(async () => refuse(warning, broken));
    const text = await runCli(['work'], { table });
    expect(text.exitCode).toBe(1);
    expect(text.stderr.indexOf('error: a.ts already exists')).toBeLessThan(text.stderr.indexOf('warning:'));
    expect(text.stderr).toContain('at a.ts:3');
    const json = await runCli(['work', '--json'], { table });
    expect(JSON.parse(json.stdout)).toMatchObject({
      error: { code: 'file-exists', message: 'a.ts already exists' },
    });
  });

  it('exits with what its report says', async () => {
    const table = command(async () => succeed({ json: {}, text: '1 finding', exitCode: 1 }));
    expect((await runCli(['work'], { table })).exitCode).toBe(1);
  });

  it('exits with 130 when it is interrupted', async () => {
    const table = command(async () => {
      throw new Interrupted();
    });
    expect(await runCli(['work'], { table })).toMatchObject({
      exitCode: 130,
      stderr: expect.stringContaining('Nothing was written'),
    });
    const json = await runCli(['work', '--json'], { table });
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'interrupted' } });
  });

  it('exits with 3 for a fault of ours, and says how to report it', async () => {
    const table = command(async () => {
      throw new TypeError('x is not a function');
    });
    const { exitCode, stderr, stdout } = await runCli(['work', '--verbose'], { table });
    expect(exitCode).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toContain('TypeError: x is not a function\n    at');
    const file = /\S+\.log/.exec(stderr)?.[0] ?? '';
    expect(readFileSync(file, 'utf8')).toContain('TypeError: x is not a function\n    at');
    const json = await runCli(['work', '--json'], { table });
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'internal-error' } });
  });

  it('uses colour only where it is wanted', async () => {
    const table = command(async ({ style }) => succeed({ json: {}, text: style.bold('loud') }));
    expect((await runCli(['work'], { table })).stdout).toBe('loud\n');
    expect((await runCli(['work'], { table, colour: true })).stdout).toBe('\u001B[1mloud\u001B[22m\n');
  });

  it('takes --allow-dirty only where it edits a project', async () => {
    const table = command(async (_session, _args, options) =>
      succeed({ json: {}, text: String(options.allowDirty) }),
    );
    expect((await runCli(['work', '--allow-dirty'], { table })).stdout).toBe('true\n');
    expect((await runCli(['new', 'shop', '--allow-dirty'])).exitCode).toBe(2);
  });
});
