/** What a checkout can look like beside its code: line ends, byte order marks, work trees, files that nobody may write. */
import { chmodSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { git } from '../support/write-project.ts';
import { isThere, writeCodebase } from './support.ts';

const files: Readonly<Record<string, string>> = {
  'package.json': `{
  "name": "till",
  "private": true,
  "type": "module",
  "scripts": { "start": "node src/main.ts" }
}
`,
  'tsconfig.json': `{
  "compilerOptions": {
    "strict": true, "module": "nodenext", "target": "es2022", "noEmit": true,
    "allowImportingTsExtensions": true, "skipLibCheck": true, "types": ["node"]
  },
  "include": ["src"]
}
`,
  'src/prices.ts': `export class Prices {
  async of(article: string): Promise<number> {
    return article.length;
  }
}
`,
  'src/main.ts': `import { Prices } from './prices.ts';

export const prices = new Prices();
console.log(await prices.of('tea'));
`,
};

const mapped = (change: (text: string) => string) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(text)]));

const extract = (root: string) =>
  runCli(['extract', 'src/prices.ts#Prices', '--yes', '--dry-run'], { cwd: root });

async function extractAndUndo(root: string): Promise<string> {
  const before = textOf(root, 'src/main.ts') + textOf(root, 'package.json');
  const extracted = await runCli(['extract', 'src/prices.ts#Prices', '--yes'], { cwd: root });
  expect(extracted.exitCode, extracted.stderr).toBe(0);
  const after = textOf(root, 'src/main.ts') + textOf(root, 'package.json');
  expect(after).toContain('bindPrices(() => new Prices())');
  expect(after).toContain('start:prices');
  const again = await runCli(['extract', 'src/prices.ts#Prices', '--yes', '--allow-dirty'], { cwd: root });
  expect(again.stdout, again.stderr).toContain('Nothing to do');
  expect((await runCli(['undo'], { cwd: root })).exitCode).toBe(0);
  expect(textOf(root, 'src/main.ts') + textOf(root, 'package.json')).toBe(before);
  return after;
}

const textOf = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

describe('a checkout', () => {
  it('keeps the line ends that its files have', async () => {
    const after = await extractAndUndo(writeCodebase(mapped((text) => text.replaceAll('\n', '\r\n'))));
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  }, 120_000);

  it('keeps byte order marks at the start of its files, and nowhere else', async () => {
    const after = await extractAndUndo(writeCodebase(mapped((text) => `\uFEFF${text}`)));
    expect(after.startsWith('\uFEFFimport')).toBe(true);
    expect(after.split('\uFEFF')).toHaveLength(3);
  }, 120_000);

  it('may be a work tree of git', async () => {
    const main = writeCodebase(files);
    const root = join(mkdtempSync(join(tmpdir(), 'scaffold-tree-')), 'tree');
    git(main, 'worktree', 'add', '-q', root);
    symlinkSync(join(main, 'node_modules'), join(root, 'node_modules'));
    await extractAndUndo(root);
    expect(git(root, 'status', '--short', '--', 'src', 'package.json')).toBe('');
    expect(git(main, 'status', '--short')).toBe('');
  }, 120_000);

  it.each([
    ['src/main.ts', 0o444, 'src/main.ts: the file is read-only'],
    ['src', 0o555, 'src: the folder is read-only'],
  ])(
    'with %s read-only is refused before anything is written',
    async (path, mode, words) => {
      const root = writeCodebase(files);
      chmodSync(join(root, path), mode);
      const refused = await runCli(['extract', 'src/prices.ts#Prices', '--yes'], { cwd: root });
      chmodSync(join(root, path), 0o755);
      expect(refused.exitCode).toBe(1);
      expect(refused.stderr.replace(/\s+/g, ' ')).toContain(words);
      expect(isThere(root, 'src/remote')).toBe(false);
      expect((await extract(root)).exitCode).toBe(0);
    },
    120_000,
  );
});
