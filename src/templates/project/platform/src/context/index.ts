export { currentContext, remainingMs, runInContext } from './storage.ts';
export type { CallContext } from './storage.ts';
export { newContext } from './new-context.ts';
export type { ContextInit } from './new-context.ts';
export { openContext, withTimeout } from './scope.ts';
export type { CallScope } from './scope.ts';
export { childTrace } from './trace.ts';
export { inTrace } from './in-trace.ts';
export { Seam } from './seam.ts';
export type { Passage, SeamWatcher } from './seam.ts';
export {
  httpRequests,
  messages,
  rpcAttempts,
  rpcCalls,
  rpcRefusals,
  rpcServed,
  statements,
  transactions,
} from './seams.ts';
export type { HttpRequest, Message, RemoteMethod, Statement, TraceHeaders } from './seams.ts';
