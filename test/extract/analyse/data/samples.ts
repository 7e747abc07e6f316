/** One service for each library, with its real types, and an order service that calls it inside of a transaction and outside. */

export interface LibrarySample {
  readonly library: string;
  /** Text of ledger.ts: `export class Ledger { record(id): Promise<void> }` writes the table `entries`, `find(id)` reads it. */
  readonly ledger: string;
  /** Imports and fields of orders.ts: the class has `ledger` and what opens the transaction. */
  readonly imports: string;
  readonly fields: string;
  /** Statements that run `CALL` in a transaction. */
  readonly inside: string;
  /** Other files, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

const typeormEntry = `import { Entity, PrimaryColumn } from 'typeorm';
@Entity('entries') export class Entry { @PrimaryColumn() id!: string; }`;

const prismaClient = `export interface Delegate { findMany(args?: object): Promise<object[]>; create(args: object): Promise<object>; }
export namespace Prisma { export interface TransactionClient { readonly entry: Delegate } }
export declare class PrismaClient {
  readonly entry: Delegate;
  $transaction<T>(work: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T>;
  $transaction<T>(work: readonly Promise<T>[]): Promise<T[]>;
}`;

export const librarySamples: readonly LibrarySample[] = [
  {
    library: 'kysely',
    ledger: `import type { Kysely } from 'kysely';
export interface Tables { entries: { id: string } }
export class Ledger {
  constructor(private readonly db: Kysely<Tables>) {}
  async record(id: string): Promise<void> { await this.db.insertInto('entries').values({ id }).execute(); }
  async find(id: string): Promise<string[]> { return (await this.db.selectFrom('entries').select('id').where('id', '=', id).execute()).map((row) => row.id); }
}`,
    imports: `import type { Kysely } from 'kysely'; import type { Tables } from './ledger.ts';`,
    fields: 'readonly db: Kysely<Tables>',
    inside:
      'await this.db.transaction().execute(async (trx) => { await trx.selectFrom("entries").selectAll().execute(); CALL });',
  },
  {
    library: 'prisma',
    ledger: `import type { PrismaClient } from './client.ts';
export class Ledger {
  constructor(private readonly prisma: PrismaClient) {}
  async record(id: string): Promise<void> { await this.prisma.entry.create({ data: { id } }); }
  async find(id: string): Promise<string[]> { return (await this.prisma.entry.findMany({ where: { id } })).map(String); }
}`,
    imports: `import type { PrismaClient } from './client.ts';`,
    fields: 'readonly prisma: PrismaClient',
    inside: 'await this.prisma.$transaction(async (tx) => { await tx.entry.findMany(); CALL });',
    files: {
      'client.ts': prismaClient,
      'schema.prisma': 'model Entry {\n  id String @id\n  @@map("entries")\n}\n',
    },
  },
  {
    library: 'typeorm',
    ledger: `import type { Repository } from 'typeorm';
import type { Entry } from './entry.ts';
export class Ledger {
  constructor(private readonly entries: Repository<Entry>) {}
  async record(id: string): Promise<void> { await this.entries.save({ id }); }
  async find(id: string): Promise<string[]> { return (await this.entries.findBy({ id })).map((row) => row.id); }
}`,
    imports: `import type { DataSource } from 'typeorm';`,
    fields: 'readonly source: DataSource',
    inside: `const runner = this.source.createQueryRunner(); await runner.startTransaction(); CALL await runner.commitTransaction();`,
    files: { 'entry.ts': typeormEntry },
  },
  {
    library: 'drizzle',
    ledger: `import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { eq } from 'drizzle-orm';
import { entries } from './tables.ts';
export class Ledger {
  constructor(private readonly db: NodePgDatabase) {}
  async record(id: string): Promise<void> { await this.db.insert(entries).values({ id }); }
  async find(id: string): Promise<string[]> { return (await this.db.select().from(entries).where(eq(entries.id, id))).map((row) => row.id); }
}`,
    imports: `import type { NodePgDatabase } from 'drizzle-orm/node-postgres';`,
    fields: 'readonly db: NodePgDatabase',
    inside: 'await this.db.transaction(async (tx) => { CALL });',
    files: {
      'tables.ts': `import { pgTable, text } from 'drizzle-orm/pg-core';
export const entries = pgTable('entries', { id: text('id').notNull() });`,
    },
  },
  {
    library: 'knex',
    ledger: `import type { Knex } from 'knex';
const TABLE = 'entries';
export class Ledger {
  constructor(private readonly db: Knex) {}
  async record(id: string): Promise<void> { await this.db(TABLE).insert({ id }); }
  async find(id: string): Promise<string[]> { return this.db(TABLE).where({ id }).pluck('id'); }
}`,
    imports: `import type { Knex } from 'knex';`,
    fields: 'readonly db: Knex',
    inside: 'await this.db.transaction(async (trx) => { CALL });',
  },
  {
    library: 'sql',
    ledger: `import type { Pool } from 'pg';
export class Ledger {
  constructor(private readonly pool: Pool) {}
  async record(id: string): Promise<void> { await this.pool.query('INSERT INTO entries (id) VALUES ($1)', [id]); }
  async find(id: string): Promise<string[]> { return (await this.pool.query<{ id: string }>('SELECT id FROM entries WHERE id = $1', [id])).rows.map((row) => row.id); }
}`,
    imports: `import type { Pool } from 'pg';`,
    fields: 'readonly pool: Pool',
    inside: `const client = await this.pool.connect(); await client.query('BEGIN'); CALL await client.query('COMMIT');`,
  },
];
