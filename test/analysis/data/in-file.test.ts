import { describe, expect, it } from 'vitest';
import { dataAccessInFile, readTables } from '../../../src/analysis/data/index.ts';

const declared: Readonly<Record<string, string>> = {
  'prisma/schema.prisma': `
model User {
  id    Int    @id
  posts Post[]
  @@map("users")
}
model Post {
  id       Int  @id
  author   User @relation(fields: [authorId], references: [id], onDelete: Cascade)
  authorId Int
}`,
  'src/entities/account.ts': `import { Entity, ManyToOne, OneToMany } from 'typeorm';
import { Team } from './team.ts';
@Entity('accounts') export class Account { @ManyToOne(() => Team, { eager: true, onDelete: 'SET NULL' }) team: Team; }`,
  'src/entities/team.ts': `import { Entity, OneToMany } from 'typeorm';
@Entity() export class TeamGroup {}
@Entity({ name: 'teams', schema: 'hr' }) export class Team { @OneToMany(() => Account, (a) => a.team, { cascade: true }) accounts: Account[]; }
export class Teams extends Repository<Team> {}`,
  'src/schema.ts': `import { pgTable, relations } from 'drizzle-orm/pg-core';
export const invoices = pgTable('billing_invoices', { owner: integer('owner').references(() => clients.id, { onDelete: 'cascade' }) });
export const clients = pgTable('clients', {});
export const invoiceRelations = relations(invoices, ({ one }) => ({ client: one(clients) }));`,
  'src/models/Ticket.ts': `import { Table, BelongsTo, ForeignKey } from 'sequelize-typescript';
@Table({ tableName: 'tickets' }) export class Ticket extends Model { @BelongsTo(() => Desk) desk: Desk; @ForeignKey(() => Desk) deskId: string; }`,
  'src/models/Desk.ts': `import { Table } from 'sequelize-typescript'; @Table export class Desk extends Model {}`,
  'src/cat.ts': `import mongoose from 'mongoose'; export const Cat = mongoose.model('Cat', schema);`,
  'migrations/1.sql': `CREATE TABLE parcels (id int, depot int REFERENCES depots (id) ON DELETE CASCADE);\nALTER TABLE parcels ADD CONSTRAINT x FOREIGN KEY (van) REFERENCES public.vans(id);`,
  'migrations/2.ts': `export const up = (knex) => knex.schema.createTable('rides', (t) => { t.integer('van').references('id').inTable('vans').onDelete('CASCADE'); });`,
  'src/tables.ts': `export const PARCEL_TABLE = 'parcels';`,
};
const tables = readTables({ files: Object.keys(declared), read: (file) => declared[file] });

const read = (text: string, path = 'src/x.ts') => dataAccessInFile({ path, text }, tables);
const found = (text: string): string[] => [
  ...read(text).accesses.map(({ library, kind, table }) => `${library} ${kind} ${table}`),
  ...read(text).unknown.map(({ library }) => `${library} ?`),
];

describe('tables of a project', () => {
  it('knows them by what code calls them', () => {
    const named = tables.tables.map(({ library, name, table }) => `${library} ${name} ${table}`);
    expect(named.sort()).toEqual([
      'drizzle clients clients',
      'drizzle invoices billing_invoices',
      'drizzle invoices billing_invoices',
      'mongoose Cat cats',
      'prisma Post Post',
      'prisma User users',
      'sequelize Desk Desks',
      'sequelize Ticket tickets',
      'sql parcels parcels',
      'sql rides rides',
      'typeorm Account accounts',
      'typeorm Team hr.teams',
      'typeorm TeamGroup team_group',
    ]);
  });

  it('knows their foreign keys', () => {
    const keys = tables.foreignKeys.map(({ from, to, onDelete }) =>
      `${from} > ${to} ${onDelete ?? ''}`.trim(),
    );
    expect(keys.sort()).toEqual([
      'Post > users cascade',
      'accounts > hr.teams set null',
      'billing_invoices > clients cascade',
      'parcels > depots cascade',
      'parcels > vans',
      'rides > vans cascade',
      'tickets > Desks',
    ]);
  });
});

