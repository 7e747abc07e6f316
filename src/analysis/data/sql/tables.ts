/**
 * The tables that a piece of SQL names. It need not be a whole statement, nor of one dialect: what code holds are often
 * fragments with holes, which parsers refuse.
 */
import type { AccessKind } from '../model.ts';
import { sqlTokens, type SqlToken } from './tokens.ts';

export interface SqlTable {
  /** With its schema, where it is written: `billing.invoices`. `undefined` where a value stands in its place. */
  readonly table: string | undefined;
  readonly kind: AccessKind;
}

export interface SqlReading {
  readonly tables: readonly SqlTable[];
  /** Begins, or ends, a transaction. */
  readonly transaction?: 'begin' | 'end';
}

const afterFrom = new Set(['lateral', 'only']);
const afterTable = new Set([
  'if',
  'not',
  'exists',
  'only',
  'concurrently',
  'table',
  'ignore',
  'low_priority',
]);
/** Words that cannot be the name of a table where one is looked for. */
const notTables = new Set(
  'select set values where on using as left right inner outer full cross join natural group order having limit union returning and or not null default new old excluded dual unnest nowait skip of cascade restrict'.split(
    ' ',
  ),
);
/** Functions that write `from` between their arguments. */
const fromInside = new Set(['extract', 'trim', 'substring', 'overlay', 'position']);

export function readSql(text: string): SqlReading {
  const tokens = sqlTokens(text);
  const defined = commonTables(tokens);
  const tables = [...statementTables(tokens), ...shared(tokens)].filter(
    ({ table }) => table === undefined || !defined.has(table.toLowerCase()),
  );
  const transaction = transactionWord(tokens);
  return { tables: distinct(tables), ...(transaction === undefined ? {} : { transaction }) };
}

