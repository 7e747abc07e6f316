import type { Transaction } from 'kysely';
import type { Database } from '../db/index.ts';
import type { EventType, JsonData } from './define/index.ts';
import type { TransportAdapter } from './transport.ts';

/** Something that has happened, on its way into the outbox. */
export interface NewEvent<Data extends JsonData> {
  readonly type: EventType<Data>;
  /** Id of the thing it happened to. Events of one subject are delivered in the order of their commits. */
  readonly subject: string;
  readonly data: Data;
}

/** An event as a listener gets it. */
export interface Delivery<Data extends JsonData> {
  /** The same at every attempt. */
  readonly id: string;
  /** `/<project>/<module>` of the publisher. */
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  /** When it was published. */
  readonly time: Date;
  readonly data: Data;
  /** From 1. */
  readonly attempt: number;
  /** A later event of this subject has been handled before it: the transport did not keep the order. */
  readonly overtaken: boolean;
  /** Trace context of the work that published it. */
  readonly traceparent: string | undefined;
}

/**
 * The effect of an event, in one transaction with the note that it has been handled: either both are there or neither.
 * Work through `trx` alone; whatever else it does (a call, a mail) may be repeated, and is recognised by `event.id`.
 */
export type Handle<Data extends JsonData, Tables> = (
  event: Delivery<Data>,
  trx: Transaction<Tables>,
) => Promise<void>;

/** One listener hears its events one after the other for each subject; different listeners know nothing of each other. */
export interface Listener<Tables> {
  /** What to do with the events of one type. */
  on<Data extends JsonData>(type: EventType<Data>, handle: Handle<Data, Tables>): this;
}

/** The events of one module: its outbox and its inbox, in its own schema. */
export interface ModuleEvents<Tables> {
  /**
   * Records the event in the caller's transaction: it is delivered, at least once, if and only if that commits. Publish
   * last: until the commit, others who publish on the same subject wait. Answers the event's id.
   * @throws when the data does not fit the type's schema, or is too large
   */
  publish<Data extends JsonData>(trx: Transaction<Tables>, event: NewEvent<Data>): Promise<string>;
  /** `name` is unique in the module and never changes: by it the inbox knows what has been handled. */
  listen(name: string): Listener<Tables>;
}

/** The events of one process. */
export interface Events {
  /** Once for each module, in its `src/host.ts`. Relays its outbox and works on its inbox while the process runs. */
  module<Tables>(schema: string, database: Database<Tables>): ModuleEvents<Tables>;
  /** Makes a way of transport available; EVENTS_URL chooses. Before the first module. */
  use(adapter: TransportAdapter): Events;
}
