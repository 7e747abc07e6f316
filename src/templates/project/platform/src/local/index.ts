export { freePort, isPortFree } from './free-port.ts';
export { eventsPortOf, mintSecrets, placementsOf, processesFor, readPlan, wiringFor } from './plan.ts';
export type { DevPlan, Placement, ProcessPlan } from './plan.ts';
export { startPostgres } from './postgres-server.ts';
export type { PostgresOptions, PostgresServer } from './postgres-server.ts';
export { startProcess, untilReady } from './process.ts';
export type { LocalProcess, ProcessOptions } from './process.ts';
