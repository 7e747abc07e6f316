/** The data of a codebase that is open, read once however many targets are looked at in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { OpenedCodebase } from '../codebase/index.ts';
import { readProjectData, type ProjectData } from './project.ts';

const known = new WeakMap<object, ProjectData>();

/** `generated`: folders, relative to the root, that belong to no side. */
export function codebaseData(
  { codebase, sources, imports }: Pick<OpenedCodebase, 'codebase' | 'sources' | 'imports'>,
  generated: readonly string[] = [],
): ProjectData {
  const before = known.get(imports);
  if (before !== undefined) return before;
  const { root } = codebase;
  const own = sources.filter((path) => !generated.some((folder) => path.startsWith(`${folder}/`)));
  const schemas = schemaFiles(root, '');
  const texts = new Set(schemas);
  const data = readProjectData({
    files: [...own, ...schemas],
    read: (path) =>
      texts.has(path) ? readSchema(posix.join(root, path)) : imports.text(posix.join(root, path)),
  });
  known.set(imports, data);
  return data;
}

const skipped = /^(?:node_modules|dist|build|out|coverage|target|vendor|\..*)$/;
const maxDepth = 8;

/** Schemas of Prisma, and SQL. */
function schemaFiles(root: string, folder: string, depth = 0): string[] {
  if (depth > maxDepth) return [];
  return entriesOf(posix.join(root, folder)).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return skipped.test(entry.name) ? [] : schemaFiles(root, path, depth + 1);
    return /\.(?:prisma|sql)$/.test(entry.name) ? [path] : [];
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function readSchema(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    return text.length > longestSchema ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Longer ones are dumps of data. */
const longestSchema = 2_000_000;
