import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { planExtraction } from '../../src/plan/extraction.ts';
import { loadTree } from '../../src/templates/index.ts';
import { basePath } from '../../src/workspace/index.ts';
import { buildCase, date, projectIn, valueOf, type Case } from '../support/build-case.ts';
import { snapshot } from '../support/snapshot.ts';

/**
 * One folder per case. `tree.txt` lists every file of the project; a line that ends in `=` is a file copied from the
 * templates as it is, all others stand in full under `files/`. `UPDATE_GOLDEN=1 npx vitest run test/golden` writes them.
 */
const casesFolder = join(import.meta.dirname, 'cases');
const cases = readdirSync(casesFolder).sort();
const templates = loadTree('project');

const templatePath = (path: string) => path.replace(/^apps\/(monolith|gateway)\//, 'apps/__edge__/');
const isCopied = (path: string, text: string) => templates.get(templatePath(path)) === text;
const withoutHashes = (text: string) => text.replaceAll(/"hash": "[0-9a-f]{64}"/g, '"hash": "…"');

function asGolden(texts: ReadonlyMap<string, string>): Record<string, string> {
  const paths = [...texts.keys()].filter((path) => !path.startsWith(basePath(''))).sort();
  const copied = new Set(paths.filter((path) => isCopied(path, texts.get(path) ?? '')));
  const tree = paths.map((path) => `${path}${copied.has(path) ? ' =' : ''}\n`).join('');
  const full = paths.filter((path) => !copied.has(path));
  return {
    'tree.txt': tree,
    ...Object.fromEntries(full.map((path) => [`files/${path}`, withoutHashes(texts.get(path) ?? '')])),
  };
}

function update(folder: string, golden: Record<string, string>): void {
  rmSync(join(folder, 'files'), { recursive: true, force: true });
  for (const [path, text] of Object.entries(golden)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

describe.each(cases)('golden tree %s', (name) => {
  const folder = join(casesFolder, name);
  let texts: ReadonlyMap<string, string>;

  beforeAll(async () => {
    texts = await buildCase(JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as Case, folder);
  }, 120_000);

  it('is made as committed, no file more and none less', () => {
    const golden = asGolden(texts);
    if (process.env['UPDATE_GOLDEN']) update(folder, golden);
    const committed = Object.fromEntries(
      Object.entries(snapshot(folder)).filter(([path]) => path === 'tree.txt' || path.startsWith('files/')),
    );
    expect(golden).toEqual(committed);
  });

  it('remembers each generated text as the base of a later merge', () => {
    for (const path of Object.keys(projectIn(texts).manifest.files))
      expect(texts.has(basePath(path)), path).toBe(true);
  });

  it('does not change when its extractions run again', { timeout: 120_000 }, async () => {
    const project = projectIn(texts);
    for (const { module } of project.manifest.services) {
      expect(valueOf(await planExtraction(project, { module, date })).changes.operations).toEqual([]);
    }
  });
});
