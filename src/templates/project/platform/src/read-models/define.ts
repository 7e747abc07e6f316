import type { Transaction } from 'kysely';
import type { EventType, JsonData } from '../events/define/index.ts';

/** An event as it stands in the journal: the same at every reading of it. */
export interface RecordedEvent<Data extends JsonData = JsonData> {
  readonly id: string;
  /** `/<project>/<module>` of the publisher. */
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  /** When it was published. */
  readonly time: Date;
  readonly data: Data;
}

/** What one type of event does to a read model. */
export interface Applied<Tables> {
  readonly type: EventType;
  run(event: RecordedEvent, trx: Transaction<Tables>, version: number): Promise<void>;
}

/** @param apply works through `trx` alone, on rows of that version; each event comes once, in the order of the journal */
export function on<Data extends JsonData, Tables>(
  type: EventType<Data>,
  apply: (event: RecordedEvent<Data>, trx: Transaction<Tables>, version: number) => Promise<void>,
): Applied<Tables> {
  return {
    type,
    run: (event, trx, version) => apply({ ...event, data: type.schema.parse(event.data) }, trx, version),
  };
}

/** Rows that follow from events, and can be made anew from them. */
export interface Projection<Tables> {
  /** Unique in the module, and never changes. */
  readonly name: string;
  /** Raised with every change of what `events` does: the model is then rebuilt by itself, beside the one that is used. */
  readonly revision: number;
  readonly events: readonly Applied<Tables>[];
  /** Removes rows of a version that is no longer used, up to `limit`; answers how many. */
  remove(trx: Transaction<Tables>, version: number, limit: number): Promise<number>;
}
