import type { z } from 'zod';
import type { Database, Store, Stores } from '../db/index.ts';
import type { Authenticate, Readiness } from '../http/index.ts';
import type { Logger } from '../log/index.ts';
import type { HostedModule, Worker } from '../module/index.ts';

export interface Clock {
  now(): Date;
}

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
  /** Runs at shutdown, last registered first. */
  onClose(close: () => Promise<void>): void;
}

/** What a composition root returns: every module of this process, and how the edge recognises its users. */
export interface Composition {
  readonly modules: Readonly<Record<string, HostedModule<unknown>>>;
  readonly authenticate?: Authenticate;
}

export type Compose = (host: Host) => Composition;
