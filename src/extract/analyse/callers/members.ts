/** Which declaration of the port an expression leads back to. */
import { ts } from 'ts-morph';
import { looseMembers } from '../../../analysis/loose-types.ts';
import { symbolAt } from '../../../analysis/symbols.ts';

/** The methods of a port by all their declarations: on the port, on what implements it, and on interfaces that a class fulfils. */
export type Members = ReadonlyMap<ts.Node, string>;

/** The declaration of the port's member that a callee, or a method taken as a value, stands for. */
export function memberBehind(
  checker: ts.TypeChecker,
  members: Members,
  expression: ts.Expression,
): ts.Node | undefined {
  if (ts.isPropertyAccessExpression(expression) && isOfOthers(checker, members, expression)) return undefined;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  const symbol = symbolAt(checker, name);
  const declarations = [...(symbol?.declarations ?? []), ...signaturesOf(checker, expression, symbol)];
  return declarations.find((each) => members.has(each));
}

/** A cheap look before the checker is asked: whatever the receiver is, what it has under that name is not of the port. */
function isOfOthers(checker: ts.TypeChecker, members: Members, callee: ts.PropertyAccessExpression): boolean {
  const possible = looseMembers(checker, callee);
  return (
    possible?.every(
      ({ flags, declarations = [] }) => !mayHold(flags) && !declarations.some((each) => members.has(each)),
    ) === true
  );
}

/** Where a method was put into a variable, the variable's type still leads back to it. */
function signaturesOf(
  checker: ts.TypeChecker,
  callee: ts.Expression,
  symbol: ts.Symbol | undefined,
): readonly ts.Node[] {
  if (symbol !== undefined && !mayHold(symbol.flags)) return [];
  return checker
    .getTypeAtLocation(callee)
    .getCallSignatures()
    .flatMap(({ declaration }) => declaration ?? []);
}

const mayHold = (flags: ts.SymbolFlags): boolean =>
  (flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Property)) !== 0;
