import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

/** Public HTTP routes of a module: a fastify plugin whose schemas are zod's. */
export type Routes = FastifyPluginAsyncZod;

/** A background loop. `run` resolves once `signal` has aborted and the work in hand is finished. */
export interface Worker {
  readonly name: string;
  run(signal: AbortSignal): Promise<void>;
}

/** The tables of a module: one schema and one role, made by the `*.sql` files of `directory` in the order of their names. */
export interface Migrations {
  readonly schema: string;
  readonly directory: URL;
}

/** What `create<Name>` of a module's `./host` returns, and a host puts to work. */
export interface HostedModule<Port> {
  /** The module's interface, as its callers see it. */
  readonly port: Port;
  readonly routes?: Routes;
  readonly workers?: readonly Worker[];
  readonly migrations?: Migrations;
}
