/** Tests that a call throws: of an async function, that it rejects. */
import { ts } from 'ts-morph';
import { inlineFunction } from './declarations.ts';
import { waitAround } from './lift-calls.ts';
import { replace, spanOf, splice, wrap, type Lifting } from './lifting.ts';

/** `expect(() => svc.get()).toThrow()` and `assert.throws(() => svc.get())`. True where it is one of them. */
export function liftThrowingCall(
  lifting: Lifting,
  call: ts.CallExpression,
  node: ts.Expression,
  cause: ts.SignatureDeclaration,
): boolean {
  const callee = call.expression.getText();
  if (/^(?:assert\.)?(?:throws|doesNotThrow)$/.test(callee) && call.arguments[0] === node) {
    const name = callee.endsWith('throws') ? 'rejects' : 'doesNotReject';
    replace(lifting, call.expression, [callee.startsWith('assert.') ? `assert.${name}` : name]);
    return awaitStatement(lifting, call, cause);
  }
  const matcher = callee === 'expect' && inlineFunction(node) !== undefined ? throwMatcher(call) : undefined;
  if (matcher === undefined) return false;
  const { end } = spanOf(call);
  splice(lifting, call, { start: end, end: end + 1, pieces: [matcher.negated ? '.resolves.' : '.rejects.'] });
  return awaitStatement(lifting, matcher.call, cause);
}

function awaitStatement(lifting: Lifting, call: ts.CallExpression, cause: ts.SignatureDeclaration): boolean {
  if (waitAround(lifting, call, cause) !== undefined && !ts.isAwaitExpression(call.parent))
    wrap(lifting, call, 'await ', '');
  return true;
}

/** The call of `toThrow` behind an `expect`. */
function throwMatcher(
  expectation: ts.CallExpression,
): { call: ts.CallExpression; negated: boolean } | undefined {
  const text = expectation.getSourceFile().text;
  if (text[expectation.getEnd()] !== '.') return undefined;
  let negated = false;
  for (let at: ts.Node = expectation.parent; ts.isPropertyAccessExpression(at); at = at.parent) {
    if (at.name.text === 'not') negated = true;
    else if (at.name.text.startsWith('toThrow') && ts.isCallExpression(at.parent))
      return { call: at.parent, negated };
    else return undefined;
  }
  return undefined;
}
