/** Access to data that one file shows, without a checker. */
import { ts } from 'ts-morph';
import { functionAround, isFunctionWithBody, nameOfFunction, walk } from '../symbols.ts';
import { mayImportStore, storeBehind } from './drivers.ts';
import { memberCall, type Knowledge } from './knowledge.ts';
import { libraryReaders } from './libraries/table.ts';
import type {
  DataLibrary,
  DriverImport,
  FileDataAccess,
  TableAccess,
  TransactionPlace,
  UnknownAccess,
} from './model.ts';
import type { Found } from './libraries/reader.ts';
import { knowByNames } from './names.ts';
import { placeIn } from './schema/place-in.ts';
import { noTables, type TableIndex } from './table-index.ts';
import { transactionAt } from './transactions.ts';

/** Texts without any of these words touch no data: most files of a project, which so are never parsed. */
const mayAccess =
  /selectFrom|insertInto|updateTable|deleteFrom|mergeInto|[pP]risma|typeorm|Repository|EntityManager|createQueryBuilder|drizzle|[kK]nex|mongo|collection\(|[sS]equelize|mikro-orm|\$(?:query|execute)Raw|sql`|\b(?:db|trx|tx|database)\b[.(<]|\.(?:query|execute|prepare|raw|exec|unsafe)\b[(<`]|\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|insert into|delete from)\b/;
/** Models that are called by their own names give no other sign. */
const mayCallModel =
  /\b[A-Z]\w*\s*\.\s*(?:find\w*|count\w*|create\w*|bulkCreate|update\w*|upsert|destroy\w*|delete\w*|insert\w*|scope|unscoped|with[A-Z]\w*|aggregate|sum|max|min)\b|\.(?:save|destroy|reload)\(/;

/** Whether a text that shows none of the libraries may still use what the project declares. */
function mayUseDeclared(text: string, { tables, repositories }: TableIndex): boolean {
  const models = tables.some(
    ({ library }) => library === 'sequelize' || library === 'typeorm' || library === 'mongoose',
  );
  return (models && mayCallModel.test(text)) || [...repositories.keys()].some((name) => text.includes(name));
}

export interface FileText {
  /** Relative to the root of the project. */
  readonly path: string;
  readonly text: string;
}

const nothing: FileDataAccess = { accesses: [], transactions: [], unknown: [], drivers: [] };

/** The access of one file. A file that is parsed already, with parents set and its path for a name, is read as it is. */
export function dataAccessInFile(
  file: FileText | ts.SourceFile,
  tables: TableIndex = noTables,
): FileDataAccess {
  if ('kind' in file) return accessInSource(file, knowByNames(file, tables));
  const { path, text } = file;
  const mayMatter = mayAccess.test(text) || mayUseDeclared(text, tables);
  if (!mayMatter) return { ...nothing, drivers: driversInText(path, text) };
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return accessInSource(source, knowByNames(source, tables));
}

/** One operation that was found, with the node that does it. */
export interface NodeAccess extends Found {
  readonly library: DataLibrary;
  readonly node: ts.Node;
}

/** What the nodes below one do, each with its node. Names that `whole` gives to parts of queries are no tables. */
export function nodeAccesses(root: ts.Node, known: Knowledge, whole: ts.Node = root): NodeAccess[] {
  const found: NodeAccess[] = [];
  walk(root, (node) => {
    if (!ts.isCallExpression(node) && !ts.isTaggedTemplateExpression(node)) return;
    for (const reader of libraryReaders) {
      const read = reader.read(node, known);
      if (read === undefined) continue;
      found.push(...read.map((each) => ({ ...each, library: reader.library, node })));
      return;
    }
  });
  const parts = found.length === 0 ? new Set<string>() : namedParts(whole, known);
  return found.filter(({ table }) => table === undefined || !(parts.has(table) || isSystem.test(table)));
}

/** Tables about tables: everybody reads them, nobody owns them. */
const isSystem =
  /^(?:information_schema|pg_catalog|pg_toast|sys|mysql)\.|^(?:pg_[a-z_]+|sqlite_(?:master|schema)|pragma_\w+)$/i;

/** Names that `.with('recent', …)` gives to parts of queries, which SQL texts beside it may use. */
function namedParts(root: ts.Node, known: Knowledge): Set<string> {
  const names = new Set<string>();
  walk(root, (node) => {
    const member = memberCall(node);
    const [first, second] = member?.call.arguments ?? [];
    if (member === undefined || first === undefined || second === undefined || !withPart.test(member.name))
      return;
    const name = known.textOf(first)?.replace(/\(.*/s, '');
    if (name !== undefined && !known.tables.byName.has(name)) names.add(name);
  });
  return names;
}

const withPart = /^(?:with|withRecursive|withMaterialized|withNotMaterialized|\$with)$/;

function accessInSource(file: ts.SourceFile, known: Knowledge): FileDataAccess {
  const found = nodeAccesses(file, known);
  const transactions = new Map<ts.Node, TransactionPlace>();
  const accesses = found.flatMap(({ table, kind, library, node }): TableAccess[] => {
    if (table === undefined) return [];
    const extent = transactionAt(node);
    const transaction = extent && { form: extent.form, place: placeIn(file, extent.opener) };
    if (extent && transaction && extent.form !== 'handle') transactions.set(extent.opener, transaction);
    const base = { table, kind, library, place: placeIn(file, node), via: viaOf(node) };
    return [transaction === undefined ? base : { ...base, transaction }];
  });
  const unknown = found.flatMap(({ table, kind, library, node }): UnknownAccess[] =>
    table === undefined
      ? [{ kind, library, place: placeIn(file, node), text: lineOf(node), via: viaOf(node) }]
      : [],
  );
  return {
    accesses,
    transactions: [...transactions.values()],
    unknown,
    drivers: driversInText(file.fileName, file.text),
  };
}

/** The start of what stands at a node, in one line. */
export function lineOf(node: ts.Node): string {
  const text = node.getText().replace(/\s+/g, ' ');
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** The function that it stands in. */
function viaOf(node: ts.Node): string[] {
  for (let at = functionAround(node); at !== undefined; at = functionAround(at)) {
    const name = isFunctionWithBody(at) ? (nameOfFunction(at) ?? wrappedName(at)) : undefined;
    if (name !== undefined) return [name];
  }
  return [];
}

/** `export const getUser = cache(async () => …)` */
const wrappedName = ({ parent }: ts.Node): string | undefined =>
  ts.isCallExpression(parent) && ts.isVariableDeclaration(parent.parent)
    ? parent.parent.name.getText()
    : undefined;

const imports = /(?:^|\n)\s*(?:import\s(?!type\b)[^'"\n;]*|\}\s*from\s*|.*\brequire\(\s*)['"]([^'"\n]+)['"]/g;

function driversInText(path: string, text: string): DriverImport[] {
  if (!mayImportStore.test(text)) return [];
  return [...text.matchAll(imports)].flatMap((match) => {
    const store = storeBehind(match[1] ?? '');
    if (store === undefined) return [];
    const line = text.slice(0, match.index + match[0].length).split('\n').length;
    return [{ ...store, place: { file: path, line, column: 1 } }];
  });
}
