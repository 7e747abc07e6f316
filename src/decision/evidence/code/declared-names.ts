import type { FileSyntax } from '../../../analysis/syntax/index.ts';
import type { Resolve } from './resolve.ts';

/** A name in the file that declares it. */
export interface DeclaredName {
  readonly path: string;
  readonly name: string;
}

/** An index passes names on to another; deeper than this is a circle. */
const deepest = 4;

/** The file and name that an imported name of a file stands for, through files that pass it on. */
export function nameFinder(
  syntax: ReadonlyMap<string, FileSyntax>,
  resolve: Resolve,
): (from: string, local: string) => DeclaredName | undefined {
  const settle = (path: string, name: string, depth: number): DeclaredName => {
    if (depth > deepest || declares(syntax.get(path), name)) return { path, name };
    const passed = (syntax.get(path)?.imports ?? []).filter(({ kind }) => kind === 'export');
    for (const one of passed) {
      const match = one.names.find(({ local }) => local === name || local === '*');
      const next = match && resolve(path, one.specifier);
      if (!next) continue;
      const settled = settle(next, match.local === '*' ? name : match.imported, depth + 1);
      if (declares(syntax.get(settled.path), settled.name)) return settled;
    }
    return { path, name };
  };
  return (from, local) => {
    const found = syntax.get(from)?.imports.find(({ names }) => names.some((one) => one.local === local));
    const imported = found?.names.find((one) => one.local === local)?.imported;
    const path = found && resolve(from, found.specifier);
    return path === undefined || imported === undefined ? undefined : settle(path, imported, 0);
  };
}

function declares(file: FileSyntax | undefined, name: string): boolean {
  if (!file) return false;
  if (name === '*') return true;
  return (
    file.classes.some((one) => one.name === name) ||
    file.interfaces.includes(name) ||
    file.instances.has(name) ||
    file.functions.some((one) => one.name === name || one.name.startsWith(`${name}.`))
  );
}
