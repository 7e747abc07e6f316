import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { errorSchema } from '../../src/cli/schemas/common.ts';
import { newSchema } from '../../src/cli/schemas/new.ts';
import * as steps from '../../src/cli/steps/new-project.ts';
import type { Blueprint } from '../../src/templates/blueprint.ts';
import { interrupt, runCli, temporaryFolder, type ScriptedAnswer } from './run-cli.ts';

vi.mock('../../src/cli/steps/new-project.ts', () => ({ planProject: vi.fn(), createProject: vi.fn() }));

const planProject = vi.mocked(steps.planProject);
const createProject = vi.mocked(steps.createProject);
const blueprint = (): Blueprint => planProject.mock.calls[0]?.[0] as Blueprint;

beforeEach(() => {
  const files = new Map([
    ['package.json', { text: '{}' }],
    ['modules/users/src/index.ts', { text: '' }],
    ['modules/users/src/host.ts', { text: '' }],
  ]);
  planProject.mockReset().mockResolvedValue({ ok: true, value: { files, findings: [] }, findings: [] });
  createProject.mockReset().mockResolvedValue({ installed: false, notes: [] });
});

const given = ['--team', '3', '--modules', 'users', '--with', 'none'];

describe('new, where nobody can be asked', () => {
  it('takes every default with --yes: the sample shop, one deployable', async () => {
    const { exitCode, stdout } = await runCli(['new', 'shop', '--yes']);
    expect(exitCode).toBe(0);
    expect(blueprint()).toMatchObject({
      name: 'shop',
      architecture: 'modular-monolith',
      modules: [{ name: 'users' }, { name: 'orders', uses: ['users', 'payments'] }, { name: 'payments' }],
      decision: {
        verdict: 'start-modular',
        overruled: false,
        answers: { 'Q1-slow': { value: 'not-applicable' } },
      },
    });
    expect(blueprint().decision.adr).toContain('# Architecture of shop');
    expect(createProject).toHaveBeenCalledWith(
      expect.stringMatching(/\/shop$/),
      expect.anything(),
      expect.objectContaining({ install: false, git: true }),
    );
    expect(stdout).toContain('Advice: Start as a modular monolith\n');
    expect(stdout).toContain('  cd shop\n  npm install\n  npm run dev');
  });

  it('lists every flag that is missing, and reads no plan', async () => {
    const { exitCode, stderr } = await runCli(['new', 'shop', '--team', '12']);
    expect(exitCode).toBe(2);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(
      '3 answers are missing: --observe <yes|no|unknown> --independent <yes|no|unknown> --modules <names>',
    );
    expect(planProject).not.toHaveBeenCalled();
  });

  it('does not ask for answers that no longer matter', async () => {
    expect(await runCli(['new', 'shop', ...given])).toMatchObject({ exitCode: 0 });
  });

  it('lets flags win over the answers file', async () => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, 'answers.json'),
      JSON.stringify({ 'Q2-team': 20, modules: ['catalog'], git: false }),
    );
    await runCli(['new', 'shop', '--answers', 'answers.json', '--team', '3'], { cwd });
    expect(blueprint()).toMatchObject({
      modules: [{ name: 'catalog' }],
      decision: { answers: { 'Q2-team': { value: 3, source: 'flag' } } },
    });
    expect(createProject.mock.calls[0]?.[2]).toMatchObject({ git: false });
  });

  it('advises services where everything speaks for them', async () => {
    const team = ['--team', '20', '--observe', 'yes', '--independent', 'yes', '--modules', 'users'];
    await runCli(['new', 'shop', ...team, '--signal', 'S-autonomy=yes', '--signal', 'S-uneven-scale=yes']);
    expect(blueprint()).toMatchObject({
      architecture: 'services',
      decision: { verdict: 'consider-splitting', overruled: false },
    });
  });

  it('records that the advice was overruled, and why', async () => {
    const { stderr } = await runCli([
      'new',
      'shop',
      ...given,
      '--architecture',
      'services',
      '--reason',
      'the law',
    ]);
    expect(blueprint()).toMatchObject({ architecture: 'services', decision: { overruled: true } });
    expect(blueprint().decision.adr).toContain('Reason given: the law');
    expect(stderr).toContain('note: Services was chosen against the advice "Start as a modular monolith"');
  });

  it('says that an answer about a running system is not used', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'a.json'), '{ "Q1-slow": "yes" }');
    const { exitCode, stderr } = await runCli(['new', 'shop', '--yes', '--answers', 'a.json'], { cwd });
    expect(exitCode).toBe(0);
    expect(stderr).toContain('the answer to Q1-slow is not used');
    expect(blueprint().decision.verdict).toBe('start-modular');
  });

  it('writes nothing with --dry-run, and shows what it would write', async () => {
    const { exitCode, stdout } = await runCli(['new', 'shop', ...given, '--dry-run']);
    expect(exitCode).toBe(0);
    expect(createProject).not.toHaveBeenCalled();
    expect(stdout).toContain('Would make shop; nothing was written');
    expect(stdout).toContain('  modules/users/  (2 files)\n  package.json');
  });

  it('prints a command that makes the same project again', async () => {
    const args = [
      ...given,
      '--uses',
      'users:payments',
      '--modules',
      'users,payments',
      '--architecture',
      'services',
      '--reason',
      "it's law",
      '--no-git',
    ];
    const { stdout } = await runCli(['new', 'my/shop', ...args]);
    const first = blueprint();
    const line = stdout.split('\n').find((text) => text.includes('npx scaffold new'));
    expect(line?.trim()).toBe(
      String.raw`npx scaffold new my/shop --team 3 --modules users,payments --uses users:payments --architecture services ` +
        String.raw`--reason 'it'\''s law' --no-install --no-git --yes`,
    );
    planProject.mockClear();
    await runCli(['new', 'my/shop', ...args.map((arg) => arg), '--yes']);
    expect(blueprint()).toEqual(first);
  });

  it('prints JSON that keeps to the published schema', async () => {
    const { stdout, stderr } = await runCli(['new', 'shop', '--yes', '--architecture', 'services', '--json']);
    expect(stderr).toBe('');
    const result = newSchema.parse(JSON.parse(stdout));
    expect(result).toMatchObject({
      name: 'shop',
      architecture: 'services',
      overruled: true,
      written: true,
      installed: false,
    });
    expect(result.findings.map(({ code }) => code)).toEqual(['verdict-overruled']);
    const failed = await runCli(['new', 'shop', '--json']);
    expect(errorSchema.parse(JSON.parse(failed.stdout)).error.code).toBe('answers-missing');
  });

  it('stops where a path, a flag or a module is wrong, and says all of it', async () => {
    const { exitCode, stdout } = await runCli([
      'new',
      'My Shop',
      '--team',
      'x',
      '--modules',
      'class',
      '--json',
    ]);
    expect(exitCode).toBe(2);
    const { error } = JSON.parse(stdout) as { error: { findings: { code: string }[] } };
    expect(error.findings.map(({ code }) => code)).toEqual([
      'name-invalid',
      'value-invalid',
      'module-name-invalid',
    ]);
  });
});

