/** How events get from one process to another. An adapter knows nothing of tables, attempts or listeners. */
import type { Logger } from '../log/index.ts';
import type { CloudEvent } from './cloud-event.ts';

/** Takes in what arrived: resolves once it is stored for every listener of this process. */
export type Receive = (event: CloudEvent) => Promise<void>;

export interface Transport {
  /**
   * Those who each have to take every event. Where one is out of reach, events wait for it alone. A broker is one: who
   * gets the event from there is its own affair.
   */
  readonly destinations: readonly string[];
  /**
   * Resolves once `destination` has taken the event for good.
   * @throws {TransportUnavailableError} nobody answers: no event can be sent there now
   * @throws {EventRefusedError} this event will not be taken, however often it is sent
   */
  send(event: CloudEvent, destination: string): Promise<void>;
  /**
   * Takes in what others send, until `signal` aborts and what was begun is stored. Events of one subject are handed to
   * `receive` one after the other, in their order. What `receive` rejects with a {@link MalformedEventError} is put
   * aside; after anything else it is delivered again.
   */
  receive(receive: Receive, signal: AbortSignal): Promise<void>;
  /** Reasons why nothing can be sent or received now; connects where that has not been tried yet. */
  ready(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What an adapter may use. */
export interface TransportContext {
  /** The value of EVENTS_URL. */
  readonly url: string;
  readonly project: string;
  /** The name of this process. Its replicas share it, and each event is taken in by one of them. */
  readonly process: string;
  readonly production: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Logger;
  /** What the listeners of this process want to hear of; asked when taking in begins. */
  readonly types: () => readonly string[];
}

/** One way of transport; `createEvents` uses the one whose scheme EVENTS_URL has. */
export interface TransportAdapter {
  /** Without the colon: `nats`. */
  readonly schemes: readonly string[];
  /** Makes no connection yet. @throws {ConfigError} */
  create(context: TransportContext): Transport;
}

export class TransportUnavailableError extends Error {
  override readonly name = 'TransportUnavailableError';
}

export class EventRefusedError extends Error {
  override readonly name = 'EventRefusedError';
}

/** What a transport does that has nothing to take in, or is handed it by others. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
