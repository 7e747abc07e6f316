/** `CREATE TABLE` and foreign keys in SQL: in .sql files, and in the texts of migrations. */
import type { ExactPlace } from '../../places.ts';
import { sqlTokens, type SqlToken } from '../sql/tokens.ts';
import type { Declared, ForeignKey, KnownTable } from '../table-index.ts';

/** `line` is where the text begins in its file. */
export function readSqlSchema(file: string, text: string, line = 1): Declared {
  const tables: KnownTable[] = [];
  const foreignKeys: ForeignKey[] = [];
  for (const statement of statementsOf(text)) {
    const place: ExactPlace = { file, line: line + statement.line, column: 1 };
    const tokens = sqlTokens(statement.text);
    const owner = ownerOf(tokens);
    if (owner === undefined) continue;
    if (tokens[0]?.text === 'create')
      tables.push({ table: owner, name: owner, library: 'sql', place, relations: [] });
    for (const { to, onDelete } of referencesIn(tokens))
      foreignKeys.push({ from: owner, to, place, ...(onDelete ? { onDelete } : {}) });
  }
  return { tables, foreignKeys };
}

/** Statements begin at a line that starts with CREATE TABLE or ALTER TABLE, and end at a semicolon. */
function statementsOf(text: string): { text: string; line: number }[] {
  const starts =
    /\b(?:create\s+(?:(?:global|local)\s+)?(?:unlogged\s+|temp(?:orary)?\s+)?table|alter\s+table)\b/gi;
  return [...text.matchAll(starts)].map(({ index }) => {
    const end = text.indexOf(';', index);
    const next = end < 0 ? text.length : end;
    return { text: text.slice(index, next), line: text.slice(0, index).split('\n').length - 1 };
  });
}

const skipped = new Set([
  'create',
  'alter',
  'table',
  'unlogged',
  'temp',
  'temporary',
  'global',
  'local',
  'if',
  'not',
  'exists',
  'only',
]);

function ownerOf(tokens: readonly SqlToken[]): string | undefined {
  const at = tokens.findIndex(({ kind, text }) => !(kind === 'word' && skipped.has(text)));
  return pathAt(tokens, at);
}

function pathAt(tokens: readonly SqlToken[], at: number): string | undefined {
  const token = tokens[at];
  if (token === undefined || !/^(?:word|quoted)$/.test(token.kind)) return undefined;
  const rest = tokens[at + 1]?.text === '.' ? pathAt(tokens, at + 2) : undefined;
  return rest === undefined ? token.text : token.text === 'public' ? rest : `${token.text}.${rest}`;
}

function referencesIn(tokens: readonly SqlToken[]): { to: string; onDelete?: string }[] {
  return tokens.flatMap((token, at) => {
    if (token.kind !== 'word' || token.text !== 'references') return [];
    const to = pathAt(tokens, at + 1);
    if (to === undefined) return [];
    const rest = tokens
      .slice(at + 1, at + 16)
      .map(({ text }) => text)
      .join(' ');
    const action = /^[^,]*?\bon delete (cascade|restrict|set null|set default|no action)/.exec(
      rest.replace(/\([^)]*\)/g, ''),
    )?.[1];
    return [{ to, ...(action ? { onDelete: action } : {}) }];
  });
}