const useful: readonly ScriptedAnswer[] = [
  { to: 'How many engineers', answer: '20' },
  { to: 'observe', answer: 'yes' },
  { to: 'independent', answer: 'yes' },
  { to: 'different resources', answer: 'yes' },
  { to: 'deploy on their own schedule', answer: 'no' },
  { to: 'take another part down', answer: 'yes' },
  { to: 'by hand', answer: 'no' },
  { to: '10 minutes', answer: 'no' },
  { to: 'follow one request', answer: 'no' },
  { to: 'on call', answer: 'no' },
  { to: 'debug', answer: 'no' },
  { to: 'same tables', answer: 'no' },
  { to: 'One transaction'.toLowerCase(), answer: 'no' },
  { to: 'How should it be built?', answer: 'services' },
  { to: 'Which modules should', answer: false },
  { to: 'Names of the modules', answer: 'customers, loans' },
  { to: 'does customers use', answer: ['loans'] },
  { to: 'Which systems should', answer: [] },
  { to: 'npm install', answer: false },
];

describe('new, in a terminal', () => {
  it('asks only what still matters', async () => {
    const { exitCode } = await runCli(['new', 'shop'], {
      script: [
        { to: 'How many engineers', answer: '3' },
        { to: 'How should it be built?', answer: 'modular-monolith' },
        { to: 'Which modules should', answer: true },
        { to: 'Which systems should', answer: [] },
        { to: 'npm install', answer: true },
      ],
    });
    expect(exitCode).toBe(0);
    expect(createProject.mock.calls[0]?.[2]).toMatchObject({ install: true });
  });

  it('asks the follow-ups that can change the advice, and no circle of modules can be picked', async () => {
    const { exitCode, stderr } = await runCli(['new', 'shop'], { script: useful });
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Advice: Consider splitting\n');
    expect(blueprint()).toMatchObject({
      architecture: 'services',
      modules: [
        { name: 'customers', uses: ['loans'] },
        { name: 'loans', uses: [] },
      ],
    });
  });

  it('asks why when the advice is overruled', async () => {
    const script = [
      { to: 'How many engineers', answer: '?' },
      { to: 'How should it be built?', answer: 'services' },
      { to: 'Why against the advice?', answer: ' we  like it ' },
      { to: 'Which modules should', answer: true },
      { to: 'Which systems should', answer: [] },
    ];
    const { stdout } = await runCli(['new', 'shop', '--no-install'], { script });
    expect(stdout).toContain(
      "--team unknown --modules users,orders,payments --uses orders:users,payments --architecture services --reason 'we  like it'",
    );
  });

  it('asks nothing that flags have answered', async () => {
    const all = [...given, '--architecture', 'modular-monolith', '--no-install'];
    expect(await runCli(['new', 'shop', ...all], { script: [] })).toMatchObject({ exitCode: 0 });
  });

  it('refuses a bad path before the first question', async () => {
    expect(await runCli(['new', 'My Shop'], { script: [] })).toMatchObject({ exitCode: 2 });
  });

  it.each(useful.map(({ to }, index) => [to, index] as const))(
    'writes nothing after Ctrl-C at "%s"',
    async (to, index) => {
      const script = [...useful.slice(0, index), { to, answer: interrupt }];
      expect((await runCli(['new', 'shop'], { script })).exitCode).toBe(130);
      expect(createProject).not.toHaveBeenCalled();
    },
  );

  it('keeps to the width of the terminal', async () => {
    const { stderr } = await runCli(['new', 'shop'], { script: useful, columns: 50 });
    expect(Math.max(...stderr.split('\n').map((line) => line.length))).toBeLessThanOrEqual(50);
  });
});

describe('new without a path', () => {
  it('asks for it where somebody can be asked', async () => {
    const script = [{ to: 'Where should the project go?', answer: interrupt }];
    expect((await runCli(['new'], { script })).exitCode).toBe(130);
  });

  it('names what is missing where nobody can', async () => {
    const { exitCode, stderr } = await runCli(['new', '--yes']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('<path>');
  });
});
