import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { snapshot } from '../support/snapshot.ts';
import { codebases } from './codebases.ts';
import {
  compile,
  isThere,
  outputOf,
  runEmittedTests,
  secret,
  startService,
  writeCodebase,
} from './support.ts';

describe.each(codebases)('$title', (codebase) => {
  const { target, slug, sources, wired, args = [] } = codebase;
  const prefix = slug.toUpperCase();

  it('answers the same in process, through codecs and from another process, and can be undone', async () => {
    const root = writeCodebase(codebase.files);
    const before = snapshotOf(root);
    await compile(root, codebase);
    const expected = await outputOf(root, codebase);
    expect(expected).not.toBe('');

    const extracted = await runCli(['extract', target, '--yes', ...args], { cwd: root });
    expect(extracted.exitCode, extracted.stderr).toBe(0);
    for (const [file, line] of Object.entries(wired)) {
      expect(readFileSync(join(root, file), 'utf8')).toContain(line);
    }

    await compile(root, codebase);
    expect(await outputOf(root, codebase)).toBe(expected);
    expect(await outputOf(root, codebase, { [`${prefix}_MODE`]: 'loopback' })).toBe(expected);
    expect(await runEmittedTests(root, codebase)).toMatch(/# fail 0\n/);
    const service = await startService(root, codebase);
    const remote = { [`${prefix}_URL`]: service.url, SERVICE_SECRET: secret };
    expect(await outputOf(root, codebase, remote)).toBe(expected);
    expect(await service.stop()).toBe(0);

    const again = await runCli(['extract', target, '--yes', ...args], { cwd: root });
    expect(again.stdout, again.stderr).toContain('Nothing to do');
    const undone = await runCli(['undo'], { cwd: root });
    expect(undone.exitCode).toBe(0);
    expect(snapshotOf(root)).toEqual(before);
    expect(isThere(root, join(sources, 'remote'))).toBe(false);
  }, 120_000);
});

/** Without what is compiled and installed. */
const snapshotOf = (root: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(snapshot(root)).filter(([path]) => !/(?:^|\/)(?:dist|node_modules)\//.test(path)),
  );
