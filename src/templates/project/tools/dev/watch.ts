import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';

const watched = ['platform', 'modules', 'apps', 'clients'];
const source = /\.(ts|sql|json)$/;
const ignored = /(^|[/\\])(node_modules|dist|test)[/\\]/;
/** Editors and git write several files for one change. */
const settleMs = 150;

/** Calls `onChange` with one of the files that changed; answers how to stop watching. */
export function watchSources(root: string, onChange: (file: string) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const folders = watched.filter((folder) => existsSync(join(root, folder)));
  const watchers = folders.map((folder) =>
    watch(join(root, folder), { recursive: true }, (_event, file) => {
      if (file === null || !source.test(file) || ignored.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => onChange(`${folder}/${file}`), settleMs);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
