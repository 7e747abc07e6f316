import type { CloudEvent } from './cloud-event.ts';
import { parseEvent, serializeEvent } from './cloud-event.ts';
import type { Receive, Transport, TransportContext } from './transport.ts';
import { TransportUnavailableError, untilAborted } from './transport.ts';

/** From the outboxes of a process to its own inboxes. An event is text on its way here too: what cannot travel, does not. */
export class LocalTransport implements Transport {
  readonly destinations: readonly string[];
  #receive: Receive | undefined;

  constructor({ process }: Pick<TransportContext, 'process'>) {
    this.destinations = [process];
  }

  async send(event: CloudEvent): Promise<void> {
    if (this.#receive === undefined) throw new TransportUnavailableError('Nothing is taken in yet');
    await this.#receive(parseEvent(serializeEvent(event)));
  }

  async receive(receive: Receive, signal: AbortSignal): Promise<void> {
    this.#receive = receive;
    await untilAborted(signal);
  }

  async ready(): Promise<readonly string[]> {
    return [];
  }

  async close(): Promise<void> {}
}
