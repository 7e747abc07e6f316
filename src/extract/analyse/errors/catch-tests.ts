/** What a catch clause asks of an error besides its class, and catch clauses that ask nothing. */
import { ts } from 'ts-morph';
import { unwrap, walk } from '../../../analysis/symbols.ts';

/** `error.code === 'P2002'`, `switch (error.name)`, `isAxiosError(error)`: a test by a field or by a helper of a library. */
export interface CatchTest {
  readonly node: ts.Node;
  /** As it is written. */
  readonly text: string;
  /** The field that is asked for; nothing for a helper. */
  readonly field?: string;
  /** What it is compared with, where that is a text. */
  readonly value?: string;
}

const fields = /^(?:code|name|errno|sqlState|errorCode|constructor|type|isAxiosError|isBoom)$/;
const helpers = /^(?:isAxiosError|isHttpError|isBoom|isPrismaError|isZodError|isJoiError|isCelebrateError)$/;

export function catchTests(checker: ts.TypeChecker, clause: ts.CatchClause): CatchTest[] {
  const variable = clause.variableDeclaration?.name;
  const symbol = variable && checker.getSymbolAtLocation(variable);
  if (symbol === undefined) return [];
  const found: CatchTest[] = [];
  const fieldOf = (node: ts.Expression): string | undefined => {
    const value = unwrap(node);
    if (!ts.isPropertyAccessExpression(value) || !fields.test(value.name.text)) return undefined;
    return checker.getSymbolAtLocation(unwrap(value.expression)) === symbol ? value.name.text : undefined;
  };
  const add = (node: ts.Node, field: string, other: ts.Expression): void => {
    const value = ts.isStringLiteralLike(other) ? { value: other.text } : {};
    found.push({ node, text: node.getText(), field, ...value });
  };
  walk(clause.block, (node) => {
    if (ts.isBinaryExpression(node) && isEquality(node.operatorToken.kind)) {
      const [left, right] = [fieldOf(node.left), fieldOf(node.right)];
      if (left !== undefined) add(node, left, node.right);
      else if (right !== undefined) add(node, right, node.left);
    }
    if (ts.isSwitchStatement(node)) {
      const field = fieldOf(node.expression);
      for (const each of node.caseBlock.clauses)
        if (field !== undefined && ts.isCaseClause(each)) add(each.expression, field, each.expression);
    }
    if (ts.isCallExpression(node)) {
      const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      const [argument] = node.arguments;
      const asks = argument !== undefined && checker.getSymbolAtLocation(unwrap(argument)) === symbol;
      if (asks && helpers.test(callee.getText())) found.push({ node, text: node.getText() });
    }
  });
  return found;
}

const isEquality = (kind: ts.SyntaxKind): boolean =>
  kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
  kind === ts.SyntaxKind.EqualsEqualsToken ||
  kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
  kind === ts.SyntaxKind.ExclamationEqualsToken;

const logs = /(?:^|\.)(?:log|error|warn|info|debug|trace|captureException)$/;

/** True for a clause that goes on whatever was thrown: it neither throws nor looks, and at most writes it down. */
export function swallows(checker: ts.TypeChecker, { block, variableDeclaration }: ts.CatchClause): boolean {
  const symbol = variableDeclaration && checker.getSymbolAtLocation(variableDeclaration.name);
  let goesOn = true;
  walk(block, (node) => {
    if (ts.isThrowStatement(node)) goesOn = false;
    if (ts.isCallExpression(node) && logs.test(node.expression.getText())) return false;
    if (ts.isIdentifier(node) && symbol !== undefined && checker.getSymbolAtLocation(node) === symbol)
      goesOn = false;
    return true;
  });
  return goesOn;
}
