/** Events for the tests of one module: what it publishes is kept, and it hears what the test says. `@shop/platform/events/testing`. */
import { randomUUID } from 'node:crypto';
import { createLogger } from '../../log/index.ts';
import type { Worker } from '../../module/index.ts';
import type { CloudEvent } from '../cloud-event.ts';
import { createEvents } from '../create-events.ts';
import type { EventsHost } from '../create-events.ts';
import type { JsonData } from '../define/index.ts';
import type { Receive, Transport } from '../transport.ts';
import { untilAborted } from '../transport.ts';
import type { Events, NewEvent } from '../types.ts';

export interface TestEvents {
  /** For the module's factory. */
  readonly events: Events;
  /** Relays and listens from now on; without it, what is published stays in the outbox. */
  run(): void;
  /** What was relayed, in the order in which it was. */
  readonly published: readonly CloudEvent[];
  /** As if another module had published it: resolves once it is in the inbox. With the same `id` it is the same event. */
  deliver<Data extends JsonData>(event: NewEvent<Data>, id?: string): Promise<void>;
  /** Before the database is closed. */
  close(): Promise<void>;
}

const settings = {
  EVENTS_URL: 'test:',
  EVENTS_POLL_MS: '20',
  EVENTS_BACKOFF_MS: '10',
  EVENTS_MAX_ATTEMPTS: '3',
};

/** `url`: of the database that the module's tables are in. */
export function testEvents(url: string): TestEvents {
  const transport = new TestTransport();
  const workers: Worker[] = [];
  const stopping = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  const host: EventsHost = {
    name: 'test',
    env: {},
    log: createLogger({ name: 'test', level: 'silent' }),
    config: (schema) => schema.parse({ DATABASE_URL: url, ...settings }),
    worker: (worker) => workers.push(worker),
    gauge: () => {},
    onStart: () => {},
    onReadiness: () => {},
    onClose: () => {},
  };
  return {
    events: createEvents(host).use({ schemes: ['test'], create: () => transport }),
    run: () => {
      running = Promise.all(workers.map((worker) => worker.run(stopping.signal)));
    },
    published: transport.sent,
    deliver: (event, id = randomUUID()) => transport.deliver(event, id),
    close: async () => {
      stopping.abort();
      await running;
    },
  };
}

class TestTransport implements Transport {
  readonly destinations = ['test'];
  readonly sent: CloudEvent[] = [];
  #receive: Receive | undefined;

  async send(event: CloudEvent): Promise<void> {
    this.sent.push(event);
  }

  async deliver<Data extends JsonData>({ type, subject, data }: NewEvent<Data>, id: string): Promise<void> {
    if (this.#receive === undefined) throw new Error('Nobody listens: call run() first.');
    const time = new Date().toISOString();
    const source = `/test/${type.module}`;
    await this.#receive({ specversion: '1.0', id, source, type: type.name, subject, time, data });
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
