import { loadTree } from './load.ts';

/** What the call runtime needs of the platform; the rest is for hosts that scaffold made. */
const vendored = [/^context\//, /^rpc\//, /^lifecycle\/stop-request\.ts$/];
const left = new Set(['rpc/bind.ts', 'rpc/index.ts', 'rpc/dedup/postgres.ts']);

/**
 * The call runtime for a codebase that scaffold did not make: the platform's own sources and a few of its own, by path
 * below one folder. Imports end in `.ts`.
 */
export function loadForeignRuntime(): ReadonlyMap<string, string> {
  const folder = 'platform/src/';
  const platform = [...loadTree('project')].flatMap(([path, text]): [string, string][] => {
    const below = path.slice(folder.length);
    const wanted =
      path.startsWith(folder) && vendored.some((pattern) => pattern.test(below)) && !left.has(below);
    return wanted ? [[below, text.replaceAll('@shop/platform/', '')]] : [];
  });
  return new Map([...platform, ...loadTree('parts/foreign/runtime')].sort(([a], [b]) => (a < b ? -1 : 1)));
}
