/** Tables that a base class reads from a field which its subclasses set: `protected readonly tableName = 'users'`. */
import { ts } from 'ts-morph';
import { isFunctionWithBody, walk } from '../../../analysis/symbols.ts';
import type { Inspected } from '../inspected.ts';
import { baseOf } from '../types/constructors.ts';
import type { Reached } from './reach.ts';

/** The texts that the classes in play give to the fields which a node mentions; none where that is not so. */
export function tableOfField(inspected: Inspected, node: ts.Node, reached: Reached): string[] {
  const base = classAround(node);
  const fields = fieldsIn(node);
  if (base === undefined || fields.length === 0) return [];
  const found = inPlay(inspected, reached)
    .filter((each) => extendsFrom(inspected, each, base))
    .flatMap((each) => fields.flatMap((field) => textOf(each, field)));
  return [...new Set(found)];
}

function fieldsIn(node: ts.Node): string[] {
  const found: string[] = [];
  walk(node, (each) => {
    if (
      ts.isPropertyAccessExpression(each) &&
      each.expression.kind === ts.SyntaxKind.ThisKeyword &&
      /table/i.test(each.name.text)
    )
      found.push(each.name.text);
  });
  return found;
}

const classesOf = new WeakMap<Reached, readonly ts.ClassLikeDeclaration[]>();

/** Classes of which a function is reached, and the implementations themselves. */
function inPlay({ target }: Inspected, reached: Reached): readonly ts.ClassLikeDeclaration[] {
  const before = classesOf.get(reached);
  if (before !== undefined) return before;
  const own = target.implementations.filter(ts.isClassLike);
  const others = [...reached.keys()]
    .filter(isFunctionWithBody)
    .flatMap((each) => (ts.isClassLike(each.parent) ? [each.parent] : []));
  const found = [...new Set([...own, ...others])];
  classesOf.set(reached, found);
  return found;
}

function extendsFrom(
  inspected: Inspected,
  each: ts.ClassLikeDeclaration,
  base: ts.ClassLikeDeclaration,
): boolean {
  for (
    let at: ReturnType<typeof baseOf> | typeof each = each, depth = 0;
    at !== undefined && depth < 8;
    depth += 1
  ) {
    if (at === base) return true;
    at = baseOf(inspected.program.checker, at);
  }
  return false;
}

/** Set by the field itself, or handed to the base: `super('users', …)` says which only where it is the first text. */
function textOf(node: ts.ClassLikeDeclaration, field: string): string[] {
  for (const member of node.members) {
    if (
      ts.isPropertyDeclaration(member) &&
      member.name.getText() === field &&
      member.initializer &&
      ts.isStringLiteralLike(member.initializer)
    )
      return [member.initializer.text];
  }
  const constructor = node.members.find(ts.isConstructorDeclaration);
  const found: string[] = [];
  if (constructor?.body === undefined) return found;
  walk(constructor.body, (each) => {
    if (!ts.isCallExpression(each) || each.expression.kind !== ts.SyntaxKind.SuperKeyword) return;
    const [first] = each.arguments;
    if (first !== undefined && ts.isStringLiteralLike(first)) found.push(first.text);
  });
  return found;
}

function classAround(node: ts.Node): ts.ClassLikeDeclaration | undefined {
  for (let at = node.parent as ts.Node | undefined; at !== undefined; at = at.parent)
    if (ts.isClassLike(at)) return at;
  return undefined;
}
