/** What a database says of itself: whether the tables of a module are to be used there. */

/**
 * `home`: here they are used. `filling`: a copy is being made here. `gone`: they were used here, and are now used
 * elsewhere.
 */
export type PlaceState = 'home' | 'filling' | 'gone';

export interface Mark {
  /** `undefined`: no move of this module has ever touched this database. */
  readonly state: PlaceState | undefined;
  /** A move is under way, or its way back is still open: the tables must keep their shape. */
  readonly moving: boolean;
  /** The move that made the mark: both databases have the same. */
  readonly move: string | undefined;
  /** The module's migrations have run here. */
  readonly hasTables: boolean;
}

/** SQLSTATE of the fence: a write to tables that are not at home where it was sent. */
export const fencedState = 'SM001';

/** A pool or a client. */
interface Queryable {
  query<Row extends object>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

export async function readMark(database: Queryable, schema: string): Promise<Mark> {
  const { rows } = await database.query<{ marked: boolean; tables: boolean }>(
    `select to_regclass('storage_moves.place') is not null as marked,
       exists (select from pg_class join pg_namespace n on n.oid = relnamespace
         where n.nspname = $1 and relname = 'kysely_migration') as tables`,
    [schema],
  );
  const { marked = false, tables: hasTables = false } = rows[0] ?? {};
  if (!marked) return { state: undefined, moving: false, move: undefined, hasTables };
  const found = await database.query<{ state: PlaceState; moving: boolean; move: string }>(
    'select state, moving, move_id as move from storage_moves.place where schema_name = $1',
    [schema],
  );
  const { state, moving = false, move } = found.rows[0] ?? {};
  return { state, moving, move, hasTables };
}
