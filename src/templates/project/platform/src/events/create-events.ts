import { ConfigError, platformConfig } from '../config/index.ts';
import type { Database } from '../db/index.ts';
import type { Host } from '../host/index.ts';
import { projectName } from '../project.ts';
import { eventGauges } from './gauges.ts';
import { Consumer } from './inbox/consumer.ts';
import { takeIn } from './inbox/intake.ts';
import type { Inbox } from './inbox/intake.ts';
import { Listeners } from './inbox/listeners.ts';
import { Slots } from './inbox/slots.ts';
import { LocalTransport } from './local-transport.ts';
import { publish } from './outbox/publish.ts';
import { Relay } from './outbox/relay.ts';
import { Retention } from './retention.ts';
import { backoffOf, eventsConfig } from './settings.ts';
import type { EventsSettings } from './settings.ts';
import type { SqlDatabase } from './sql.ts';
import type { Transport, TransportAdapter } from './transport.ts';
import type { Events, ModuleEvents } from './types.ts';
import { listenForCommits } from './wake.ts';
import type { Bell } from './wake.ts';

/** What events need of a host. */
export type EventsHost = Pick<
  Host,
  'name' | 'env' | 'log' | 'config' | 'worker' | 'gauge' | 'onStart' | 'onReadiness' | 'onClose'
>;

/** The events of a process: one line in its composition root. Nothing runs before the process is ready. */
export function createEvents(host: EventsHost): Events {
  return new ProcessEvents(host);
}

class ProcessEvents implements Events {
  readonly #host: EventsHost;
  readonly #settings: EventsSettings;
  readonly #slots: Slots;
  readonly #adapters: TransportAdapter[] = [];
  readonly #inboxes: Inbox[] = [];
  readonly #heard: (() => readonly string[])[] = [];
  /** By schema: to be rung when something was committed to its outbox. */
  readonly #relays = new Map<string, Bell[]>();
  readonly #databases = new Map<string, SqlDatabase>();
  #transport: Transport | undefined;

  constructor(host: EventsHost) {
    this.#host = host;
    this.#settings = host.config(eventsConfig);
    this.#slots = new Slots(this.#settings.EVENTS_CONCURRENCY);
    this.#run();
  }

  use(adapter: TransportAdapter): this {
    this.#adapters.push(adapter);
    return this;
  }

  module<Tables>(schema: string, database: Database<Tables>): ModuleEvents<Tables> {
    if (this.#relays.has(schema)) throw new TypeError(`The events of ${schema} are set up twice.`);
    const transport = this.#chosen();
    const listeners = new Listeners<Tables>();
    const { bell } = this.#consume(schema, database, listeners);
    this.#inboxes.push({ database, listenersOf: (type) => listeners.of(type), bell });
    this.#heard.push(() => listeners.types);
    this.#databases.set(schema, database);
    this.#relay(schema, database, transport);
    return {
      publish: (trx, event) => {
        if (event.type.module.replaceAll('-', '_') !== schema)
          throw new TypeError(`${event.type.name} is not an event of ${schema}.`);
        return publish(trx, event);
      },
      listen: (name) => listeners.add(name),
    };
  }

  /** Also where no module of this process has events: others send them here all the same, and want an answer. */
  #run(): void {
    const host = this.#host;
    host.worker({
      name: 'events-intake',
      run: (signal) => this.#chosen().receive((event) => takeIn(event, this.#inboxes), signal),
    });
    const { DATABASE_URL: url } = host.config(platformConfig);
    const onCommit = (schema: string): void => this.#relays.get(schema)?.forEach((bell) => bell.ring());
    host.worker({
      name: 'events-commits',
      run: (signal) => listenForCommits({ url, log: host.log, onCommit }, signal),
    });
    for (const gauge of eventGauges(this.#databases)) host.gauge(gauge);
    host.onStart(async () => void this.#chosen());
    host.onReadiness(() => this.#chosen().ready());
    host.onClose(async () => this.#transport?.close());
  }

  /** Not before all adapters are known. */
  #chosen(): Transport {
    return (this.#transport ??= this.#createTransport());
  }

  #createTransport(): Transport {
    const { name, env, log } = this.#host;
    const { EVENTS_URL: url } = this.#settings;
    if (url === undefined || url === 'local') {
      requireChoice(url, env);
      return new LocalTransport({ process: name });
    }
    const scheme = /(?:^|=)([a-z][a-z0-9+.-]*):/.exec(url)?.[1] ?? '';
    const adapter = this.#adapters.find(({ schemes }) => schemes.includes(scheme));
    if (adapter === undefined) throw new ConfigError([unknownScheme(scheme, this.#adapters)]);
    const types = (): readonly string[] => [...new Set(this.#heard.flatMap((typesOf) => typesOf()))];
    const production = env['NODE_ENV'] === 'production';
    return adapter.create({ url, project: projectName, process: name, production, env, log, types });
  }

  #consume<Tables>(schema: string, database: Database<Tables>, listeners: Listeners<Tables>) {
    const settings = this.#settings;
    const consumer = new Consumer<Tables>({
      schema,
      database,
      listeners,
      log: this.#host.log,
      slots: this.#slots,
      handleMs: settings.EVENTS_HANDLE_MS,
      pollMs: settings.EVENTS_POLL_MS,
      leaseMs: settings.EVENTS_LEASE_MS,
      maxAttempts: settings.EVENTS_MAX_ATTEMPTS,
      backoff: backoffOf(settings),
    });
    this.#host.worker(consumer);
    return consumer;
  }

  /** A relay for each destination: one that is away holds up nobody else. */
  #relay(schema: string, database: SqlDatabase, transport: Transport): void {
    const settings = this.#settings;
    const { log } = this.#host;
    const { destinations } = transport;
    const relays = destinations.map(
      (destination) =>
        new Relay({
          schema,
          database,
          destination,
          transport,
          log,
          source: `/${projectName}/${schema}`,
          batch: settings.EVENTS_BATCH,
          pollMs: settings.EVENTS_POLL_MS,
          leaseMs: settings.EVENTS_LEASE_MS,
          maxAttempts: settings.EVENTS_MAX_ATTEMPTS,
          backoff: backoffOf(settings),
        }),
    );
    this.#relays.set(
      schema,
      relays.map(({ bell }) => bell),
    );
    for (const relay of relays) this.#host.worker(relay);
    this.#host.worker(
      new Retention({ schema, database, destinations, log, keepHours: settings.EVENTS_KEEP_HOURS }),
    );
  }
}

/** A process that knows others must say that its events stay with it: nobody would notice their loss. */
function requireChoice(url: string | undefined, env: NodeJS.ProcessEnv): void {
  if (url === undefined && (env['SERVICE_SECRET'] || env['SERVICE_SECRET_FILE']))
    throw new ConfigError([
      'EVENTS_URL: not set, although there are other processes (SERVICE_SECRET is set); `local` keeps events in this one',
    ]);
}

function unknownScheme(scheme: string, adapters: readonly TransportAdapter[]): string {
  const known = ['local', ...adapters.flatMap(({ schemes }) => schemes.map((name) => `${name}:`))];
  return `EVENTS_URL: no way of transport for "${scheme}:"; this project has ${known.join(', ')}`;
}
