import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a codebase as operations look at them. */
export interface Tree {
  /** Relative to the root, with `/`, sorted. */
  readonly files: readonly string[];
  /** The text of a file; `undefined` for a link, a folder, what cannot be read, and what is too large to be written by hand. */
  read(path: string): string | undefined;
}

const largest = 512 * 1024;

export const openTree = (root: string, files: readonly string[]): Tree => ({
  files: files.filter((path) => !elsewhere.test(path)).toSorted(),
  // A long run of blanks is shortened: nobody indents so far, and patterns would try each place in it.
  read: (path) => {
    try {
      const stat = lstatSync(join(root, path));
      if (!stat.isFile() || stat.size > largest) return undefined;
      return readFileSync(join(root, path), 'utf8').replaceAll(/[ \t]{200,}/g, ' ');
    } catch {
      return undefined;
    }
  },
});

/** What is in these folders is shown, tried out or built, and not operated. */
const elsewhere =
  /(^|\/)(node_modules|dist|build|coverage|examples?|fixtures?|__fixtures__|samples?|demos?|\.yarn|\.next|vendor)\//;

const test =
  /(^|\/)(tests?|__tests__|__mocks__|e2e|cypress|playwright|spec|integration-tests)\/|[.-](test|spec|e2e|stories|mock)\.[cm]?[jt]sx?$/i;

export const isSource = (path: string): boolean =>
  /\.[cm]?[jt]sx?$/.test(path) && !path.endsWith('.d.ts') && !path.endsWith('.min.js') && !test.test(path);

export const isYaml = (path: string): boolean => /\.ya?ml$/.test(path);

/** The line, from 1, on which a position of a text lies. */
export const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length;
