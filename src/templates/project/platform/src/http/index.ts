export { createHttpApp } from './create-app.ts';
export type { HttpOptions, HttpPlugin } from './create-app.ts';
export type { Readiness } from './health.ts';
export { requirePrincipal, Unauthenticated } from './principal.ts';
export type { Authenticate, Principal } from './principal.ts';
export { problemSchema } from './problem.ts';
export type { Problem } from './problem.ts';
export { serveHttp } from './serve.ts';
export type { ServeOptions } from './serve.ts';