/** True for a text that is SQL without doubt: a sentence in English does not pass. */
export function looksLikeSql(text: string): boolean {
  const [first, second, third] = sqlTokens(text);
  const words = sqlTokens(text).flatMap(({ kind, text: word }) => (kind === 'word' ? [word] : []));
  switch (first?.kind === 'word' ? first.text : '') {
    case 'select':
      return (
        /^\s*select\s+[\w.]+\s*\(/i.test(text) ||
        /^\s*SELECT\b[\s\S]*\bFROM\b/.test(text) ||
        (words.includes('from') && /[*=,()\uE000"`]/.test(text))
      );
    case 'insert':
    case 'replace':
      return second?.text === 'into' && third !== undefined && /[("\uE000]|\bselect\b|\bvalues\b/i.test(text);
    case 'update':
      return words.includes('set') && text.includes('=');
    case 'delete':
      return second?.text === 'from' && (words.includes('where') || sqlTokens(text).length <= 5);
    case 'with':
      return words.includes('as') && words.includes('select');
    case 'truncate':
      return words.length <= 6;
    case 'create':
    case 'alter':
    case 'drop':
      return /^\s*\w+\s+(?:or\s+replace\s+)?(?:unique\s+|temp\w*\s+|materialized\s+)?(?:table|index|view|type|schema|sequence|trigger|function|extension)\b/i.test(
        text,
      );
    default:
      return false;
  }
}

function statementTables(tokens: readonly SqlToken[]): SqlTable[] {
  const found: SqlTable[] = [];
  const calls: string[] = [];
  let writing: AccessKind = 'read';
  for (const [at, token] of tokens.entries()) {
    if (token.text === '(' && token.kind === 'sign') calls.push(tokens[at - 1]?.text ?? '');
    if (token.text === ')' && token.kind === 'sign') calls.pop();
    if (token.kind !== 'word') continue;
    const before = tokens[at - 1]?.text ?? '';
    switch (token.text) {
      case 'from':
        if (before === 'distinct' || fromInside.has(calls.at(-1) ?? '')) break;
        found.push(...listed(tokens, at + 1, before === 'delete' ? 'write' : 'read'));
        break;
      case 'join':
        found.push(...listed(tokens, at + 1, 'read').slice(0, 1));
        break;
      case 'into':
        found.push(
          ...one(
            tokens,
            at + 1,
            before === 'insert' || before === 'ignore' || before === 'replace' || before === 'merge'
              ? 'write'
              : 'unknown',
          ),
        );
        break;
      case 'update':
        if (before === 'for' || before === 'key' || before === 'do' || before === 'on' || before === 'or')
          break;
        found.push(...one(tokens, at + 1, 'write'));
        break;
      case 'truncate':
        found.push(...listed(tokens, at + 1, 'write'));
        break;
      case 'table':
        writing = before === 'lock' ? 'lock' : 'write';
        if (before !== 'truncate') found.push(...one(tokens, at + 1, writing));
        break;
      case 'using':
        if (calls.length === 0 && /^(?:merge|delete)$/.test(tokens[0]?.text ?? ''))
          found.push(...listed(tokens, at + 1, 'read'));
        break;
    }
  }
  return locked(tokens, found);
}

/** `SELECT … FOR UPDATE` and its weaker forms hold what they read. */
function locked(tokens: readonly SqlToken[], found: readonly SqlTable[]): SqlTable[] {
  const locks = tokens.some(
    ({ text, kind }, at) =>
      kind === 'word' && text === 'for' && /^(?:update|share|no|key)$/.test(tokens[at + 1]?.text ?? ''),
  );
  if (!locks) return [...found];
  return [
    ...found,
    ...found.filter(({ kind }) => kind === 'read').map(({ table }) => ({ table, kind: 'lock' as const })),
  ];
}

/** `a, b AS c, d`: each table of a list. */
function listed(tokens: readonly SqlToken[], start: number, kind: AccessKind): SqlTable[] {
  const found: SqlTable[] = [];
  let at = start;
  for (;;) {
    while (afterFrom.has(tokens[at]?.text ?? '') || afterTable.has(tokens[at]?.text ?? '')) at += 1;
    const name = nameAt(tokens, at);
    if (name === undefined) return found;
    const isCall = tokens[name.next]?.text === '(' && kind === 'read';
    if (!isCall) found.push({ table: name.table, kind });
    at = afterAlias(tokens, isCall ? closing(tokens, name.next) : name.next);
    if (tokens[at]?.text !== ',') return found;
    at += 1;
  }
}

/** `AS u`, `u`, `AS u(id, name)` */
function afterAlias(tokens: readonly SqlToken[], start: number): number {
  let at = tokens[start]?.text === 'as' ? start + 1 : start;
  const alias = tokens[at];
  if (alias === undefined || !/^(?:word|quoted)$/.test(alias.kind) || notTables.has(alias.text)) return at;
  at += 1;
  return tokens[at]?.text === '(' ? closing(tokens, at) : at;
}

/** Behind the parenthesis that closes the one at a place. */
function closing(tokens: readonly SqlToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (tokens[at]?.text === '(') depth += 1;
    if (tokens[at]?.text === ')' && (depth -= 1) === 0) return at + 1;
  }
  return tokens.length;
}

function one(tokens: readonly SqlToken[], start: number, kind: AccessKind): SqlTable[] {
  let at = start;
  while (afterTable.has(tokens[at]?.text ?? '') && tokens[at]?.kind === 'word') at += 1;
  const name = nameAt(tokens, at);
  return name === undefined || kind === 'unknown' ? [] : [{ table: name.table, kind }];
}

/** `name`, `schema.name`, or the hole of a value that is not known. */
function nameAt(
  tokens: readonly SqlToken[],
  at: number,
): { readonly table: string | undefined; readonly next: number } | undefined {
  const token = tokens[at];
  if (token?.kind === 'hole')
    return { table: undefined, next: tokens[at + 1]?.text === '.' ? at + 3 : at + 1 };
  if (token === undefined || !/^(?:word|quoted)$/.test(token.kind)) return undefined;
  if (token.kind === 'word' && notTables.has(token.text)) return undefined;
  if (tokens[at + 1]?.text !== '.') return { table: token.text, next: at + 1 };
  const rest = nameAt(tokens, at + 2);
  if (rest === undefined) return { table: token.text, next: at + 1 };
  return { table: rest.table === undefined ? undefined : `${token.text}.${rest.table}`, next: rest.next };
}

/** Names that `WITH name AS (…)` gives to a part of the statement. */
function commonTables(tokens: readonly SqlToken[]): Set<string> {
  const found = new Set<string>();
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'word' || token.text !== 'as') continue;
    const opens = tokens.slice(at + 1, at + 4).findIndex(({ text }) => text === '(');
    const first = opens < 0 ? undefined : tokens[at + 2 + opens]?.text;
    if (!/^(?:select|insert|update|delete|values|with)$/.test(first ?? '')) continue;
    const name = beforeColumns(tokens, at - 1);
    if (name !== undefined && name.kind !== 'sign') found.add(name.text.toLowerCase());
  }
  return found;
}

function beforeColumns(tokens: readonly SqlToken[], at: number): SqlToken | undefined {
  if (tokens[at]?.text !== ')') return tokens[at];
  let open = at;
  while (open > 0 && tokens[open]?.text !== '(') open -= 1;
  return tokens[open - 1];
}

/** Advisory locks and sequences: shared by all who use the same name. */
function shared(tokens: readonly SqlToken[]): SqlTable[] {
  return tokens.flatMap((token, at) => {
    if (token.kind !== 'word' || tokens[at + 1]?.text !== '(') return [];
    const argument = tokens[at + 2];
    if (/^pg_(?:try_)?advisory_(?:xact_)?lock(?:_shared)?$|^get_lock$/.test(token.text))
      return [{ table: 'advisory lock', kind: 'lock' as const }];
    if (/^(?:nextval|setval)$/.test(token.text) && argument?.kind === 'text')
      return [{ table: `sequence ${argument.text}`, kind: 'lock' as const }];
    return [];
  });
}

function transactionWord(tokens: readonly SqlToken[]): 'begin' | 'end' | undefined {
  const [first, second] = tokens;
  if (first?.kind !== 'word') return undefined;
  if (first.text === 'begin' && tokens.length <= 8) return 'begin';
  if (first.text === 'start' && second?.text === 'transaction') return 'begin';
  return /^(?:commit|rollback)$/.test(first.text) && tokens.length <= 4 ? 'end' : undefined;
}

const distinct = (tables: readonly SqlTable[]): SqlTable[] => [
  ...new Map(tables.map((each) => [`${each.kind} ${each.table}`, each])).values(),
];
