export { shutDown } from './shut-down.ts';
export type { Shutdown } from './shut-down.ts';
export { endWithParent, onStopRequest } from './stop-request.ts';
export type { DrainTimes, Server } from './server.ts';
