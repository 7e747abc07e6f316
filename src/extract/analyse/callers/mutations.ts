/** Writes to what an expression refers to: assignments to its properties, and built-in methods that change it in place. */
import { ts } from 'ts-morph';
import { isBuiltIn, unwrap } from '../../../analysis/symbols.ts';

const changing = new Set([
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'sort',
  'reverse',
  'fill',
  'copyWithin',
  'set',
  'add',
  'delete',
  'clear',
]);

/** What a node writes to, if it is a write: `a.b` of `a.b = 1`, `a` of `a.push(1)`. */
export function writtenBy(checker: ts.TypeChecker, node: ts.Node): ts.Expression | undefined {
  const written = mayBeWrittenBy(node);
  if (written === undefined || !ts.isCallExpression(node) || isObjectAssign(node)) return written;
  const { symbol } = checker.getTypeAtLocation(written) as { symbol?: ts.Symbol };
  return symbol !== undefined && isBuiltIn(symbol) && isContainer(symbol.name) ? written : undefined;
}

/** The same by the names alone: whether `a.set(1)` changes `a` depends on what it is. */
export function mayBeWrittenBy(node: ts.Node): ts.Expression | undefined {
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return node.left;
  if (ts.isDeleteExpression(node)) return node.expression;
  if (ts.isPostfixUnaryExpression(node)) return node.operand;
  if (ts.isPrefixUnaryExpression(node)) {
    const counts =
      node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    return counts ? node.operand : undefined;
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  if (isObjectAssign(node)) return node.arguments[0];
  const { name, expression } = node.expression;
  return changing.has(name.text) || /^set[A-Z]/.test(name.text) ? expression : undefined;
}

const isObjectAssign = ({ expression }: ts.CallExpression): boolean =>
  ts.isPropertyAccessExpression(expression) &&
  expression.name.text === 'assign' &&
  expression.expression.getText() === 'Object';

const isContainer = (name: string): boolean => /Array$|^(?:Map|Set|Date|Buffer|WeakMap|WeakSet)$/.test(name);

const isAssignment = (kind: ts.SyntaxKind): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

/** The name or `this` at the left end of a path, and whether anything stands after it. */
export function rootOf(path: ts.Expression): { root: ts.Expression; direct: boolean; first?: string } {
  let at = unwrap(path);
  let first: string | undefined;
  let direct = true;
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) {
    first = ts.isPropertyAccessExpression(at) ? at.name.text : undefined;
    direct = false;
    at = unwrap(at.expression);
  }
  return { root: at, direct, ...(first === undefined ? {} : { first }) };
}
