import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export interface Document {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

const pathsBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `${folder}/${path}`);

/** Everything that is written for people, save what a generated project says of itself. */
export const documents: readonly Document[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...pathsBelow('docs').sort(),
].map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

export function documentAt(path: string): Document {
  const found = documents.find((document) => document.path === path);
  if (!found) throw new Error(`no document ${path}`);
  return found;
}

/** Lines of code blocks and pieces of code in a line. */
export function codeIn({ text }: Document): string[] {
  const blocks = [...text.matchAll(/^```.*\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
    block.split('\n'),
  );
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '');
  return [...blocks, ...[...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)];
}

/** The first cells of the tables after a heading, without code marks, up to the next heading. */
export function firstCells({ text }: Document, heading: string): string[] {
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  const [body = ''] = section.split('\n## ');
  return [...body.matchAll(/^\| `([^`]+)`/gm)].map(([, cell = '']) => cell);
}
