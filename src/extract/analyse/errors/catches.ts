/** What a catch clause has already dealt with at a certain statement. */
import { ts } from 'ts-morph';
import { symbolAt, unwrap } from '../../../analysis/symbols.ts';

/** Classes that a caught error cannot have at a node, because an `instanceof` before it has left the block. */
export function excludedAt(checker: ts.TypeChecker, node: ts.Node): ts.Symbol[] {
  const excluded: ts.Symbol[] = [];
  for (let at = node; !ts.isCatchClause(at) && at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (ts.isBlock(parent)) {
      for (const statement of parent.statements.filter(({ end }) => end <= at.pos)) {
        if (ts.isIfStatement(statement) && leaves(statement.thenStatement)) {
          excluded.push(...testedClasses(checker, statement.expression));
        }
      }
    }
    if (ts.isIfStatement(parent) && parent.elseStatement === at)
      excluded.push(...testedClasses(checker, parent.expression));
    if (ts.isIfStatement(parent) && parent.thenStatement === at)
      excluded.push(...negatedClasses(checker, parent.expression));
  }
  return excluded;
}

/** `e instanceof A || e instanceof B` */
export function testedClasses(checker: ts.TypeChecker, condition: ts.Expression): ts.Symbol[] {
  const test = unwrap(condition);
  if (!ts.isBinaryExpression(test)) return [];
  if (test.operatorToken.kind === ts.SyntaxKind.BarBarToken) {
    return [...testedClasses(checker, test.left), ...testedClasses(checker, test.right)];
  }
  if (test.operatorToken.kind !== ts.SyntaxKind.InstanceOfKeyword) return [];
  const name = ts.isPropertyAccessExpression(test.right) ? test.right.name : test.right;
  return [symbolAt(checker, name)].filter((symbol) => symbol !== undefined);
}

/** `!(e instanceof A)` */
function negatedClasses(checker: ts.TypeChecker, condition: ts.Expression): ts.Symbol[] {
  const test = unwrap(condition);
  if (ts.isPrefixUnaryExpression(test) && test.operator === ts.SyntaxKind.ExclamationToken)
    return testedClasses(checker, test.operand);
  if (ts.isBinaryExpression(test) && test.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) {
    return [...negatedClasses(checker, test.left), ...negatedClasses(checker, test.right)];
  }
  return [];
}

function leaves(statement: ts.Statement): boolean {
  if (ts.isBlock(statement)) return statement.statements.some(leaves);
  return (
    ts.isReturnStatement(statement) ||
    ts.isThrowStatement(statement) ||
    ts.isContinueStatement(statement) ||
    ts.isBreakStatement(statement)
  );
}
