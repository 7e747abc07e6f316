/** Knex: the table is the text in `knex('users')`, `.from`, `.into`, `.table` and the joins; what is done with it stands in the chain. */
import { ts } from 'ts-morph';
import { unwrap } from '../../symbols.ts';
import {
  asType,
  chainAround,
  chainOf,
  lastName,
  memberCall,
  propertyOf,
  type Knowledge,
} from '../knowledge.ts';
import type { AccessKind } from '../model.ts';
import type { Found, LibraryReader } from './reader.ts';

const types = new Set(['Knex', 'Transaction', 'Db']);
const writes = /^(?:insert|update|del|delete|upsert|increment|decrement|truncate|merge|batchInsert)$/;
const joins = /^(?:join|(?:inner|left|right|leftOuter|rightOuter|fullOuter|outer|cross)Join)$/;
const takesTable = /^(?:from|into|table|batchInsert)$/;
const locks = /^for(?:Update|Share|NoKeyUpdate|KeyShare)$/;
const steps =
  /^(?:select|where\w*|andWhere\w*|orWhere\w*|first|insert|update|del|delete|returning|orderBy\w*|join|\w+Join|count\w*|max|min|sum|distinct\w*|pluck|limit|offset|groupBy\w*|increment|decrement|truncate|onConflict|merge|column\w*|clone|forUpdate|having\w*|with|union|modify|transacting|as|stream|columnInfo)$/;

export const knexReader: LibraryReader = {
  library: 'knex',
  read(node, known) {
    if (!ts.isCallExpression(node)) return undefined;
    const start = startOf(node, known);
    if (start !== undefined) return start;
    const member = memberCall(node);
    const [table] = node.arguments;
    if (member === undefined || table === undefined) return undefined;
    if (!joins.test(member.name) && !takesTable.test(member.name)) return undefined;
    const before = chainOf(member.on);
    const started = isKnex(rootOf(member.on), known);
    if (!started) return undefined;
    if (joins.test(member.name)) return tablesIn(table, known, 'read');
    if (member.name !== 'batchInsert') return used(tablesIn(table, known, 'read'), node);
    return before.length === 0 ? tablesIn(table, known, 'write') : undefined;
  },
};

/** `knex('users')…`, `this.db(TABLE)…` */
function startOf(call: ts.CallExpression, known: Knowledge): Found[] | undefined {
  const [table] = call.arguments;
  const callee = unwrap(call.expression);
  if (table === undefined) return undefined;
  const chain = chainOf(chainAround(call));
  const isStep = chain.some(({ name }) => steps.test(name));
  if (!isStep && (isAliased(table) || chain.length > 0 || known.textOf(table) === undefined))
    return undefined;
  // Asked last: the type of every callee of a file is not to be had for nothing.
  if (!isKnex(callee, known)) return undefined;
  if (
    isStep &&
    ts.isIdentifier(callee) &&
    /^knex$/i.test(known.moduleOf(callee.text) ?? '') &&
    isAliased(table)
  )
    return undefined;
  return used(tablesIn(table, known, 'read'), call);
}

const isAliased = (node: ts.Expression): boolean => ts.isObjectLiteralExpression(unwrap(node));

/** The innermost thing a chain of calls is made on: `db` of `db.select('a').from('b')`, of `db('b').where(…)`. */
function rootOf(node: ts.Expression): ts.Expression {
  const last = chainOf(node).at(-1);
  const at = unwrap(last?.on ?? node);
  return ts.isCallExpression(at) ? unwrap(at.expression) : at;
}

function isKnex(node: ts.Expression, known: Knowledge): boolean {
  const at = unwrap(node);
  if (!ts.isIdentifier(at) && !ts.isPropertyAccessExpression(at)) return false;
  if (/^(?:knex|db|trx|tx|database|conn|connection|knexInstance)$/i.test(lastName(at) ?? '')) return true;
  return asType(known.typeOf(at), types) !== undefined;
}

function used(found: readonly Found[], call: ts.CallExpression): Found[] {
  const chain = chainOf(chainAround(call));
  const kind: AccessKind = chain.some(({ name }) => writes.test(name)) ? 'write' : 'read';
  const locked = chain.some(({ name }) => locks.test(name));
  return found.flatMap((each) => [
    { ...each, kind },
    ...(locked ? [{ ...each, kind: 'lock' as const }] : []),
  ]);
}

/** `'users as u'`, `{ u: 'users' }`, or a query of its own. */
function tablesIn(node: ts.Expression, known: Knowledge, kind: AccessKind): Found[] {
  const at = unwrap(node);
  if (ts.isFunctionLike(at) || ts.isCallExpression(at) || ts.isTaggedTemplateExpression(at)) return [];
  if (ts.isObjectLiteralExpression(at)) {
    return at.properties.flatMap((each) => {
      const value = each.name && propertyOf(at, each.name.getText());
      return value === undefined ? [] : tablesIn(value, known, kind);
    });
  }
  const value = known.valueOf(at);
  if (value !== undefined && !ts.isStringLiteralLike(unwrap(value)) && ts.isIdentifier(at))
    return tablesIn(value, known, kind);
  const text = known.textOf(at);
  return [{ table: text?.trim().split(/\s+/)[0], kind }];
}
