/** Calls between services. `@books/platform/rpc`. */
export { bindModule } from './bind.ts';
export type { BindOptions } from './bind.ts';
export { RpcClient } from './client.ts';
export type { RpcClientOptions } from './client.ts';
export { HttpTransport } from './http-transport.ts';
export { loopbackTransport } from './loopback.ts';
export * from './errors.ts';
export type { AnyRpcMethod, RpcCaller, RpcErrorCodec, RpcMethod, RpcService, Safety } from './method.ts';
export { parseSecrets, signCall } from './auth.ts';
export type { Secrets } from './auth.ts';
export { Shadow } from './shadow/shadow.ts';
export type { ShadowOptions } from './shadow/shadow.ts';
export type { Mismatch, ShadowMethodReport, ShadowReport } from './shadow/statistics.ts';
export { readPlacement, readSecrets } from './settings.ts';
export type { Placement } from './settings.ts';
export { backgroundRetry, requestRetry } from './retry.ts';
export { realTime } from './time.ts';
export type { RpcTime } from './time.ts';
export type { Transport, TransportAnswer, TransportRequest } from './transport.ts';
export { serveRpc } from './server/serve.ts';
export type { RpcServer, ServeRpcOptions } from './server/serve.ts';
export type { AllowedCallers } from './server/handler.ts';
export type { DedupStore } from './dedup/store.ts';
export { memoryDedup } from './dedup/memory.ts';
export { postgresDedup } from './dedup/postgres.ts';
export type { DedupTables } from './dedup/postgres.ts';
export type { Json } from './codec/index.ts';

/** Every path of a remote call begins with it. */
export const urlPrefix = '/rpc/';
