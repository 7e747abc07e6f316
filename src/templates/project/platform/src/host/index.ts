export { createHost } from './create-host.ts';
export type { HostOptions, RunningHost } from './create-host.ts';
export { runApp, startApp } from './start-app.ts';
export type { AppOptions, RunningApp, ServeContext } from './start-app.ts';
export type { Clock, Compose, Composition, Gauge, Host, Reading } from './types.ts';
