import { databaseFailure } from '../../db/index.ts';
import type { CloudEvent } from '../cloud-event.ts';
import type { SqlDatabase } from '../sql.ts';
import { TransportUnavailableError } from '../transport.ts';
import type { Bell } from '../wake.ts';
import { store } from './store.ts';

/** A module that listens. */
export interface Inbox {
  readonly database: SqlDatabase;
  /** Names of its listeners to a type. */
  readonly listenersOf: (type: string) => readonly string[];
  /** Rung when there is something new. */
  readonly bell: Bell;
}

/**
 * Stores an event for every listener of this process, before whoever brought it is told that we have it. Resolves also
 * for an event that is known, or that nobody listens to.
 * @throws {TransportUnavailableError} the database is away
 */
export async function takeIn(event: CloudEvent, inboxes: readonly Inbox[]): Promise<void> {
  for (const { database, listenersOf, bell } of inboxes) {
    const listeners = listenersOf(event.type);
    if (listeners.length === 0) continue;
    try {
      if (await store(database, event, listeners)) bell.ring();
    } catch (error) {
      if (databaseFailure(error) === undefined) throw error;
      throw new TransportUnavailableError('The inbox cannot be written to', { cause: error });
    }
  }
}
