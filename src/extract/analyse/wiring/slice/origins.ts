/** Where a variable, a parameter or a member of `this` has its only value from. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { isFunctionWithBody, symbolAt, walk } from '../../../../analysis/symbols.ts';
import { callersOf, symbolOfFunction } from './callers.ts';

/** The only value of a variable: what it is declared with, or the one assignment to it. */
export function assignedTo(
  { checker }: Program,
  declaration: ts.VariableDeclaration,
  symbol: ts.Symbol,
): ts.Expression | undefined {
  const isConst = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (isConst) return ts.isForOfStatement(declaration.parent.parent) ? undefined : declaration.initializer;
  const values: ts.Expression[] = declaration.initializer === undefined ? [] : [declaration.initializer];
  walk(declaration.getSourceFile(), (node) => {
    if (!ts.isBinaryExpression(node) || !isAssignment(node.operatorToken.kind)) return;
    if (ts.isIdentifier(node.left) && checker.getSymbolAtLocation(node.left) === symbol)
      values.push(node.right);
  });
  return values.length === 1 ? values[0] : undefined;
}

const isAssignment = (kind: ts.SyntaxKind): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

/** What the only caller passes for a parameter, or its default. */
export function argumentFor(program: Program, parameter: ts.ParameterDeclaration): ts.Expression | undefined {
  const owner = parameter.parent;
  if (!isFunctionWithBody(owner) || parameter.dotDotDotToken !== undefined) return undefined;
  const symbol = symbolOfFunction(program, owner);
  const calls = symbol === undefined ? [] : callersOf(program, symbol);
  const [call, ...others] = calls;
  if (call === undefined || others.length > 0) return undefined;
  const index = owner.parameters.indexOf(parameter);
  const given = call.arguments ?? [];
  if (given.slice(0, index + 1).some(ts.isSpreadElement)) return undefined;
  return given[index] ?? parameter.initializer;
}

/** The only value of `this.x`: its initialiser, the constructor's parameter, or the one assignment in the class. */
export function memberValue(program: Program, node: ts.PropertyAccessExpression): ts.Expression | undefined {
  const { checker } = program;
  const symbol = symbolAt(checker, node.name);
  const declaration = symbol?.valueDeclaration;
  if (declaration === undefined) return undefined;
  if (ts.isParameter(declaration)) return argumentFor(program, declaration);
  if (!ts.isPropertyDeclaration(declaration)) return undefined;
  const values: ts.Expression[] = declaration.initializer === undefined ? [] : [declaration.initializer];
  walk(declaration.parent, (at) => {
    if (!ts.isBinaryExpression(at) || !isAssignment(at.operatorToken.kind)) return;
    const { left } = at;
    if (ts.isPropertyAccessExpression(left) && symbolAt(checker, left.name) === symbol) values.push(at.right);
  });
  const [value, ...others] = values;
  if (value === undefined || others.length > 0) return undefined;
  return value;
}
