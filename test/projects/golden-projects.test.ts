import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { buildCase, type Case } from '../support/build-case.ts';
import { nodeMajors, run } from '../support/run.ts';

/** Every golden tree as its user would meet it: install, check, test and build, with nothing else on the machine. */
const casesFolder = join(import.meta.dirname, '../golden/cases');
const cases = readdirSync(casesFolder).sort();
/** The case whose tests are all run, and whose processes are also started on the other Node majors. */
const smoke = 'shop-two-extracted';
/** The oldest and the newest Node. */
const outermost = [nodeMajors[0], nodeMajors[nodeMajors.length - 1]];
/** Platform and tools are the same in all of them, and are tested here as part of the templates. */
const ownTests = ['--', '--exclude', 'platform/**', '--exclude', 'tools/**'];
/** A case whose code is that of another; only its files for delivery are its own. */
const sameCode = 'shop-delivered';

describe.each(cases)('the project of %s', (name) => {
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), `project-${name}-`));
    const caseFolder = join(casesFolder, name);
    const description = JSON.parse(readFileSync(join(caseFolder, 'case.json'), 'utf8')) as Case;
    for (const [path, text] of await buildCase(description, caseFolder)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    await run(folder, 'npm', ['install', '--prefer-offline', '--no-audit', '--no-fund']);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('passes its own check', async () => void (await run(folder, 'npm', ['run', 'check'])));
  it.skipIf(name === sameCode)(
    'passes its own tests',
    async () => void (await run(folder, 'npm', ['test', ...(name === smoke ? [] : ownTests)])),
  );
  it('builds', async () => void (await run(folder, 'npm', ['run', 'build'])));

  it.runIf(name === smoke).each(outermost)('serves the shop, split and whole, on Node %s', async (major) => {
    await run(folder, 'npx', ['-y', '-p', `node@${major}`, '-c', 'vitest run apps']);
  });
});
