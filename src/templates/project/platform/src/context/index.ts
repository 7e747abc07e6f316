export { currentContext, remainingMs, runInContext } from './storage.ts';
export type { CallContext } from './storage.ts';
export { newContext } from './new-context.ts';
export type { ContextInit } from './new-context.ts';
export { openContext, withTimeout } from './scope.ts';
export type { CallScope } from './scope.ts';
export { childTrace } from './trace.ts';
