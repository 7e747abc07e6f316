/** What is known of the expressions of a file: by the names in it alone, or by the checker where there is one. */
import { ts } from 'ts-morph';
import { unwrap } from '../symbols.ts';
import type { TableIndex } from './table-index.ts';

/** A type as far as data access needs it: `Repository<User>` is `{ name: 'Repository', of: ['User'] }`. */
export interface KnownType {
  readonly name: string;
  /** Names of its type arguments. */
  readonly of: readonly string[];
  /** What its class extends, nearest first. */
  readonly bases: readonly KnownType[];
}

export interface Knowledge {
  readonly file: ts.SourceFile;
  readonly tables: TableIndex;
  typeOf(node: ts.Expression): KnownType | undefined;
  /** The text of a constant; `undefined` for what is not constant. */
  textOf(node: ts.Expression): string | undefined;
  /** A text with a mark, `hole`, for each part that is not constant. `undefined` for what is no text. */
  foldedText(node: ts.Expression): string | undefined;
  /** What a constant of the file is given. */
  valueOf(node: ts.Expression): ts.Expression | undefined;
  /** The name under which its module exports what an identifier or property stands for. */
  exportedName(node: ts.Expression): string | undefined;
  /** Where a name comes from: a module specifier, an empty text for a class of this file, `undefined` if not known. */
  moduleOf(name: string): string | undefined;
  /** Modules that the file imports. */
  readonly imports: ReadonlySet<string>;
}

/** The type itself or one that it extends, by name. */
export function asType(type: KnownType | undefined, names: ReadonlySet<string>): KnownType | undefined {
  if (type === undefined) return undefined;
  if (names.has(type.name)) return type;
  for (const base of type.bases) {
    const found = asType(base, names);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The method of a call, and what it is called on. */
export function memberCall(
  node: ts.Node,
): { readonly name: string; readonly on: ts.Expression; readonly call: ts.CallExpression } | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const callee = unwrap(node.expression);
  return ts.isPropertyAccessExpression(callee)
    ? { name: callee.name.text, on: unwrap(callee.expression), call: node }
    : undefined;
}

/** The calls of a chain from the outermost in: of `a.b(1).c(2)` first `c`, then `b`. */
export function chainOf(node: ts.Expression): { name: string; call: ts.CallExpression; on: ts.Expression }[] {
  const found: { name: string; call: ts.CallExpression; on: ts.Expression }[] = [];
  for (let at = unwrap(node); ;) {
    const member = memberCall(at);
    if (member !== undefined) {
      found.push(member);
      at = member.on;
    } else if (ts.isPropertyAccessExpression(at)) at = unwrap(at.expression);
    else return found;
  }
}

/** The whole chain that a node is the inner end of: `selectFrom('a')` of `selectFrom('a').innerJoin('b', …).execute()`. */
export function chainAround(node: ts.Expression): ts.Expression {
  let at: ts.Expression = node;
  for (;;) {
    const parent = at.parent;
    const continues =
      (ts.isPropertyAccessExpression(parent) && parent.expression === at) ||
      (ts.isCallExpression(parent) && parent.expression === at) ||
      ((ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent)) && parent.expression === at);
    if (!continues) return at;
    at = parent as ts.Expression;
  }
}

/** The last name of a path: `db` of `this.db`, `users` of `schema.users`. */
export function lastName(node: ts.Expression): string | undefined {
  const at = unwrap(node);
  if (ts.isIdentifier(at)) return at.text;
  return ts.isPropertyAccessExpression(at) ? at.name.text : undefined;
}

/** A property of an object literal by its name. */
export function propertyOf(node: ts.Expression | undefined, name: string): ts.Expression | undefined {
  const object = node && unwrap(node);
  if (object === undefined || !ts.isObjectLiteralExpression(object)) return undefined;
  for (const property of object.properties) {
    if (property.name === undefined || nameText(property.name) !== name) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return undefined;
}

export const nameText = (name: ts.PropertyName | ts.BindingName): string =>
  ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name) ? name.text : '';
