/** Tables that no migration makes, such as that of idempotency keys of calls: made as they are in the other database. */
import type { Client } from 'pg';
import { escapeIdentifier as name } from 'pg';

interface ColumnRow {
  name: string;
  type: string;
  required: boolean;
  byDefault: string | null;
  identity: '' | 'a' | 'd';
  generated: '' | 's' | 'v';
}

/** As the role that owns the schema. */
export async function cloneTable(
  from: Client,
  to: Client,
  { schema, table, role }: { schema: string; table: string; role: string },
): Promise<void> {
  const path = `${name(schema)}.${name(table)}`;
  const columns = await from.query<ColumnRow>(
    `select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as required,
       pg_get_expr(adbin, adrelid) as "byDefault", attidentity as identity, attgenerated as generated
     from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [path],
  );
  // Keys first: what refers to them comes after. Not null is said with the columns.
  const constraints = await from.query<{ name: string; definition: string }>(
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = $1::regclass and contype in ('p', 'u', 'c', 'f', 'x') order by contype = 'f', conname`,
    [path],
  );
  const indexes = await from.query<{ definition: string }>(
    `select pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = $1::regclass
       and not exists (select from pg_constraint where conindid = indexrelid and conrelid = indrelid)`,
    [path],
  );
  await to.query(
    [
      `create table ${path} (${columns.rows.map(columnOf).join(', ')})`,
      ...constraints.rows.map(
        (row) => `alter table ${path} add constraint ${name(row.name)} ${row.definition}`,
      ),
      ...indexes.rows.map((row) => row.definition),
      `alter table ${path} owner to ${name(role)}`,
    ].join(';\n'),
  );
}

function columnOf({ name: column, type, required, byDefault, identity, generated }: ColumnRow): string {
  const parts = [name(column), type];
  if (generated !== '') parts.push(`generated always as (${byDefault}) stored`);
  else if (identity !== '') parts.push(`generated ${identity === 'a' ? 'always' : 'by default'} as identity`);
  else if (byDefault !== null) parts.push(`default ${byDefault}`);
  if (required) parts.push('not null');
  return parts.join(' ');
}
