/** Kysely: tables are texts in the methods that begin or join a query. */
import { ts } from 'ts-morph';
import { unwrap } from '../../symbols.ts';
import { chainAround, chainOf, memberCall, type Knowledge } from '../knowledge.ts';
import type { AccessKind } from '../model.ts';
import type { Found, LibraryReader } from './reader.ts';

const begins: ReadonlyMap<string, AccessKind> = new Map([
  ['selectFrom', 'read'],
  ['insertInto', 'write'],
  ['replaceInto', 'write'],
  ['updateTable', 'write'],
  ['deleteFrom', 'write'],
  ['mergeInto', 'write'],
]);
const joins = /^(?:(?:inner|left|right|full|cross)(?:Lateral)?Join|using)$/;
const locks = /^for(?:Update|Share|NoKeyUpdate|KeyShare)$/;

export const kyselyReader: LibraryReader = {
  library: 'kysely',
  read(node, known) {
    const member = memberCall(node);
    if (member === undefined) return undefined;
    const [table] = member.call.arguments;
    const kind = begins.get(member.name);
    const before = chainOf(member.on);
    const joined = joins.test(member.name) && before.some(({ name }) => begins.has(name));
    if (table === undefined || (kind === undefined && !joined)) return undefined;
    const locked = chainOf(chainAround(member.call)).some(({ name }) => locks.test(name));
    const defined = new Set(
      before.filter(({ name }) => /^with(?:Recursive)?$/.test(name)).flatMap(firstName(known)),
    );
    const found = tablesIn(table, known, kind ?? 'read').filter((each) => !defined.has(each.table ?? ''));
    return locked && kind === 'read' ? found.flatMap((each) => [each, { ...each, kind: 'lock' }]) : found;
  },
};

const firstName =
  (known: Knowledge) =>
  ({ call }: { call: ts.CallExpression }): string[] => {
    const text = call.arguments[0] && known.textOf(call.arguments[0]);
    return text === undefined ? [] : [text.replace(/\(.*/s, '')];
  };

/** `'users as u'`, a list of those, or a query of its own, which is found when it is come to. */
function tablesIn(node: ts.Expression, known: Knowledge, kind: AccessKind): Found[] {
  const at = unwrap(node);
  if (ts.isArrayLiteralExpression(at)) return at.elements.flatMap((each) => tablesIn(each, known, kind));
  if (ts.isFunctionLike(at) || ts.isCallExpression(at) || ts.isTaggedTemplateExpression(at)) return [];
  const value = known.valueOf(at);
  if (value !== undefined && !ts.isStringLiteralLike(unwrap(value)) && ts.isIdentifier(at))
    return tablesIn(value, known, kind);
  const text = known.textOf(at);
  return [{ table: text?.trim().split(/\s+/)[0], kind }];
}
