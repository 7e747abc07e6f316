/** Whether two tables have the same rows: by how many there are and the sum of a checksum of each. */
import type { Client } from 'pg';
import { escapeIdentifier as name } from 'pg';
import type { Table } from './inventory.ts';

/** Rows are put into this many heaps by their key, so that a difference can be looked at again without the rest. */
export const heaps = 256;

export interface Comparison {
  readonly table: string;
  readonly rows: bigint;
  /** Heaps that are not the same on both sides. */
  readonly different: readonly number[];
}

/** Compares one table, or some heaps of it. */
export async function compareTable(
  from: Client,
  to: Client,
  schema: string,
  table: Table,
  only?: readonly number[],
): Promise<Comparison> {
  const [first, second] = await Promise.all([
    heapsOf(from, schema, table, only),
    heapsOf(to, schema, table, only),
  ]);
  const all = new Set([...first.keys(), ...second.keys()]);
  const different = [...all].filter((heap) => first.get(heap)?.sum !== second.get(heap)?.sum);
  const rows = [...first.values()].reduce((sum, { count }) => sum + count, 0n);
  return { table: table.name, rows, different: different.sort((a, b) => a - b) };
}

interface Heap {
  readonly count: bigint;
  /** Of count and checksums. */
  readonly sum: string;
}

async function heapsOf(
  client: Client,
  schema: string,
  { name: table, columns, key }: Table,
  only: readonly number[] | undefined,
): Promise<Map<number, Heap>> {
  const identity = rowOf(key.length > 0 ? key : columns);
  const { rows } = await client.query<{ heap: number; count: string; sum: string }>(
    `select heap, count(*) as count, sum(checksum) as sum
     from (
       select get_byte(sha256(convert_to(${identity}::text, 'UTF8')), 0) as heap,
         ('x' || encode(substr(sha256(convert_to(${rowOf(columns)}::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint as checksum
       from ${name(schema)}.${name(table)}
     ) as checked
     where $1::int[] is null or heap = any($1)
     group by heap`,
    [only ?? null],
  );
  return new Map(
    rows.map(({ heap, count, sum }) => [heap, { count: BigInt(count), sum: `${count} ${sum}` }]),
  );
}

const rowOf = (columns: readonly string[]): string => `row(${columns.map(name).join(', ')})`;
