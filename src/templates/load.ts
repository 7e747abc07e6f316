import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Template files by their path in the tree, as they are stored. */
export type TemplateTree = ReadonlyMap<string, string>;

const skipped = new Set(['node_modules', 'dist', '.data']);

/** Where the templates lie, in a checkout as in an installed package. */
const templatesFolder = fileURLToPath(new URL('../../src/templates/', import.meta.url));

/** Reads a tree below src/templates, `project` or `parts/<part>`. */
export function loadTree(name: string): TemplateTree {
  return readTree(join(templatesFolder, name));
}

/** As {@link loadTree}; nothing where there is no such folder. */
export function loadTreeIfAny(name: string): TemplateTree {
  const root = join(templatesFolder, name);
  return existsSync(root) ? readTree(root) : new Map();
}

function readTree(root: string): TemplateTree {
  return new Map(listFiles(root, '').map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function listFiles(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries
    .filter(({ name }) => !skipped.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? listFiles(root, path) : [path];
    });
}