describe('access to data in one file', () => {
  it.each([
    [
      'kysely',
      `db.selectFrom('users as u').innerJoin('teams as t', 't.id', 'u.team').execute()`,
      ['kysely read teams', 'kysely read users'],
    ],
    [
      'kysely writes',
      `trx.insertInto('users').values({}).execute(); db.updateTable('a').set({}); db.deleteFrom(table)`,
      ['kysely write users', 'kysely write a', 'kysely ?'],
    ],
    ['kysely locks', `db.selectFrom('jobs').forUpdate().execute()`, ['kysely read jobs', 'kysely lock jobs']],
    [
      'kysely common tables',
      `db.with('recent', (q) => q.selectFrom('orders')).selectFrom('recent')`,
      ['kysely read orders'],
    ],
    [
      'prisma',
      `this.prisma.user.findMany({ include: { posts: true } })`,
      ['prisma read users', 'prisma read Post'],
    ],
    [
      'prisma nested',
      `prisma.post.create({ data: { author: { create: {} } } })`,
      ['prisma write Post', 'prisma write users'],
    ],
    [
      'prisma by type',
      `class A { constructor(private readonly store: PrismaService) {} f() { return this.store.post.count(); } }`,
      ['prisma read Post'],
    ],
    ['prisma raw', 'prisma.$queryRaw`select * from parcels`', ['sql read parcels']],
    [
      'typeorm',
      `import { Repository } from 'typeorm'; class A { constructor(@InjectRepository(Account) private readonly all: Repository<Account>) {} f() { return this.all.find(); } g() { this.all.save({}); } }`,
      ['typeorm read accounts', 'typeorm read hr.teams', 'typeorm write accounts'],
    ],
    [
      'typeorm cascades',
      `import { EntityManager } from 'typeorm'; import { Team } from './entities/team.ts'; function f(manager: EntityManager) { return manager.save(Team, {}); }`,
      ['typeorm write hr.teams', 'typeorm write accounts'],
    ],
    [
      'typeorm repository classes',
      `class A { constructor(private readonly teams: Teams) {} f() { return this.teams.findOneBy({}); } }`,
      ['typeorm read hr.teams'],
    ],
    [
      'typeorm builders',
      `import { DataSource } from 'typeorm'; const r = source.getRepository(Account); r.createQueryBuilder('a').leftJoinAndSelect('a.team', 't').getMany(); r.createQueryBuilder().update().set({}).execute();`,
      ['typeorm read accounts', 'typeorm read hr.teams', 'typeorm write accounts'],
    ],
    [
      'drizzle',
      `import { invoices, clients as c } from './schema.ts'; db.select().from(invoices).leftJoin(c, eq(1, 1)); db.insert(c).values({}); db.delete(invoices);`,
      [
        'drizzle read clients',
        'drizzle read billing_invoices',
        'drizzle write clients',
        'drizzle write billing_invoices',
      ],
    ],
    [
      'drizzle relations',
      `db.query.invoices.findMany({ with: { client: true } })`,
      ['drizzle read billing_invoices', 'drizzle read clients'],
    ],
    [
      'sequelize',
      `import { Ticket, Desk } from './models'; Ticket.scope('a').findAll({ include: [Desk] }); Desk.create({});`,
      ['sequelize read tickets', 'sequelize read Desks', 'sequelize write Desks'],
    ],
    ['a class of a model’s name', `import { Ticket } from './domain/ticket.ts'; Ticket.create({});`, []],
    [
      'mongoose',
      `import { Cat } from './cat.ts'; Cat.findOne({}); Cat.insertMany([]);`,
      ['mongoose read cats', 'mongoose write cats'],
    ],
    [
      'mongodb',
      `const users = client.db().collection('users'); users.insertOne({}); client.db().collection('logs').find({});`,
      ['mongodb write users', 'mongodb read logs'],
    ],
    [
      'knex',
      `import { PARCEL_TABLE } from './tables.ts'; this.db(PARCEL_TABLE).where({}).del(); knex.select('*').from({ r: 'rides' }).join('vans', 'a', 'b');`,
      ['knex write parcels', 'knex read vans', 'knex read rides'],
    ],
    ['sql', `const T = 'users'; pool.query(\`SELECT * FROM \${T} WHERE id = \${id}\`);`, ['sql read users']],
    [
      'sql that is not known',
      `import { Pool } from 'pg'; function f(pool: Pool, text: string) { return pool.query(text); }`,
      ['sql ?'],
    ],
    [
      'no data at all',
      `const m = new Map(); m.delete(users); Array.from(users); router.get('/select', x); list.find(y); console.log('select from the menu');`,
      [],
    ],
  ])('reads %s', (_, text, expected) => {
    expect(found(text).sort()).toEqual([...expected].sort());
  });

  it.each([
    ['callback', `db.transaction(async (tx) => { await tx.insert(invoices).values({}); })`],
    [
      'callback',
      `db.transaction().execute(async (trx) => { await trx.insertInto('a').values({}).execute(); })`,
    ],
    ['callback', `prisma.$transaction(async (tx) => { await tx.user.create({ data: {} }); })`],
    ['callback', `em.transactional(async (em) => { await prisma.user.create({ data: {} }); })`],
    ['list', `prisma.$transaction([prisma.user.create({ data: {} })])`],
    ['decorator', `class A { @Transactional() async f() { await prisma.user.create({ data: {} }); } }`],
    [
      'statements',
      `async function f() { await runner.startTransaction(); await prisma.user.create({ data: {} }); await runner.commitTransaction(); }`,
    ],
    [
      'statements',
      `async function f() { await client.query('BEGIN'); await prisma.user.create({ data: {} }); await client.query('COMMIT'); }`,
    ],
    [
      'statements',
      `async function f() { const t = await sequelize.transaction(); await prisma.user.create({ data: {} }); await t.commit(); }`,
    ],
    ['handle', `async function f(trx: Transaction<Db>) { await trx.insertInto('a').values({}).execute(); }`],
    [
      undefined,
      `async function f() { await runner.startTransaction(); await runner.commitTransaction(); await prisma.user.create({ data: {} }); }`,
    ],
    [undefined, `async function f(trx?: Transaction<Db>) { await prisma.user.create({ data: {} }); }`],
    [undefined, `async function f() { await prisma.user.create({ data: {} }); }`],
  ])('sees a transaction as %s', (form, text) => {
    expect(read(text).accesses.map(({ transaction }) => transaction?.form)).toEqual([form]);
  });

  it('names the drivers that it does not understand', () => {
    const { drivers } = read(
      `import Redis from 'ioredis';\nimport type { S3 } from '@aws-sdk/client-s3';\nconst x = require('cassandra-driver');`,
    );
    expect(drivers.map(({ package: name, store, place }) => [name, store, place.line])).toEqual([
      ['ioredis', 'Redis', 1],
      ['cassandra-driver', 'Cassandra', 3],
    ]);
  });
});
