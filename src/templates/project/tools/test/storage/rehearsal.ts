/** A module whose tables move, with processes that write to them all the while. */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigReader } from '@shop/platform/config';
import { migrate, openPool } from '@shop/platform/db';
import type { Database, Store, Stores } from '@shop/platform/db';
import { createLogger } from '@shop/platform/log';
import { createStorage } from '@shop/platform/storage';
import { sql } from 'kysely';
import { Client } from 'pg';
import { withPlaces } from '../../storage/move.ts';
import type { Move, Stage } from '../../storage/move.ts';
import type { Step } from '../../storage/steps.ts';

export const schema = 'ledger';
const migrations = { schema, directory: new URL('migrations/', import.meta.url) };

interface Writer {
  readonly database: Database;
  close(): Promise<void>;
}

export class Rehearsal {
  readonly urls: { shared: string; own: string };
  readonly said: string[] = [];
  /** Ids of entries of which a writer was told that they are written. */
  readonly acknowledged = new Set<string>();
  refused = 0;
  readonly #servers: { shared: string; own: string };
  readonly #stopping = new AbortController();
  #writing: Promise<void>[] = [];
  readonly #writers: Writer[] = [];

  /** Databases of their own on the given servers. */
  static async on(servers: { shared: string; own: string }): Promise<Rehearsal> {
    const rehearsal = new Rehearsal(servers);
    for (const place of ['shared', 'own'] as const)
      await query(servers[place], `create database "${databaseOf(rehearsal.urls[place])}"`);
    await migrate(rehearsal.urls.shared, migrations);
    return rehearsal;
  }

  private constructor(servers: { shared: string; own: string }) {
    this.#servers = servers;
    const fresh = (server: string, kind: string): string => {
      const url = new URL(server);
      url.pathname = `/${kind}_${randomBytes(4).toString('hex')}`;
      return url.href;
    };
    this.urls = { shared: fresh(servers.shared, 'shared'), own: fresh(servers.own, 'own') };
  }

  /** A process that knows both databases. */
  process(env: Record<string, string> = { LEDGER_DATABASE_URL: this.urls.own }): Writer & { stores: Stores } {
    const reader = new ConfigReader(env);
    const pool = openPool({ url: this.urls.shared, size: 4 });
    const closers = [() => pool.end()];
    const only: Store = { url: this.urls.shared, pool };
    const chosen: Stores[] = [];
    createStorage({
      log: createLogger({ name: 'test', level: 'silent' }),
      config: (part) => reader.read(part),
      useStores: (choose) => chosen.push(choose(only)),
      onClose: (close) => closers.push(close),
    });
    const [stores] = chosen;
    if (stores === undefined) throw new Error('createStorage has chosen nothing');
    const close = async (): Promise<void> => {
      for (const each of closers) await each();
    };
    return { stores, database: stores.database(schema), close };
  }

  /** Begins to write from several processes, each entry until it is acknowledged. */
  write(processes = 2): void {
    for (let i = 0; i < processes; i++) {
      const writer = this.process();
      this.#writers.push(writer);
      for (let j = 0; j < 2; j++) this.#writing.push(this.#keepWriting(writer.database));
    }
  }

  async stopWriting(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#writing);
    this.#writing = [];
  }

  /** Resolves once so many more entries are written. */
  async written(more: number): Promise<void> {
    const enough = this.acknowledged.size + more;
    for (const end = performance.now() + 15_000; this.acknowledged.size < enough; await delay(10))
      if (performance.now() > end)
        throw new Error(`no ${more} entries were written: ${this.said.join('\n')}`);
  }

