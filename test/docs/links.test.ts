import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeIn, documents, root, type Document } from './documents.ts';

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchorsIn = ({ text }: Document): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

function broken(document: Document): string[] {
  const links = [...document.text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return links.filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [file = '', anchor] = link.split('#');
    const path = file === '' ? document.path : relative(root, join(root, dirname(document.path), file));
    if (!existsSync(join(root, path))) return true;
    const target = documents.find((other) => other.path === path);
    return anchor !== undefined && target !== undefined && !anchorsIn(target).includes(anchor);
  });
}

describe('links between documents', () => {
  it.each(documents)('$path has none that is broken', (document) => expect(broken(document)).toEqual([]));
});

describe('paths of this repository in CONTRIBUTING', () => {
  it('exist', () => {
    const [contributing] = documents.filter(({ path }) => path === 'CONTRIBUTING.md');
    const paths = codeIn(contributing as Document).flatMap(
      (code) => /^((?:src|test|tools|schemas)\/[\w./-]*)$/.exec(code)?.[1] ?? [],
    );
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
