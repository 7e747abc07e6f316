import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { commitAll, writeFileIn } from '../support/write-project.ts';
import { codebases } from './codebases.ts';
import { writeCodebase } from './support.ts';

interface Checked {
  readonly contracts: readonly {
    readonly same: boolean;
    readonly findings: readonly { readonly code: string; readonly what: string }[];
  }[];
}

it('checks what was extracted from a codebase that scaffold did not make', async () => {
  const [codebase] = codebases;
  if (codebase === undefined) throw new Error('There is no codebase.');
  const { target, files, args = [] } = codebase;
  const root = writeCodebase(files);
  expect((await runCli(['extract', target, '--yes', ...args], { cwd: root })).exitCode).toBe(0);
  commitAll(root, 'extract');
  const check = async (...argv: readonly string[]) => {
    const { exitCode, stdout } = await runCli(['check', '--json', ...argv], { cwd: root });
    return { exitCode, ...(JSON.parse(stdout) as Checked) };
  };
  expect(await check()).toMatchObject({ exitCode: 0, contracts: [{ same: true, findings: [] }] });

  const [file = ''] = target.split('#');
  const text = readFileSync(join(root, file), 'utf8');
  const changed = text
    .replace('readonly paidAt: Date;', 'readonly paidAt: string;')
    .replaceAll('new Date(', 'String(');
  expect(changed).not.toBe(text);
  writeFileIn(root, file, changed);
  const broken = await check();
  expect(broken.exitCode).toBe(1);
  expect(broken.contracts[0]?.findings[0]).toMatchObject({
    code: 'contract-breaking',
    what: expect.stringContaining('type changed from date to string'),
  });
  expect(await check('--against', 'HEAD')).toMatchObject({ exitCode: 1 });
  expect(await check('--against', 'HEAD~1')).toMatchObject({ exitCode: 0 });
}, 120_000);
