/** State that is read, then waited, then written: in one go before, and no longer. */
import { ts } from 'ts-morph';
import { transactionAround } from '../../../analysis/calls.ts';
import { placeFor } from '../../../analysis/places.ts';
import { functionAround, isFunctionWithBody, walk, type FunctionNode } from '../../../analysis/symbols.ts';
import { diagnostic } from '../../../diagnostics/index.ts';
import { rootOf, writtenBy } from '../callers/mutations.ts';
import { titleOf, type CallLike } from './declarations.ts';
import { callerOf, report, type Lifting } from './lifting.ts';

export function reportRaces(lifting: Lifting): void {
  const waits = new Map<FunctionNode, ts.Node[]>();
  for (const [call, within] of lifting.awaited) {
    const runs = runningFunction(lifting, within);
    if (runs !== undefined) waits.set(runs, [...(waits.get(runs) ?? []), call]);
  }
  for (const [within, calls] of waits) reportRace(lifting, within, calls);
}

/** A callback that becomes the body of a loop runs as a part of the function around it. */
function runningFunction(lifting: Lifting, within: ts.Node): FunctionNode | undefined {
  if (!isFunctionWithBody(within)) return undefined;
  if (!lifting.inlined.has(within)) return within;
  const around = functionAround(within);
  return around && runningFunction(lifting, around);
}

interface Uses {
  readonly reads: number[];
  readonly writes: number[];
}

function reportRace(lifting: Lifting, within: FunctionNode, calls: readonly ts.Node[]): void {
  const file = within.getSourceFile();
  const line = (at: number): number => file.getLineAndCharacterOfPosition(at).line + 1;
  for (const [state, { reads, writes }] of sharedState(lifting, within)) {
    for (const call of calls) {
      const from = call.getStart();
      const loop = loopAround(call, within);
      const before = (at: number): boolean =>
        at < from || (loop !== undefined && at >= loop.pos && at < loop.end);
      const after = (at: number): boolean =>
        at > from || (loop !== undefined && at >= loop.pos && at < loop.end);
      const read = reads.find(before);
      const write = writes.find(after);
      if (read === undefined || write === undefined) continue;
      const caller = callerOf(lifting, call);
      const args = { caller, state, read: line(read), await: line(from), write: line(write) };
      report(lifting, diagnostic('lift-race', args, { place: placeFor(lifting.program, call, caller) }));
      break;
    }
  }
}

function loopAround(node: ts.Node, limit: ts.Node): ts.Node | undefined {
  for (let at = node.parent; at !== limit; at = at.parent) if (ts.isIterationStatement(at, false)) return at;
  return undefined;
}

/** Fields, and variables from outside of the function, with the places where they are read and written. */
function sharedState(lifting: Lifting, within: FunctionNode): Map<string, Uses> {
  const found = new Map<string, Uses>();
  const usesOf = (state: string): Uses => {
    const uses = found.get(state) ?? { reads: [], writes: [] };
    found.set(state, uses);
    return uses;
  };
  walk(within.body, (node) => {
    const written = writtenBy(lifting.program.checker, node);
    const state = written === undefined ? undefined : stateOf(lifting, written, within);
    // A compound assignment reads before its right side waits, and writes when everything else is done.
    if (state !== undefined)
      usesOf(state).writes.push(ts.isBinaryExpression(node) ? node.getEnd() : node.getStart());
    if (!ts.isPropertyAccessExpression(node) && !ts.isIdentifier(node)) return;
    if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) return;
    const read = isPlainTarget(node) ? undefined : stateOf(lifting, node as ts.Expression, within);
    if (read !== undefined) usesOf(read).reads.push(node.getStart());
  });
  return found;
}

/** `a` of `a = 1` is not read. */
const isPlainTarget = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node.parent) &&
  node.parent.left === node &&
  node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;

function stateOf(
  { program: { checker } }: Lifting,
  node: ts.Expression,
  within: FunctionNode,
): string | undefined {
  const { root, first } = rootOf(node);
  if (root.kind === ts.SyntaxKind.ThisKeyword) return first === undefined ? undefined : `this.${first}`;
  if (!ts.isIdentifier(root)) return undefined;
  const declaration = checker.getSymbolAtLocation(root)?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const isInner =
    declaration.getSourceFile() === within.getSourceFile() &&
    declaration.pos >= within.pos &&
    declaration.end <= within.end;
  return isInner ? undefined : root.text;
}

/** An await inside of a transaction's callback: harmless in one process, and worth knowing before it is two. */
export function reportTransactions(lifting: Lifting): void {
  for (const declaration of lifting.members) {
    for (const call of lifting.index.callsOf(declaration))
      reportTransaction(lifting, call, titleOf(declaration));
  }
}

function reportTransaction(lifting: Lifting, call: CallLike, method: string): void {
  if (transactionAround(call) === undefined) return;
  const caller = callerOf(lifting, call);
  const place = placeFor(lifting.program, call, caller);
  report(lifting, diagnostic('call-in-transaction', { caller, method }, { place, level: 'warning' }));
}
