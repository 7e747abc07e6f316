/** A function that is given to a call became async: what the callee makes of the promise decides. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import { isBuiltIn } from '../../../analysis/symbols.ts';
import { diagnostic } from '../../../diagnostics/index.ts';
import { liftArrayCallback } from './arrays.ts';
import { liftThrowingCall } from './assertions.ts';
import type { Flow } from './code-index.ts';
import { inlineFunction, signaturesOf, titleOf } from './declarations.ts';
import { awaitCall } from './lift-calls.ts';
import { liftDeclaration } from './lift-declaration.ts';
import { block, callerOf, isOwn, report, type Lifting } from './lifting.ts';
import { kindOfType, type ReturnKind } from './return-kind.ts';

export type CallbackFlow = Flow & { readonly call: ts.CallExpression | ts.NewExpression };

export function liftCallback(lifting: Lifting, flow: CallbackFlow, cause: ts.SignatureDeclaration): void {
  const { call, node } = flow;
  if (ts.isCallExpression(call)) {
    if (liftArrayCallback(lifting, call, node, cause) || liftThrowingCall(lifting, call, node, cause)) return;
    if (isTransparent(lifting, call)) return awaitCall(lifting, call, cause);
    if (isMockFactory(call)) return;
  }
  const { checker } = lifting.program;
  const declared = flow.target === undefined ? [] : signaturesOf(checker, flow.target);
  if (declared.length === 0) return untypedCallback(lifting, flow, cause);
  for (const each of declared) liftInto(lifting, flow, each, cause);
}

function liftInto(
  lifting: Lifting,
  flow: CallbackFlow,
  declared: ts.SignatureDeclaration,
  cause: ts.SignatureDeclaration,
): void {
  const kind = returnedBy(lifting, flow, declared);
  if (kind === 'promise' || kind === 'mixed' || kind === 'thenable') return;
  const calls = calledWithin(lifting, flow, cause);
  const reason = calleeText(flow.call);
  const isTest =
    /^(?:it|test|specify|before|after|beforeEach|afterEach|beforeAll|afterAll|setup|teardown|bench)\b/.test(
      reason,
    );
  if ((kind === 'any' || kind === 'unknown') && isTest) return;
  if (kind === 'parameter')
    return block(lifting, 'lift-in-callback', flow.node, {
      calls,
      reason: `${reason} passes its result on, and would pass a promise`,
    });
  if (isOwn(lifting, declared) && kind === 'plain') return liftDeclaration(lifting, declared, cause);
  if (kind === 'any' || kind === 'unknown')
    return block(lifting, 'lift-callback-unknown', flow.node, { calls, reason });
  if (kind === 'void') return voidCallback(lifting, flow, calls, reason);
  block(lifting, 'lift-in-callback', flow.node, { calls, reason: `${reason} uses what it returns at once` });
}

/** By the declaration, not by this call: a type parameter that the promise is inferred for is one all the same. */
function returnedBy(
  { program: { checker } }: Lifting,
  { call }: CallbackFlow,
  declared: ts.SignatureDeclaration,
): ReturnKind {
  const isExecutor = ts.isNewExpression(call) && call.expression.getText() === 'Promise';
  if (isExecutor) return 'plain';
  const signature = checker.getSignatureFromDeclaration(declared);
  return signature === undefined ? 'any' : kindOfType(checker, checker.getReturnTypeOfSignature(signature));
}

/** Timers do nothing with a result, and an error ends the process in either form. */
const timers = /^(?:globalThis\.)?(?:setTimeout|setInterval|setImmediate|queueMicrotask|process\.nextTick)$/;

function voidCallback(lifting: Lifting, { node }: CallbackFlow, calls: string, reason: string): void {
  if (timers.test(reason)) return;
  block(lifting, 'lift-void-callback', node, { calls, reason });
}

/** What the callback waits for; the callback itself has no name to speak of. */
function calledWithin(lifting: Lifting, { node }: CallbackFlow, cause: ts.SignatureDeclaration): string {
  const inline = inlineFunction(node);
  const behind = inline === undefined ? undefined : lifting.lifted.get(inline);
  return titleOf(behind ?? cause);
}

/** Names that mean the same on nearly everything that has them. */
const looksLikeArray = /^(?:map|flatMap|filter|forEach|some|every|find\w*|reduce|reduceRight|sort|toSorted)$/;

function untypedCallback(lifting: Lifting, flow: CallbackFlow, cause: ts.SignatureDeclaration): void {
  if (isHarmless(flow.call)) return;
  const calls = calledWithin(lifting, flow, cause);
  const method = ts.isPropertyAccessExpression(flow.call.expression) ? flow.call.expression.name.text : '';
  if (looksLikeArray.test(method)) {
    const reason = `${method} is called on something of type any: if that is an array, it does not wait`;
    return block(lifting, 'lift-in-callback', flow.node, { calls, reason });
  }
  if (inlineFunction(flow.node) !== undefined)
    return block(lifting, 'lift-callback-unknown', flow.node, { calls, reason: calleeText(flow.call) });
  const caller = callerOf(lifting, flow.node);
  const place = placeFor(lifting.program, flow.node, caller);
  report(
    lifting,
    diagnostic('lift-function-escapes', { member: calls, caller, to: calleeText(flow.call) }, { place }),
  );
}

export const calleeText = ({ expression }: { readonly expression: ts.Expression }): string =>
  expression.getText().replace(/\s+/g, ' ').slice(0, 60);

/** What only looks at a value. */
export const isHarmless = (call: ts.CallExpression | ts.NewExpression): boolean =>
  /^(?:expect(?:\.\w+)*|console\.\w+|(?:vi|jest)\.(?:mocked|isMockFunction)|assert(?:\.\w+)*|typeof)$/.test(
    calleeText(call),
  );

/** `jest.fn(work)`: a mock returns what the function returns. */
const isMockFactory = (call: ts.CallExpression): boolean =>
  /^(?:(?:vi|jest|mock|t\.mock|sinon)\.(?:fn|spy|stub|mock)|jest\.fn<.*)$/.test(calleeText(call)) ||
  /\.mock(?:Implementation|ImplementationOnce)$/.test(calleeText(call));

/** Calls that run their callback once and hand its result on, promise or not: what surrounds it lasts as long. */
function isTransparent({ program: { checker } }: Lifting, call: ts.CallExpression): boolean {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee) || !/^(?:run|exit)$/.test(callee.name.text)) return false;
  const { symbol } = checker.getTypeAtLocation(callee.expression) as { symbol?: ts.Symbol };
  return symbol?.name === 'AsyncLocalStorage' && isBuiltIn(symbol);
}
