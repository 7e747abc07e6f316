/**
 * What an expression may be, by what is declared: no overload is chosen, no type argument inferred. Resolving every call of
 * a query builder takes seconds, and most questions are settled by knowing that whatever it returns belongs to a package.
 */
import { ts } from 'ts-morph';
import { isBuiltIn, packageOf } from './symbols.ts';

/** Longer chains and more overloads are the checker's business. */
const maxDepth = 12;
const maxTypes = 40;

/** Every member that `receiver.name` may stand for; undefined where only the checker can tell, or can tell as cheaply. */
export function looseMembers(
  checker: ts.TypeChecker,
  { expression, name }: ts.PropertyAccessExpression,
): readonly ts.Symbol[] | undefined {
  const types = isCostly(checker, expression) ? typesOf(checker, expression, maxDepth) : undefined;
  return types && all(types, (type) => memberOf(checker, type, name.text));
}

/** The type of a name or a property is declared, or known once it was asked for; that of a call is worked out each time. */
function isCostly(checker: ts.TypeChecker, expression: ts.Expression): boolean {
  const node = unwrapTyped(expression);
  if (ts.isPropertyAccessExpression(node)) return isCostly(checker, node.expression);
  if (ts.isIdentifier(node)) return constantValue(checker, node) !== undefined;
  return ts.isCallExpression(node) || ts.isNewExpression(node);
}

type Types = readonly ts.Type[] | undefined;

function typesOf(checker: ts.TypeChecker, expression: ts.Expression, depth: number): Types {
  const node = unwrapTyped(expression);
  if (depth === 0) return undefined;
  if (!isCostly(checker, node)) return partsOf(checker.getTypeAtLocation(node));
  if (ts.isNewExpression(node)) return madeBy(checker, node);
  if (ts.isIdentifier(node)) return ofConstant(checker, node, depth);
  if (ts.isPropertyAccessExpression(node)) return ofProperty(checker, node, depth);
  if (!ts.isCallExpression(node)) return undefined;
  const callees = typesOf(checker, node.expression, depth - 1);
  return callees && flat(callees, (type) => resultsOf(checker, type));
}

function ofProperty(checker: ts.TypeChecker, node: ts.PropertyAccessExpression, depth: number): Types {
  const holders = typesOf(checker, node.expression, depth - 1);
  return (
    holders &&
    flat(holders, (type) => {
      const member = memberOf(checker, type, node.name.text);
      return member && partsOf(checker.getTypeOfSymbolAtLocation(member, node));
    })
  );
}

/** What it is made from, unless that is of the project: the code before it may have shown that it is more than that. */
function ofConstant(checker: ts.TypeChecker, node: ts.Identifier, depth: number): Types {
  const value = constantValue(checker, node);
  const made = value && typesOf(checker, value, depth - 1);
  const isForeign = made?.every(({ symbol }) => symbol === undefined || isOfPackage(symbol)) === true;
  return isForeign ? made : partsOf(checker.getTypeAtLocation(node));
}

const isOfPackage = (symbol: ts.Symbol): boolean => isBuiltIn(symbol) || packageOf(symbol) !== undefined;

/** `const rows = db.select()`: without a type of its own. */
function constantValue(checker: ts.TypeChecker, node: ts.Identifier): ts.Expression | undefined {
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  if (declaration.type !== undefined) return undefined;
  const isConstant = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  const value = declaration.initializer && unwrapTyped(declaration.initializer);
  const isMade = value !== undefined && (ts.isCallExpression(value) || ts.isNewExpression(value));
  return isConstant && isMade ? value : undefined;
}

/** `new Map(…)`: what the class makes, whatever its type arguments. A class of the project is the checker's business. */
function madeBy(checker: ts.TypeChecker, node: ts.NewExpression): Types {
  if (!ts.isIdentifier(node.expression)) return undefined;
  const symbol = checker.getSymbolAtLocation(node.expression);
  if (symbol === undefined || !isBuiltIn(symbol)) return undefined;
  const type = checker.getTypeOfSymbolAtLocation(symbol, node);
  return flat([type], (each) => flat(each.getConstructSignatures(), (one) => partsOf(one.getReturnType())));
}

/** What calls return that say so. */
function resultsOf(checker: ts.TypeChecker, type: ts.Type): Types {
  return flat(checker.getSignaturesOfType(type, ts.SignatureKind.Call), (signature) => {
    const { declaration } = signature;
    const isDeclared = declaration !== undefined && 'type' in declaration && declaration.type !== undefined;
    return isDeclared ? partsOf(checker.getReturnTypeOfSignature(signature)) : undefined;
  });
}

const open =
  ts.TypeFlags.Any |
  ts.TypeFlags.Unknown |
  ts.TypeFlags.Never |
  ts.TypeFlags.NonPrimitive |
  ts.TypeFlags.TypeParameter |
  ts.TypeFlags.Instantiable;
const nothing = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void;

/** The types of a union; undefined where what it is depends on type arguments. */
function partsOf(type: ts.Type): Types {
  const parts = type.isUnion() ? type.types : [type];
  if (parts.some(({ flags }) => (flags & open) !== 0)) return undefined;
  if (parts.some((part) => part.isIntersection() && part.types.some(({ flags }) => (flags & open) !== 0)))
    return undefined;
  return parts.filter(({ flags }) => (flags & nothing) === 0);
}

const memberOf = (checker: ts.TypeChecker, type: ts.Type, name: string): ts.Symbol | undefined =>
  checker.getPropertyOfType(checker.getApparentType(type), name);

/** Without parentheses and `!`: what is awaited or asserted is another type. */
function unwrapTyped(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)
    ? unwrapTyped(node.expression)
    : node;
}

/** Nothing where there is nothing for one of them, where none is left, or where there are too many. */
function flat<T>(items: readonly T[], of: (item: T) => Types): Types {
  const found = all(items, of);
  const types = found && [...new Set(found.flat())];
  return types === undefined || types.length === 0 || types.length > maxTypes ? undefined : types;
}

function all<T, R>(items: readonly T[], of: (item: T) => R | undefined): R[] | undefined {
  const found: R[] = [];
  for (const item of items) {
    const one = of(item);
    if (one === undefined) return undefined;
    found.push(one);
  }
  return found;
}
