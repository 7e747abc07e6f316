import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A file of a tree to be made. `mode` is for what must be executable. */
export interface TreeFile {
  readonly text: string;
  readonly mode?: number;
}

/**
 * Makes a new folder with all its files, or none of it: the tree is built in a hidden sibling, `complete` may still work
 * on it there (a first git commit, say), and one rename puts it in place. `directory` must be absent or empty.
 */
export async function createTree(
  directory: string,
  files: ReadonlyMap<string, TreeFile>,
  complete: (folder: string) => Promise<void> = async () => {},
): Promise<void> {
  const building = join(dirname(directory), `.${basename(directory)}.scaffold-tmp`);
  rmSync(building, { recursive: true, force: true });
  try {
    for (const [path, file] of files) writeTreeFile(join(building, path), file);
    await complete(building);
    mkdirSync(dirname(directory), { recursive: true });
    renameSync(building, directory);
  } catch (error) {
    rmSync(building, { recursive: true, force: true });
    throw error;
  }
}

function writeTreeFile(path: string, { text, mode }: TreeFile): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  if (mode !== undefined) chmodSync(path, mode);
}
