/** SQL in texts and tagged templates, whatever sends it. */
import { ts } from 'ts-morph';
import { unwrap } from '../../symbols.ts';
import { lastName, memberCall, propertyOf, type Knowledge } from '../knowledge.ts';
import { looksLikeSql, readSql } from '../sql/tables.ts';
import type { LibraryReader } from './reader.ts';

const tags = /^(?:sql|SQL|raw|queryRaw|executeRaw|\$queryRaw|\$executeRaw|pgsql|psql)$/;
const methods =
  /^(?:query|execute|raw|prepare|exec|run|all|get|each|any|one|oneOrNone|many|manyOrNone|none|multi|unsafe|simple|queryRaw|\$queryRawUnsafe|\$executeRawUnsafe|\$queryRaw|\$executeRaw|queryObject|queryArray|whereRaw|fromRaw|joinRaw|executeSql|sql)$/;

export const sqlReader: LibraryReader = {
  library: 'sql',
  read(node, known) {
    const text = sqlTextOf(node, known);
    if (text === undefined) return undefined;
    const { tables } = readSql(text.text);
    if (tables.length > 0) return tables;
    return text.opaque ? [{ table: undefined, kind: 'unknown' }] : [];
  },
};

interface SqlText {
  readonly text: string;
  /** It is sent to a database for certain, and nothing is known of what it says. */
  readonly opaque: boolean;
}

/** The SQL that a node sends or makes, with holes; `undefined` where it does neither. */
export function sqlTextOf(node: ts.Node, known: Knowledge): SqlText | undefined {
  if (ts.isTaggedTemplateExpression(node)) return taggedText(node, known);
  if (!ts.isCallExpression(node)) return undefined;
  const member = memberCall(node);
  const name = member?.name ?? lastName(node.expression) ?? '';
  const [first] = node.arguments;
  if (first === undefined || !methods.test(name)) return undefined;
  const given = propertyOf(first, 'text') ?? propertyOf(first, 'sql') ?? first;
  const at = unwrap(given);
  // What a tag made is found where it is made.
  const value = unwrap(known.valueOf(at) ?? at);
  if (ts.isTaggedTemplateExpression(value)) return undefined;
  const text = known.foldedText(at);
  if (text !== undefined && (looksLikeSql(text) || /raw$/i.test(name))) return { text, opaque: false };
  return unknownText(name, member?.on, at, known, text);
}

function taggedText(node: ts.TaggedTemplateExpression, known: Knowledge): SqlText | undefined {
  const tag = unwrap(node.tag);
  const name = lastName(ts.isCallExpression(tag) ? tag.expression : tag) ?? '';
  const text = known.foldedText(node);
  if (text === undefined) return undefined;
  return tags.test(name) || looksLikeSql(text) ? { text, opaque: false } : undefined;
}

const sends = /^(?:query|execute|\$queryRawUnsafe|\$executeRawUnsafe|unsafe|prepare|exec)$/;
const clients = new Set([
  'Pool',
  'PoolClient',
  'Client',
  'Connection',
  'PoolConnection',
  'DataSource',
  'QueryRunner',
  'EntityManager',
  'Database',
  'DatabaseSync',
  'PrismaClient',
  'Sql',
]);

/** A call of a driver whose text is made elsewhere. */
function unknownText(
  name: string,
  on: ts.Expression | undefined,
  at: ts.Expression,
  known: Knowledge,
  text: string | undefined,
): SqlText | undefined {
  if (on === undefined || !sends.test(name) || ts.isFunctionLike(at)) return undefined;
  if (text !== undefined && readSql(text).transaction !== undefined) return undefined;
  if (/^\$(?:query|execute)RawUnsafe$/.test(name)) return { text: '', opaque: true };
  const type = known.typeOf(on)?.name ?? '';
  const usesDriver = [...known.imports].some((module) =>
    /^(?:pg|mysql2?(?:\/promise)?|sqlite3?|better-sqlite3|postgres|mssql|oracledb|typeorm|node:sqlite)$/.test(
      module,
    ),
  );
  const isClient = clients.has(type) && usesDriver;
  return isClient ? { text: '', opaque: text === undefined || text.includes('\uE000') } : undefined;
}