  /** Runs a step of a move. `cutOffAt`: there, every connection of ours breaks, as when we are killed. */
  async run(
    step: Step,
    { cutOffAt, ...changes }: Partial<Move> & { cutOffAt?: Stage } = {},
  ): Promise<boolean> {
    const move: Move = {
      module: schema,
      schema,
      migrations,
      urls: this.urls,
      reachAt: {},
      method: undefined,
      stopWithinMs: 20_000,
      say: (line) => this.said.push(line),
      onStage: async (stage) => {
        if (stage !== cutOffAt) return;
        await this.cutConnections();
        throw new Error(`cut off at ${stage}`);
      },
      ...changes,
    };
    return withPlaces(move, (places) => step(move, places));
  }

  async cutConnections(): Promise<void> {
    for (const url of Object.values(this.urls))
      await query(
        url,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'storage' and datname = current_database()`,
      );
  }

  query(place: 'shared' | 'own', text: string): Promise<Record<string, unknown>[]> {
    return query(this.urls[place], text);
  }

  /** Every entry that was acknowledged is in this place, once, and the accounts add up. */
  async audit(
    place: 'shared' | 'own',
  ): Promise<{ lost: string[]; surplus: string[]; booksBalance: boolean }> {
    const entries = (await this.query(place, 'select id::text from ledger.entries')).map(({ id }) =>
      String(id),
    );
    const [row] = await this.query(
      place,
      `select (select sum(balance) from ledger.accounts)::text as balance, (select sum(amount) from ledger.entries)::text as written`,
    );
    const found = new Set(entries);
    return {
      lost: [...this.acknowledged].filter((id) => !found.has(id)),
      surplus: entries.filter((id) => !this.acknowledged.has(id)),
      booksBalance: row?.['balance'] === row?.['written'] && entries.length === found.size,
    };
  }

  /** Slots, publications and subscriptions that are left. */
  async leftovers(): Promise<unknown[]> {
    const text = `select slot_name::text as name from pg_replication_slots where database = current_database()
      union all select pubname::text from pg_publication
      union all select subname::text from pg_subscription where subdbid = (select oid from pg_database where datname = current_database())`;
    return [...(await this.query('shared', text)), ...(await this.query('own', text))].map(
      ({ name }) => name,
    );
  }

  async close(): Promise<void> {
    await this.stopWriting();
    for (const writer of this.#writers) await writer.close();
    for (const place of ['shared', 'own'] as const) {
      const subscriptions = await this.query(
        place,
        `select format('alter subscription %1$I disable; alter subscription %1$I set (slot_name = none); drop subscription %1$I', subname) as drop
         from pg_subscription where subdbid = (select oid from pg_database where datname = current_database())`,
      );
      for (const statements of subscriptions)
        for (const statement of String(statements['drop']).split(';')) await this.query(place, statement);
    }
    for (const place of ['shared', 'own'] as const) {
      await this.query(
        place,
        `select pg_terminate_backend(active_pid) from pg_replication_slots where database = current_database() and active`,
      );
      await delay(50);
      await this.query(
        place,
        `select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = current_database()`,
      );
      await query(this.#servers[place], `drop database "${databaseOf(this.urls[place])}" with (force)`);
    }
  }

  async #keepWriting(database: Database): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const id = randomUUID();
      // Begun is finished: an entry of which nobody knows whether it is written would say nothing.
      while (!(await this.#writeOnce(database, id))) await delay(20);
      this.acknowledged.add(id);
      await delay(2);
    }
  }

  async #writeOnce(database: Database, id: string): Promise<boolean> {
    const account = `account ${1 + (parseInt(id.slice(0, 2), 16) % 8)}`;
    try {
      await database.transaction(async (trx) => {
        const { numAffectedRows } = await sql`
          insert into entries (id, account_id, amount, content) values (${id}, ${account}, 3, ${randomBytes(8)})
          on conflict (id) do nothing`.execute(trx);
        if (numAffectedRows === 1n)
          await sql`update accounts set balance = balance + 3, details = ${JSON.stringify({ last: id })}
            where id = ${account}`.execute(trx);
      });
      return true;
    } catch {
      this.refused++;
      return false;
    }
  }
}

const databaseOf = (url: string): string => new URL(url).pathname.slice(1);

export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
