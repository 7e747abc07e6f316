/** Whether a caller waits for what it calls, deals with its failure, or tries it again. */
import { ts } from 'ts-morph';
import { lastName } from '../../../analysis/data/index.ts';
import { isFunctionWithBody, unwrap } from '../../../analysis/symbols.ts';

/** True where nobody ever learns how a call ended: a statement of its own, without `await`, `return` or `.catch`. */
export function isFloating(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  let at: ts.Node = call;
  while (
    ts.isParenthesizedExpression(at.parent) ||
    ts.isAsExpression(at.parent) ||
    ts.isNonNullExpression(at.parent)
  )
    at = at.parent;
  const chained =
    ts.isPropertyAccessExpression(at.parent) &&
    at.parent.name.text === 'then' &&
    ts.isCallExpression(at.parent.parent);
  if (chained && (at.parent.parent as ts.CallExpression).arguments.length === 1) at = at.parent.parent;
  const alone = ts.isExpressionStatement(at.parent) || ts.isVoidExpression(at.parent) || isForEachBody(at);
  return alone && checker.getTypeAtLocation(call).getProperty('then') !== undefined;
}

/** `items.forEach((item) => port.call(item))`, and the async form of it: what it returns is dropped. */
function isForEachBody(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isArrowFunction(parent) || parent.body !== node || !ts.isCallExpression(parent.parent))
    return false;
  return lastName(parent.parent.expression) === 'forEach';
}

const retries =
  /^(?:retry|pRetry|backOff|backoff|withRetry|withRetries|retryAsync|asyncRetry|attempt|exponentialBackoff|executeWithRetry|retryable|retryWithBackoff)$/i;

/** The function around a call that repeats it when it fails. */
export function retryAround(call: ts.CallExpression): string | undefined {
  for (let at: ts.Node = call; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (
      !isFunctionWithBody(at) ||
      !ts.isCallExpression(parent) ||
      !parent.arguments.some((each) => each === at)
    )
      continue;
    const name = lastName(parent.expression) ?? '';
    if (retries.test(name)) return name;
    const on = ts.isPropertyAccessExpression(parent.expression)
      ? lastName(unwrap(parent.expression.expression))
      : undefined;
    if (on !== undefined && /^(?:retry|retryPolicy|retrier)$/i.test(on) && name === 'execute')
      return `${on}.execute`;
  }
  return undefined;
}
