import type { FileSyntax } from '../../../analysis/syntax/index.ts';
import type { ModuleMap } from '../model.ts';
import type { Resolve } from './resolve.ts';

/**
 * What of each module others use most: the class or interface that most files of other modules import, as
 * `<file>#<Name>`. It is what an extraction would put behind the wire.
 */
export function findPorts(
  syntax: ReadonlyMap<string, FileSyntax>,
  map: ModuleMap,
  resolve: Resolve,
): ReadonlyMap<string, string> {
  const users = new Map<string, Map<string, number>>();
  for (const [path, file] of syntax) {
    for (const { specifier, names } of file.imports) {
      const target = resolve(path, specifier);
      const module = target === undefined ? undefined : map.moduleOf(target);
      if (target === undefined || module === undefined || map.moduleOf(path) === module) continue;
      for (const { imported } of names) {
        const name = declaredName(syntax.get(target), imported);
        if (name === undefined) continue;
        const counts = users.get(module) ?? new Map<string, number>();
        users.set(module, counts);
        counts.set(`${target}#${name}`, (counts.get(`${target}#${name}`) ?? 0) + 1);
      }
    }
  }
  return new Map([...users].map(([module, counts]) => [module, mostUsed(counts)]));
}

/** A class with asynchronous methods, or an interface, that a file declares under an imported name. */
function declaredName(file: FileSyntax | undefined, imported: string): string | undefined {
  if (!file) return undefined;
  const found =
    file.classes.find(({ name }) => name === imported) ??
    (imported === 'default' ? file.classes[0] : undefined);
  if (!found) return undefined;
  const called = file.functions.filter(({ name }) => name.startsWith(`${found.name}.`));
  // Controllers, modules and models are put to work by a framework, and nobody calls them.
  const isPort =
    called.some((one) => one.async) &&
    !/(?:Controller|Module|Model|Entity|Error|Dto|Store|Repository)$/.test(found.name);
  return isPort ? found.name : undefined;
}

const mostUsed = (counts: ReadonlyMap<string, number>): string =>
  [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';
