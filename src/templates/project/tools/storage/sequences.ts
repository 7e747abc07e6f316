/** Replication leaves sequences where they are; a switch carries them. */
import type { Client } from 'pg';
import { escapeIdentifier as name } from 'pg';

export async function sequencesOf(client: Client, schema: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select sequencename as name from pg_sequences where schemaname = $1 order by 1',
    [schema],
  );
  return rows.map((row) => row.name);
}

/** To be called while nobody can write to the tables of `from`. Answers how many there were. */
export async function carrySequences(from: Client, to: Client, schema: string): Promise<number> {
  const sequences = await sequencesOf(from, schema);
  for (const sequence of sequences) {
    const path = `${name(schema)}.${name(sequence)}`;
    const { rows } = await from.query<{ value: string; called: boolean }>(
      `select last_value as value, is_called as called from ${path}`,
    );
    if (rows[0]) await to.query('select setval($1, $2, $3)', [path, rows[0].value, rows[0].called]);
  }
  return sequences.length;
}
