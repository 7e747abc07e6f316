import type { Transaction } from 'kysely';
import type { EventType, JsonData } from '../define/index.ts';
import type { Delivery, Handle, Listener } from '../types.ts';
import type { Heard } from './store.ts';

/** Reads the data of an event by its type's schema and hands it on. */
type Handler<Tables> = (event: Delivery<JsonData>, trx: Transaction<Tables>) => Promise<void>;

/** The data is not what the type says: trying again changes nothing. */
export class UnreadableDataError extends Error {
  override readonly name = 'UnreadableDataError';
}

/** The listeners of one module, by name, and what each does with which type. */
export class Listeners<Tables> {
  readonly #byName = new Map<string, Map<string, Handler<Tables>>>();

  add(name: string): Listener<Tables> {
    if (this.#byName.has(name)) throw new TypeError(`There are two listeners named "${name}".`);
    const handlers = new Map<string, Handler<Tables>>();
    this.#byName.set(name, handlers);
    const listener: Listener<Tables> = {
      on: (type, handle) => {
        if (handlers.has(type.name)) throw new TypeError(`"${name}" listens to ${type.name} twice.`);
        handlers.set(type.name, reading(type, handle));
        return listener;
      },
    };
    return listener;
  }

  get heard(): readonly Heard[] {
    return [...this.#byName].flatMap(([listener, handlers]) =>
      [...handlers.keys()].map((type) => ({ listener, type })),
    );
  }

  get types(): readonly string[] {
    return this.heard.map(({ type }) => type);
  }

  /** Names of those who listen to a type. */
  of(type: string): readonly string[] {
    return this.heard.filter((heard) => heard.type === type).map(({ listener }) => listener);
  }

  async handle(listener: string, event: Delivery<JsonData>, trx: Transaction<Tables>): Promise<void> {
    const handler = this.#byName.get(listener)?.get(event.type);
    if (handler === undefined) throw new TypeError(`"${listener}" does not listen to ${event.type}.`);
    await handler(event, trx);
  }
}

function reading<Data extends JsonData, Tables>(
  { schema }: EventType<Data>,
  handle: Handle<Data, Tables>,
): Handler<Tables> {
  return (event, trx) => {
    const read = schema.safeParse(event.data);
    if (read.success) return handle({ ...event, data: read.data }, trx);
    const where = read.error.issues.map(({ path, message }) => `${path.join('.') || 'data'}: ${message}`);
    throw new UnreadableDataError(where.join('; '));
  };
}
