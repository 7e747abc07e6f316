/** Drizzle: tables are constants, followed to where they are declared. */
import { ts } from 'ts-morph';
import { unwrap } from '../../symbols.ts';
import { chainAround, chainOf, lastName, memberCall, propertyOf, type Knowledge } from '../knowledge.ts';
import type { AccessKind } from '../model.ts';
import { tableNamed } from '../table-index.ts';
import type { Found, LibraryReader } from './reader.ts';

const takesTable: ReadonlyMap<string, AccessKind> = new Map([
  ['from', 'read'],
  ['innerJoin', 'read'],
  ['leftJoin', 'read'],
  ['rightJoin', 'read'],
  ['fullJoin', 'read'],
  ['crossJoin', 'read'],
  ['$count', 'read'],
  ['insert', 'write'],
  ['update', 'write'],
  ['delete', 'write'],
]);

export const drizzleReader: LibraryReader = {
  library: 'drizzle',
  read(node, known) {
    const member = memberCall(node);
    if (member === undefined) return undefined;
    const relational = relationalQuery(member.on, member.name, known);
    if (relational !== undefined)
      return [...relational, ...withOf(member.call.arguments[0], relational, known)];
    const kind = takesTable.get(member.name);
    const [table] = member.call.arguments;
    if (kind === undefined || table === undefined) return undefined;
    const name = tableOf(table, known);
    if (name === undefined) return undefined;
    const locked = chainOf(chainAround(member.call)).some(
      ({ name: method, call }) => method === 'for' && /update|share/.test(call.arguments[0]?.getText() ?? ''),
    );
    const found: Found = { table: name, kind };
    return locked && kind === 'read' ? [found, { table: name, kind: 'lock' }] : [found];
  },
};

/** The table that a constant stands for: declared in this file, known of the project, or an alias of one. */
function tableOf(node: ts.Expression, known: Knowledge, depth = 4): string | undefined {
  const at = unwrap(node);
  if (depth === 0) return undefined;
  if (ts.isCallExpression(at) && lastName(at.expression) === 'alias' && at.arguments[0])
    return tableOf(at.arguments[0], known, depth - 1);
  if (!ts.isIdentifier(at) && !ts.isPropertyAccessExpression(at)) return undefined;
  const value = known.valueOf(at);
  if (value !== undefined) return tableOf(value, known, depth - 1) ?? declaredTable(value, known);
  return tableNamed(known.tables, known.exportedName(at) ?? '', 'drizzle')?.table;
}

const declares =
  /^(?:(?:pg|mysql|sqlite|singlestore|gel|mssql|cockroach)Table(?:Creator)?|pgView|mysqlView|sqliteView)$/;

/** The name in `pgTable('users', …)` and `schema.table('users', …)`. */
export function declaredTable(node: ts.Expression, known: Pick<Knowledge, 'textOf'>): string | undefined {
  const at = unwrap(node);
  if (!ts.isCallExpression(at) || at.arguments[0] === undefined || at.arguments.length < 2) return undefined;
  const name = lastName(at.expression) ?? '';
  const inSchema = ts.isPropertyAccessExpression(at.expression) && name === 'table';
  return declares.test(name) || inSchema ? known.textOf(at.arguments[0]) : undefined;
}

/** `db.query.users.findMany(…)` */
function relationalQuery(on: ts.Expression, method: string, known: Knowledge): Found[] | undefined {
  if (!/^find(?:Many|First)$/.test(method) || !ts.isPropertyAccessExpression(on)) return undefined;
  const query = unwrap(on.expression);
  if (!ts.isPropertyAccessExpression(query) || query.name.text !== 'query') return undefined;
  return [{ table: tableNamed(known.tables, on.name.text, 'drizzle')?.table ?? on.name.text, kind: 'read' }];
}

/** `{ with: { posts: true } }` reads those tables too. Relations have the names of tables, or are not known. */
function withOf(options: ts.Expression | undefined, of: readonly Found[], known: Knowledge): Found[] {
  const wanted = propertyOf(options, 'with');
  if (wanted === undefined || !ts.isObjectLiteralExpression(wanted)) return [];
  return wanted.properties.flatMap((property) => {
    const name = property.name?.getText() ?? '';
    const relation = of
      .flatMap(({ table }) =>
        known.tables.tables.filter((each) => each.library === 'drizzle' && each.table === table),
      )
      .flatMap(({ relations }) => relations)
      .find((each) => each.property === name);
    const table = tableNamed(known.tables, relation?.target ?? name, 'drizzle')?.table;
    const found: Found = { table, kind: 'read' };
    const deeper = ts.isPropertyAssignment(property) ? withOf(property.initializer, [found], known) : [];
    return [found, ...deeper];
  });
}
