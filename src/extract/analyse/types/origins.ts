/** Under which name generated code can import a type. */
import { posix } from 'node:path';
import type { ts } from 'ts-morph';
import { placeOf } from '../../../analysis/places.ts';
import type { Program } from '../../../analysis/program.ts';
import { exportsOf } from '../../../analysis/symbols.ts';
import type { Origins } from './find-origin.ts';
import { foreignOriginsOf } from './foreign-origins.ts';

interface Entry {
  readonly specifier: string;
  readonly directory: string;
  readonly names: ReadonlyMap<ts.Symbol, string>;
}

/** Looks in the port's own entry first, then in the entries of the package that declares the type. */
export function originsOf(program: Program, portSpecifier: string, portFile: string): Origins {
  if (portSpecifier.startsWith('file:')) return foreignOriginsOf(program);
  const entries = entriesOf(program, portSpecifier, portFile);
  const find: Origins['find'] = (symbol) => {
    const declaration = symbol.declarations?.[0];
    if (declaration === undefined) throw new Error(`The type ${symbol.name} is declared nowhere.`);
    const place = placeOf(program, declaration);
    const near = entries.filter(
      (entry, index) => index === 0 || place.file.startsWith(`${entry.directory}/`),
    );
    const found = near.find(({ names }) => names.has(symbol));
    const name = found?.names.get(symbol);
    if (found === undefined || name === undefined) {
      return { name: symbol.name, origin: { place, module: portSpecifier, exported: false } };
    }
    return {
      name: name === 'default' ? symbol.name : name,
      origin: { place, module: found.specifier, exported: name !== 'default' },
    };
  };
  return { find };
}

function entriesOf(program: Program, portSpecifier: string, portFile: string): Entry[] {
  const others = program.packages.flatMap((each) =>
    each.entries
      .filter(({ specifier }) => specifier !== portSpecifier && !specifier.endsWith('/host'))
      .flatMap(({ specifier, file }) => filesBehind(program, specifier, file))
      .map((entry) => ({ ...entry, directory: each.directory })),
  );
  const own = { specifier: portSpecifier, file: portFile, directory: posix.dirname(portFile) };
  return [own, ...others].flatMap(({ specifier, file, directory }) => {
    const source = program.file(file);
    if (source === undefined) return [];
    return [
      {
        specifier,
        directory,
        names: new Map([...exportsOf(program, source)].map(([name, symbol]) => [symbol, name])),
      },
    ];
  });
}

/** The loaded files that an entry with a `*` stands for. */
function filesBehind(
  program: Program,
  specifier: string,
  file: string,
): { specifier: string; file: string }[] {
  if (!file.includes('*')) return [{ specifier, file }];
  const [before = '', after = ''] = file.split('*');
  return program.files.map(program.pathOf).flatMap((path) => {
    if (!path.startsWith(before) || !path.endsWith(after) || path.length < file.length) return [];
    const matched = path.slice(before.length, path.length - after.length);
    return matched.includes('/') ? [] : [{ specifier: specifier.replace('*', matched), file: path }];
  });
}
