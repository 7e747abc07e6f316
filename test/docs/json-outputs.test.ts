import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { z } from 'zod';
import { addSchema, extractSchema, undoSchema } from '../../src/cli/schemas/changes.ts';
import { runCli } from '../cli/run-cli.ts';
import { commitAll, writeProject } from '../support/write-project.ts';

let root: string;
beforeAll(async () => {
  root = await writeProject();
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs a command with `--json` and checks that its schema describes every field there is. */
async function run(schema: z.ZodObject, ...argv: readonly string[]): Promise<unknown> {
  const { stdout, stderr, exitCode } = await runCli([...argv, '--json'], { cwd: root });
  expect(exitCode, stderr).toBe(0);
  const output = schema.strict().parse(JSON.parse(stdout));
  if (!argv.includes('--dry-run') && argv[0] !== 'undo') commitAll(root, argv.join(' '));
  return output;
}

it('prints what the published schemas say', { timeout: 60_000 }, async () => {
  expect(await run(addSchema, 'add', 'module', 'shipping', '--dry-run')).toMatchObject({ applied: false });
  expect(await run(addSchema, 'add', 'module', 'shipping')).toMatchObject({ applied: true });
  expect(await run(extractSchema, 'extract', 'payments', '--dry-run')).toMatchObject({ applied: false });
  expect(await run(extractSchema, 'extract', 'payments')).toMatchObject({ module: 'payments' });
  expect(await run(undoSchema, 'undo', '--dry-run')).toMatchObject({ dryRun: true });
  expect(await run(undoSchema, 'undo')).toMatchObject({ undone: 'undo: extract payments' });
});
