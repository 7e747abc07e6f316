/** What a provider is made of, followed from class to class through the modules. */
import type { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { classesAt, injectionsOf, providedBy, type Injection, type TokenKey } from './injections.ts';
import type { NestModule } from './modules.ts';

/** Which classes are constructed for a token, anywhere in the modules. */
export type Provided = ReadonlyMap<TokenKey, readonly ts.ClassLikeDeclaration[]>;

export function provided(program: Program, modules: readonly NestModule[]): Provided {
  const all = new Map<TokenKey, ts.ClassLikeDeclaration[]>();
  for (const module of modules) {
    for (const [key, classes] of providedBy(program, module))
      all.set(key, [...(all.get(key) ?? []), ...classes]);
  }
  return all;
}

/** A class that is constructed on the way, with what led to it. */
export interface Dependency {
  readonly node: ts.ClassLikeDeclaration;
  readonly injections: readonly Injection[];
  /** Names from the first class to this one. */
  readonly path: readonly string[];
}

/** Every class that has to be constructed for some others, themselves first. */
export function dependenciesOf(
  program: Program,
  available: Provided,
  classes: readonly ts.ClassLikeDeclaration[],
): Dependency[] {
  const found = new Map<ts.ClassLikeDeclaration, Dependency>();
  const visit = (node: ts.ClassLikeDeclaration, before: readonly string[]): void => {
    if (found.has(node)) return;
    const path = [...before, node.name?.text ?? 'class'];
    const injections = injectionsOf(program, node);
    found.set(node, { node, injections, path });
    for (const { key } of injections) for (const next of available.get(key) ?? []) visit(next, path);
  };
  for (const each of classes) visit(each, []);
  return [...found.values()];
}

/** Tokens that classes of some modules need, which only other modules of the application provide. */
export function missingFrom(
  program: Program,
  available: readonly NestModule[],
  all: readonly NestModule[],
): string[] {
  const here = provided(program, available);
  const anywhere = provided(program, all);
  const controllers = available
    .flatMap((module) => module.controllers)
    .flatMap((each) => classesAt(program, each));
  const classes = [...[...here.values()].flat(), ...controllers];
  const needed = classes.flatMap((node) => injectionsOf(program, node));
  const isOwn = ({ key }: Injection): boolean =>
    typeof key === 'string' ||
    key.declarations?.some((each) => program.files.includes(each.getSourceFile())) === true;
  const missing = needed.filter((each) => isOwn(each) && !here.has(each.key) && anywhere.has(each.key));
  return [...new Set(missing.map(({ text }) => text))].sort();
}
