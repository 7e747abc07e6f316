import type { z } from 'zod';
import type { Database, Store, Stores } from '../db/index.ts';
import type { Authenticate, Readiness } from '../http/index.ts';
import type { Logger } from '../log/index.ts';
import type { HostedModule, Worker } from '../module/index.ts';

export interface Clock {
  now(): Date;
}

/** Something to be measured whenever somebody looks: a queue, a pool. */
export interface Gauge {
  /** As Prometheus names metrics: `events_outbox_waiting`. */
  readonly name: string;
  /** One line: what it counts. */
  readonly help: string;
  /** A number, or one for each value of `label`. It may ask the database, but not much of it. */
  readonly read: () => Reading | Promise<Reading>;
  /** Name of the one label, where there are several numbers. */
  readonly label?: string;
}

export type Reading = number | Readonly<Record<string, number>>;

/** What a composition root may use. It is the same in the monolith and in a service, so that wiring can move. */
export interface Host {
  /** The process's name, as in dev.json: `monolith`, `payments`. */
  readonly name: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Logger;
  readonly clock: Clock;
  /** Reads the environment through `schema`; every bad variable of every part is named in one error at start. */
  config<T>(schema: z.ZodType<T>): T;
  /** The schema and role of that module, over the process's pool for the database it is in. */
  database<Tables>(module: string): Database<Tables>;
  /** From here on `choose` says where the tables of a module are; without it, all are in the process's only database. */
  useStores(choose: (only: Store) => Stores): void;
  /** Runs with the workers of the modules: from when the process is ready until it stops. */
  worker(worker: Worker): void;
  /** Asked whenever readiness is: the reasons for not being ready, none when it is. */
  onReadiness(check: Readiness): void;
  /** Runs before the process serves, in the order of registration; a process whose start fails ends. */
  onStart(start: () => Promise<void>): void;
  /** To be measured. Kept for whoever measures; without one, it is never read. */
  gauge(gauge: Gauge): void;
  /** All of them, the database pool's first. */
  readonly gauges: readonly Gauge[];
  /** Runs at shutdown, last registered first. */
  onClose(close: () => Promise<void>): void;
}

/** What a composition root returns: every module of this process, and how the edge recognises its users. */
export interface Composition {
  readonly modules: Readonly<Record<string, HostedModule<unknown>>>;
  readonly authenticate?: Authenticate;
}

export type Compose = (host: Host) => Composition;
