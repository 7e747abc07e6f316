/** Callbacks of arrays, maps and sets: which of them keep their meaning when they have to wait, and how. */
import { ts } from 'ts-morph';
import { isBuiltIn, walk } from '../../../analysis/symbols.ts';
import { rootOf, writtenBy } from '../callers/mutations.ts';
import { isChain, reportConcurrent, type ContainerCall } from './container-call.ts';
import { inlineFunction, titleOf } from './declarations.ts';
import { hoistFilter, hoistReduce, hoistSearch } from './hoists.ts';
import { needsParentheses, waitAround } from './lift-calls.ts';
import { block, replace, spanOf, splice, type Lifting } from './lifting.ts';
import { loopOver } from './loops.ts';

/** True where the call is one of a container; it is then rewritten or refused. */
export function liftArrayCallback(
  lifting: Lifting,
  call: ts.CallExpression,
  node: ts.Expression,
  cause: ts.SignatureDeclaration,
): boolean {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || !isContainer(lifting, callee)) return false;
  const inline = inlineFunction(node);
  const calls = titleOf((inline && lifting.lifted.get(inline)) ?? cause);
  const found = { call, callee, method: callee.name.text, node, inline, cause, calls };
  const isFirst = call.arguments[0] === node;
  const problem = isFirst ? rewrite(lifting, found) : `${found.method} uses what it returns at once`;
  if (problem !== undefined) block(lifting, 'lift-in-callback', node, { calls, reason: problem });
  return true;
}

function isContainer({ program: { checker } }: Lifting, callee: ts.PropertyAccessExpression): boolean {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(callee.expression));
  const parts = type.isUnion() ? type.types : [type];
  return parts.every((part) => {
    const { symbol } = part as { symbol?: ts.Symbol };
    return (
      checker.isTupleType(part) ||
      (symbol !== undefined &&
        isBuiltIn(symbol) &&
        /(?:Array|^Map|^ReadonlyMap|^Set|^ReadonlySet)$/.test(symbol.name))
    );
  });
}

/** Nothing where it was rewritten or is reported already; else what is in the way. */
function rewrite(lifting: Lifting, found: ContainerCall): string | undefined {
  switch (found.method) {
    case 'map':
    case 'flatMap':
      return mapAll(lifting, found);
    case 'filter':
      return writesOutside(lifting, found) ? undefined : hoistFilter(lifting, found);
    case 'forEach':
      return loopOver(lifting, found);
    case 'some':
    case 'every':
    case 'find':
    case 'findIndex':
      return hoistSearch(lifting, found);
    case 'reduce':
      return hoistReduce(lifting, found);
    default:
      return `${found.method} uses what it returns at once`;
  }
}

function mapAll(lifting: Lifting, found: ContainerCall): string | undefined {
  const { call, callee, method, cause, calls } = found;
  if (call.questionDotToken !== undefined || isChain(callee))
    return `the optional chain around ${method} would end in a promise`;
  if (writesOutside(lifting, found)) return undefined;
  if (isPassedToPromiseAll(call)) return undefined;
  if (waitAround(lifting, call, cause) === undefined) return undefined;
  lifting.awaited.set(call, call);
  const span = spanOf(call);
  const flat = method === 'flatMap';
  const parenthesise = needsParentheses(call) || flat;
  const before = `${parenthesise ? '(' : ''}await Promise.all(`;
  const after = `)${parenthesise ? ')' : ''}${flat ? '.flat()' : ''}`;
  splice(lifting, call, { ...span, pieces: [before, span, after] });
  if (flat) replace(lifting, callee.name, ['map']);
  reportConcurrent(lifting, call, calls);
  return undefined;
}

/** `Promise.all(xs.map(…))` waits already. */
function isPassedToPromiseAll(call: ts.CallExpression): boolean {
  const { parent } = call;
  return ts.isCallExpression(parent) && /^Promise\.(?:all|allSettled)$/.test(parent.expression.getText());
}

/** Items at the same time must not change what they share. Reports it where they do. */
function writesOutside(lifting: Lifting, { inline, calls }: ContainerCall): boolean {
  if (inline === undefined) return false;
  const { checker } = lifting.program;
  let write: ts.Node | undefined;
  walk(inline.body, (node) => {
    const written = writtenBy(checker, node);
    if (written === undefined) return;
    const { root } = rootOf(written);
    const declaration = checker.getSymbolAtLocation(root)?.declarations?.[0];
    const isInner =
      declaration !== undefined &&
      declaration.getSourceFile() === inline.getSourceFile() &&
      declaration.pos >= inline.pos &&
      declaration.end <= inline.end;
    if (!isInner) write ??= node;
  });
  if (write === undefined) return false;
  block(lifting, 'lift-writes-in-callback', write, {
    calls,
    reason: 'the rounds would run at the same time, and in another order',
  });
  return true;
}
