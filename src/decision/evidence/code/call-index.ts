import type {
  FileSyntax,
  WrittenCall,
  WrittenClass,
  WrittenFunction,
} from '../../../analysis/syntax/index.ts';
import { nameFinder, type DeclaredName } from './declared-names.ts';
import type { Resolve } from './resolve.ts';

/** A function of the codebase, with all that is needed to find what it calls. */
export interface KnownFunction {
  readonly file: FileSyntax;
  readonly written: WrittenFunction;
  /** The class that it is a method of. */
  readonly owner: WrittenClass | undefined;
}

interface KnownClass {
  readonly file: FileSyntax;
  readonly written: WrittenClass;
}

/** Finds the function behind a call, by imports and names. Where several could be meant, none is. */
export type FindCalled = (caller: KnownFunction, call: WrittenCall) => KnownFunction | undefined;

export interface CallIndex {
  readonly functions: readonly KnownFunction[];
  readonly find: FindCalled;
}

interface Declared {
  readonly syntax: ReadonlyMap<string, FileSyntax>;
  readonly functions: KnownFunction[];
  readonly byKey: Map<string, KnownFunction>;
  /** By name in lower case. */
  readonly classes: Map<string, KnownClass[]>;
  /** Classes by the name of an interface that they implement. */
  readonly implementations: Map<string, KnownClass[]>;
  nameOf(from: string, local: string): DeclaredName | undefined;
}

export function indexCalls(syntax: ReadonlyMap<string, FileSyntax>, resolve: Resolve): CallIndex {
  const declared = gather(syntax, resolve);
  return { functions: declared.functions, find: (caller, call) => findCalled(declared, caller, call) };
}

const keyOf = (path: string, name: string): string => `${path}\0${name}`;

function gather(syntax: ReadonlyMap<string, FileSyntax>, resolve: Resolve): Declared {
  const declared: Declared = {
    syntax,
    functions: [],
    byKey: new Map(),
    classes: new Map(),
    implementations: new Map(),
    nameOf: nameFinder(syntax, resolve),
  };
  for (const file of syntax.values()) {
    for (const written of file.classes) {
      add(declared.classes, written.name.toLowerCase(), { file, written });
      for (const name of written.implements) add(declared.implementations, name, { file, written });
    }
    for (const written of file.functions) {
      const owner = file.classes.find(({ name }) => written.name.startsWith(`${name}.`));
      const known = { file, written, owner };
      declared.functions.push(known);
      declared.byKey.set(keyOf(file.path, written.name), known);
    }
  }
  return declared;
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

function findCalled(declared: Declared, caller: KnownFunction, call: WrittenCall): KnownFunction | undefined {
  const { file, owner } = caller;
  const { object, name, self } = call;
  if (object === undefined) {
    if (self) return owner && methodOf(declared, { file, written: owner }, name);
    const target = declared.nameOf(file.path, name) ?? { path: file.path, name };
    return declared.byKey.get(keyOf(target.path, target.name));
  }
  const type = self ? owner?.fields.get(object) : file.instances.get(object);
  const typed = type === undefined ? undefined : classNamed(declared, file.path, type);
  if (typed) return methodOf(declared, typed, name);
  const target = self ? undefined : declared.nameOf(file.path, object);
  if (target) return onImported(declared, file, object, target, name);
  // A dependency handed over under the name of its class, as containers do.
  return type === undefined ? onlyMethod(declared, object, name) : undefined;
}

/** `payments.charge()`, where `payments` is imported: a whole module, an instance, a class or an object of functions. */
function onImported(
  declared: Declared,
  file: FileSyntax,
  object: string,
  target: DeclaredName,
  name: string,
): KnownFunction | undefined {
  const { byKey, syntax } = declared;
  if (target.name === '*') return byKey.get(keyOf(target.path, name));
  const instance = syntax.get(target.path)?.instances.get(target.name);
  const made =
    instance === undefined
      ? classNamed(declared, file.path, object)
      : classNamed(declared, target.path, instance);
  return (
    (made && methodOf(declared, made, name)) ??
    byKey.get(keyOf(target.path, `${target.name}.${name}`)) ??
    byKey.get(keyOf(target.path, name))
  );
}

function methodOf(
  declared: Declared,
  { file, written }: KnownClass,
  name: string,
  depth = 0,
): KnownFunction | undefined {
  const own = declared.byKey.get(keyOf(file.path, `${written.name}.${name}`));
  if (own || written.extends === undefined || depth > 4) return own;
  const base = classNamed(declared, file.path, written.extends);
  return base && methodOf(declared, base, name, depth + 1);
}

/** A class by the name that it has in a file; an interface stands for its only implementation. */
function classNamed(
  { nameOf, classes, implementations, syntax }: Declared,
  from: string,
  name: string,
): KnownClass | undefined {
  const target = nameOf(from, name) ?? { path: from, name };
  const exact = (classes.get(target.name.toLowerCase()) ?? []).find(({ file }) => file.path === target.path);
  if (exact) return exact;
  const file = syntax.get(target.path);
  const [first] = file?.classes ?? [];
  if (target.name === 'default' && file && first) return { file, written: first };
  const implementing = implementations.get(name) ?? [];
  return implementing.length === 1 ? implementing[0] : undefined;
}

function onlyMethod(declared: Declared, object: string, name: string): KnownFunction | undefined {
  const named = declared.classes.get(object.replace(/^_/, '').toLowerCase()) ?? [];
  const found = named.flatMap((one) => methodOf(declared, one, name) ?? []);
  return found.length === 1 ? found[0] : undefined;
}
