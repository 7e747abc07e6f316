import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import type { EventType } from '../events/define/index.ts';
import type { Listener, ModuleEvents } from '../events/index.ts';
import type { Host } from '../host/index.ts';
import type { Projection } from './define.ts';
import { append } from './journal.ts';
import { Projector } from './projector.ts';
import { activeVersion } from './versions.ts';

export const readModelsConfig = z.object({
  READ_MODELS_POLL_MS: z.coerce
    .number()
    .int()
    .min(10)
    .max(60_000)
    .default(500)
    .describe('How often the journal is looked at'),
  READ_MODELS_BATCH: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(50)
    .describe('Events that are applied in one transaction, of 1 s for each statement'),
});

/** What a module reads. */
export interface ReadModel<Tables> {
  /** The version whose rows are to be read, in the same transaction. */
  version(trx: Transaction<Tables>): Promise<number>;
}

export interface ModuleReadModels<Tables> {
  add(projection: Projection<Tables>): ReadModel<Tables>;
}

export interface ModuleParts<Tables> {
  readonly database: Database<Tables>;
  readonly events: ModuleEvents<Tables>;
}

export interface ReadModels {
  /** Once for each module, in its `src/host.ts`. Journal and models are tables of its own schema. */
  module<Tables>(schema: string, parts: ModuleParts<Tables>): ModuleReadModels<Tables>;
}

/** The name under which the journal hears events. */
const listenerName = 'event-journal';

/** The read models of a process: one line in its composition root. They are brought up to date while it runs. */
export function createReadModels(host: Pick<Host, 'config' | 'log' | 'worker'>): ReadModels {
  const settings = host.config(readModelsConfig);
  return {
    module: <Tables>(schema: string, { database, events }: ModuleParts<Tables>) => {
      const names = new Set<string>();
      const hear = hearing(events);
      return {
        add: (projection: Projection<Tables>) => {
          const { name } = projection;
          if (names.has(name)) throw new TypeError(`${schema} has two read models named "${name}".`);
          names.add(name);
          for (const { type } of projection.events) hear(type);
          const { READ_MODELS_POLL_MS: pollMs, READ_MODELS_BATCH: batch } = settings;
          host.worker(new Projector({ schema, database, projection, batch, pollMs, log: host.log }));
          return { version: (trx: Transaction<Tables>) => activeVersion(trx, name) };
        },
      };
    },
  };
}

/** The journal hears each type once, however many read models are made of it. */
function hearing<Tables>(events: ModuleEvents<Tables>): (type: EventType) => void {
  const heard = new Set<string>();
  let listener: Listener<Tables> | undefined;
  return (type) => {
    if (heard.has(type.name)) return;
    heard.add(type.name);
    listener ??= events.listen(listenerName);
    listener.on(type, (event, trx) => append(trx, event));
  };
}
