import type {
  FileSyntax,
  WrittenCall,
  WrittenClass,
  WrittenFunction,
} from '../../../analysis/syntax/index.ts';
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

const keyOf = (path: string, name: string): string => `${path}\0${name}`;

export function indexCalls(syntax: ReadonlyMap<string, FileSyntax>, resolve: Resolve): CallIndex {
  const functions: KnownFunction[] = [];
  const byKey = new Map<string, KnownFunction>();
  const classes = new Map<string, KnownClass[]>();
  const implementations = new Map<string, KnownClass[]>();
  const add = <T>(map: Map<string, T[]>, key: string, value: T): void =>
    void map.set(key, [...(map.get(key) ?? []), value]);
  for (const file of syntax.values()) {
    for (const written of file.classes) {
      add(classes, written.name.toLowerCase(), { file, written });
      for (const name of written.implements) add(implementations, name, { file, written });
    }
    for (const written of file.functions) {
      const owner = file.classes.find(({ name }) => written.name.startsWith(`${name}.`));
      const known = { file, written, owner };
      functions.push(known);
      byKey.set(keyOf(file.path, written.name), known);
    }
  }

  /** The file and name that an imported name stands for, through files that pass it on. */
  const declared = (from: string, local: string, depth = 0): { path: string; name: string } | undefined => {
    const file = syntax.get(from);
    const found = file?.imports.find(({ names }) => names.some((one) => one.local === local));
    const imported = found?.names.find((one) => one.local === local)?.imported;
    if (!file || !found || imported === undefined) return undefined;
    const path = resolve(from, found.specifier);
    return path === undefined ? undefined : settle(path, imported, depth);
  };
  const settle = (path: string, name: string, depth: number): { path: string; name: string } => {
    if (depth > 4 || declares(syntax.get(path), name)) return { path, name };
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

  const method = ({ file, written }: KnownClass, name: string, depth = 0): KnownFunction | undefined => {
    const own = byKey.get(keyOf(file.path, `${written.name}.${name}`));
    if (own || written.extends === undefined || depth > 4) return own;
    const base = classNamed(file.path, written.extends);
    return base && method(base, name, depth + 1);
  };
  /** A class by the name that it has in a file; an interface stands for its only implementation. */
  const classNamed = (from: string, name: string): KnownClass | undefined => {
    const target = declared(from, name) ?? { path: from, name };
    const exact = (classes.get(target.name.toLowerCase()) ?? []).find(
      ({ file }) => file.path === target.path,
    );
    if (exact) return exact;
    const byDefault = target.name === 'default' ? syntax.get(target.path)?.classes[0] : undefined;
    if (byDefault) return { file: syntax.get(target.path) as FileSyntax, written: byDefault };
    const implementing = implementations.get(name) ?? [];
    return implementing.length === 1 ? implementing[0] : undefined;
  };
  const classLike = (name: string, called: string): KnownFunction | undefined => {
    const found = (classes.get(name.replace(/^_/, '').toLowerCase()) ?? []).flatMap(
      (one) => method(one, called) ?? [],
    );
    return found.length === 1 ? found[0] : undefined;
  };

  const find: FindCalled = ({ file, owner }, call) => {
    const { object, name } = call;
    if (object === undefined) {
      if (call.self) return owner && method({ file, written: owner }, name);
      const target = declared(file.path, name) ?? { path: file.path, name };
      return byKey.get(keyOf(target.path, target.name));
    }
    const type = call.self ? owner?.fields.get(object) : file.instances.get(object);
    const typed = type === undefined ? undefined : classNamed(file.path, type);
    if (typed) return method(typed, name);
    const target = call.self ? undefined : declared(file.path, object);
    if (target) {
      if (target.name === '*') return byKey.get(keyOf(target.path, name));
      const instance = syntax.get(target.path)?.instances.get(target.name);
      const made = instance === undefined ? classNamed(file.path, object) : classNamed(target.path, instance);
      return (
        (made && method(made, name)) ??
        byKey.get(keyOf(target.path, `${target.name}.${name}`)) ??
        byKey.get(keyOf(target.path, name))
      );
    }
    // A dependency handed over under the name of its class, as containers do.
    return type === undefined ? classLike(object, name) : undefined;
  };
  return { functions, find };
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
