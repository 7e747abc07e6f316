import { describe, expect, it } from 'vitest';
import { wordingOf } from '../../../../src/diagnostics/index.ts';
import { found, inspectTarget } from './probe-target.ts';

const db = `
export interface Query { execute(): Promise<{ id: string }[]>; forUpdate(): Query; innerJoin(table: string, a: string, b: string): Query }
export interface Db { selectFrom(table: string): Query; insertInto(table: string): Query; updateTable(table: string): Query }
export interface Pool { query(text: string): Promise<void> }`;

const repository = `import type { Db, Pool } from './db.ts';
export class EntryRepository {
  constructor(private readonly db: Db) {}
  async add(): Promise<void> { await this.db.insertInto('lines').execute(); }
}`;

/** A ledger with a body, beside other code and a schema. */
const inspect = (body: string, others: string, schema = '') =>
  inspectTarget(
    {
      'db.ts': db,
      'repository.ts': repository,
      'schema.sql': schema,
      'ledger.ts': `import type { Db, Pool } from './db.ts'; import { EntryRepository } from './repository.ts';
export class Ledger {
  constructor(private readonly db: Db, private readonly pool: Pool, private readonly entries: EntryRepository) {}
  async record(text: string): Promise<void> { ${body} }
}`,
      'others.ts': `import type { Db, Pool } from './db.ts'; import { EntryRepository } from './repository.ts'; import type { Ledger } from './ledger.ts';
export class Orders { constructor(readonly db: Db, readonly ledger: Ledger, readonly pool: Pool, readonly entries: EntryRepository) {}
  async place(): Promise<void> { ${others} } }`,
    },
    'ledger.ts',
    'Ledger',
  );

const dataCodes = [
  'table-written-by-both',
  'table-shared',
  'lock-shared',
  'sequence-shared',
  'foreign-key-across',
  'data-access-unknown',
];

describe('what both sides do with a table', () => {
  const write = `await this.db.insertInto('entries').execute();`;
  const read = `await this.db.selectFrom('entries').execute();`;

  it.each([
    ['written by both', write, write, ['error table-written-by-both']],
    ['written here, read there', write, read, ['warning table-shared']],
    ['read here, written there', read, write, ['warning table-shared']],
    [
      'joined there',
      write,
      `await this.db.selectFrom('orders').innerJoin('entries', 'a', 'b').execute();`,
      ['warning table-shared'],
    ],
    ['read by both', read, read, []],
    ['of its own', write, `await this.db.insertInto('orders').execute();`, []],
    [
      'written through a repository that others call too',
      'await this.entries.add();',
      'await this.entries.add();',
      ['error table-written-by-both'],
    ],
    [
      'locked here, written there',
      `await this.db.selectFrom('jobs').forUpdate().execute();`,
      `await this.db.updateTable('jobs').execute();`,
      ['error lock-shared', 'warning table-shared'],
    ],
    [
      'locked under a number',
      `await this.pool.query('SELECT pg_advisory_lock(1)');`,
      `await this.pool.query('SELECT pg_advisory_lock(1)');`,
      ['error lock-shared'],
    ],
    [
      'numbered by one sequence',
      `await this.pool.query("SELECT nextval('n')");`,
      `await this.pool.query("SELECT nextval('n')");`,
      ['warning sequence-shared'],
    ],
    ['not known', 'await this.db.insertInto(text).execute();', '', ['warning data-access-unknown']],
  ])('%s', (_, body, others, expected) => {
    expect(found(inspect(body, others), ...dataCodes).sort()).toEqual(expected);
  });

  it('says the way to both', () => {
    const report = inspect('await this.entries.add();', 'await this.entries.add();');
    const [finding] = report.findings.filter(({ code }) => code === 'table-written-by-both');
    expect(finding && wordingOf(finding).what).toBe(
      'lines is written by Ledger.record (Ledger.record → EntryRepository.add (in-memory/src/repository.ts:4)) and by Orders.place → EntryRepository.add (in-memory/src/others.ts:3)',
    );
    expect(finding?.place?.symbol).toBe('lines');
  });

  it('names foreign keys from one side to the other', () => {
    const schema = 'CREATE TABLE entries (id int, o int REFERENCES orders (id) ON DELETE CASCADE);';
    const report = inspect(write, `await this.db.insertInto('orders').execute();`, schema);
    const keys = report.findings.flatMap((each) => (each.code === 'foreign-key-across' ? [each.args] : []));
    expect(keys).toEqual([{ from: 'entries', to: 'orders', side: 'orders', onDelete: 'cascade' }]);
  });

  it('names stores that are not analysed', () => {
    const report = inspectTarget(
      {
        'ledger.ts': `import Redis from 'ioredis';\nexport class Ledger { constructor(private readonly redis: Redis) {} async record(): Promise<void> { await this.redis.incr('n'); } }`,
      },
      'ledger.ts',
      'Ledger',
    );
    expect(found(report, 'store-not-analysed')).toEqual(['info store-not-analysed']);
  });

  it('does not believe a tag over a body', () => {
    const tagged = inspectTarget(
      {
        'db.ts': db,
        'ledger.ts': `import type { Db } from './db.ts';\nexport class Ledger { constructor(private readonly db: Db) {}\n/** @readonly */ async get(): Promise<void> { ${write} } }`,
      },
      'ledger.ts',
      'Ledger',
    );
    expect(found(tagged, 'readonly-writes')).toEqual(['error readonly-writes']);
  });
});
