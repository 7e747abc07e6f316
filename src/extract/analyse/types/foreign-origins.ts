/** Where generated code imports a type from in a codebase that has no module entries: the file or package that exports it. */
import { ts } from 'ts-morph';
import { placeOf } from '../../../analysis/places.ts';
import type { Program } from '../../../analysis/program.ts';
import { followAlias, isBuiltIn, packageOf } from '../../../analysis/symbols.ts';
import type { Origins } from './find-origin.ts';

/** The names that lead from an import to a symbol: `['Prisma', 'Decimal']`, `['default']`. */
type NamePath = readonly string[];

/** `file:<path>` for what a file of the project exports, the specifier of a package for what a dependency exports. */
export function foreignOriginsOf(program: Program): Origins {
  const known = new Map<ts.Symbol, ReturnType<Origins['find']>>();
  const exports = openExports(program);
  const find = (symbol: ts.Symbol): ReturnType<Origins['find']> => {
    const declaration = symbol.declarations?.[0];
    if (declaration === undefined) throw new Error(`The type ${symbol.name} is declared nowhere.`);
    const place = placeOf(program, declaration);
    const name = readableName(symbol, declaration);
    const found = isBuiltIn(symbol) ? globalPath(symbol) : importOf(program, exports, symbol, declaration);
    if (found === undefined) return { name, origin: { place, module: '', exported: false } };
    const { module, path } = found;
    const plain = path.length === 1 && path[0] === name;
    return { name, origin: { place, module, exported: true, ...(plain ? {} : { path }) } };
  };
  return {
    find: (symbol) => {
      const entry = known.get(symbol) ?? find(symbol);
      known.set(symbol, entry);
      return entry;
    },
  };
}

/** Not `__type`, and for `export default class` the name of the file. */
function readableName(symbol: ts.Symbol, declaration: ts.Declaration): string {
  if (symbol.name !== 'default' && !symbol.name.startsWith('__')) return symbol.name;
  const named = (declaration as ts.NamedDeclaration).name;
  if (named !== undefined && ts.isIdentifier(named)) return named.text;
  const file = declaration.getSourceFile().fileName.split('/').at(-1) ?? 'Type';
  return file.replace(/\..*$/, '').replace(/(?:^|[^\w$]+)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

interface Found {
  readonly module: string;
  readonly path: NamePath;
}

/** A class of the language needs no import, and one inside a namespace goes by its full name. */
function globalPath(symbol: ts.Symbol): Found | undefined {
  const parents: string[] = [];
  for (let at = parentOf(symbol); at !== undefined; at = parentOf(at)) {
    if (at.flags & ts.SymbolFlags.ValueModule && at.name.startsWith('"')) return undefined;
    if (at.name === '__global' || at.name === 'globalThis') break;
    parents.unshift(at.name);
  }
  return { module: 'global', path: [...parents, symbol.name] };
}

const parentOf = (symbol: ts.Symbol): ts.Symbol | undefined => (symbol as { parent?: ts.Symbol }).parent;

function importOf(
  program: Program,
  exports: Exports,
  symbol: ts.Symbol,
  declaration: ts.Declaration,
): Found | undefined {
  const file = declaration.getSourceFile();
  const library = packageOf(symbol);
  if (library === undefined && !file.isDeclarationFile) {
    const path = exports.of(program.checker.getSymbolAtLocation(file)).get(symbol);
    return path && { module: `file:${program.pathOf(file)}`, path };
  }
  const found = exports.specifiers().flatMap(([specifier, module]) => {
    const path = exports.of(module).get(symbol);
    return path === undefined ? [] : [{ module: specifier, path }];
  });
  // The package that declares it before one that hands it on, the shortest specifier, the shortest path.
  const weight = ({ module, path }: Found): number =>
    (library !== undefined && module.startsWith(library) ? 0 : 1000) + path.length * 100 + module.length;
  return found.sort((a, b) => weight(a) - weight(b))[0];
}

interface Exports {
  of(module: ts.Symbol | undefined): ReadonlyMap<ts.Symbol, NamePath>;
  /** The packages that files of the project import, by specifier. */
  specifiers(): readonly (readonly [string, ts.Symbol])[];
}

function openExports(program: Program): Exports {
  const maps = new Map<ts.Symbol, ReadonlyMap<ts.Symbol, NamePath>>();
  let specifiers: readonly (readonly [string, ts.Symbol])[] | undefined;
  return {
    of: (module) => {
      if (module === undefined) return new Map();
      const known = maps.get(module) ?? pathsIn(program.checker, module);
      maps.set(module, known);
      return known;
    },
    specifiers: () => (specifiers ??= importedPackages(program)),
  };
}

/** What a module exports, and what the namespaces that it exports hold. */
function pathsIn(checker: ts.TypeChecker, module: ts.Symbol): Map<ts.Symbol, NamePath> {
  const paths = new Map<ts.Symbol, NamePath>();
  const visit = (of: ts.Symbol, prefix: NamePath): void => {
    const members = checker
      .getExportsOfModule(of)
      .map((each) => [each.name, followAlias(checker, each)] as const);
    // A named export is clearer than the default one.
    const ordered = [...members].sort(([a], [b]) => Number(a === 'default') - Number(b === 'default'));
    for (const [name, symbol] of ordered) {
      if (name.startsWith('__') || name === 'export=' || name === 'prototype') continue;
      const path = [...prefix, name];
      if (!paths.has(symbol)) paths.set(symbol, path);
      const namespace = symbol.flags & (ts.SymbolFlags.NamespaceModule | ts.SymbolFlags.ValueModule);
      if (namespace && path.length < 3) visit(symbol, path);
    }
  };
  visit(module, []);
  const whole = module.exports?.get('export=' as ts.__String);
  if (whole !== undefined) paths.set(followAlias(checker, whole), ['default']);
  return paths;
}

function importedPackages(program: Program): (readonly [string, ts.Symbol])[] {
  const found = new Map<string, ts.Symbol>();
  for (const file of program.files) {
    for (const statement of file.statements) {
      const from =
        ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)
          ? statement.moduleSpecifier
          : undefined;
      if (from === undefined || !ts.isStringLiteral(from) || found.has(from.text) || !isPackage(from.text))
        continue;
      const symbol = program.checker.getSymbolAtLocation(from);
      const target = symbol?.declarations?.[0]?.getSourceFile();
      // An alias of the project's own (`paths`) leads to its own files.
      if (
        symbol !== undefined &&
        target !== undefined &&
        (target.isDeclarationFile || packageOf(symbol) !== undefined)
      )
        found.set(from.text, symbol);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

const isPackage = (specifier: string): boolean => !/^(?:\.|\/|node:)/.test(specifier);
