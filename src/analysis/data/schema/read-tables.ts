/** The tables of a project, from the files that declare them. */
import { ts } from 'ts-morph';
import { walk } from '../../symbols.ts';
import { knowByNames } from '../names.ts';
import { indexTables, noTables, nothingDeclared, type Declared, type TableIndex } from '../table-index.ts';
import { declaredBy } from './declared-calls.ts';
import { readEntities } from './entities.ts';
import { readPrismaSchema } from './prisma-schema.ts';
import { readSqlSchema } from './sql-schema.ts';

export interface TableFiles {
  /** Paths to report, in any order; files that declare nothing are passed over. */
  readonly files: readonly string[];
  read(file: string): string | undefined;
}

export function readTables({ files, read }: TableFiles): TableIndex {
  return indexTables(files.map((file) => declaredIn(file, () => read(file))));
}

/** What one file declares. Its text is read only where its name lets it matter. */
export function declaredIn(file: string, read: () => string | undefined): Declared {
  if (file.endsWith('.prisma')) return readPrismaSchema(file, read() ?? '');
  if (file.endsWith('.sql')) return readSqlSchema(file, read() ?? '');
  if (!/\.[cm]?[jt]sx?$/.test(file) || /\.d\.[cm]?ts$/.test(file)) return nothingDeclared;
  const text = read();
  return text === undefined || !mayDeclare.test(text)
    ? nothingDeclared
    : declaredInSource(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
}

const mayDeclare =
  /@(?:Entity|ChildEntity|ViewEntity|Table|Schema|EntityRepository)\b|(?:pg|mysql|sqlite|singlestore|gel|mssql)Table|Schema\(|\.define\(|\.init\(|\bmodel[(<]|createTable|\.schema\b|Repository<|\b(?:create|CREATE|alter|ALTER) (?:\w+ )?(?:table|TABLE)\b|relations\(|export const \w*(?:TABLE|Table)\w*\s*(?::[^=]*)?=/;

/** As `declaredIn`, for a file that is parsed already, with parents set. */
export function declaredInSource(file: ts.SourceFile): Declared {
  const known = knowByNames(file, noTables);
  const classes: ts.ClassLikeDeclaration[] = [];
  const declared: Declared[] = [];
  const constants = new Map<string, string>();
  walk(file, (node) => {
    if (ts.isClassLike(node)) classes.push(node);
    if (ts.isVariableDeclaration(node)) readConstant(node, constants);
    const found = declaredBy(node, known);
    if (found !== undefined) declared.push(found);
  });
  const entities = readEntities(known, classes);
  return {
    tables: [...entities.tables, ...declared.flatMap(({ tables }) => tables)],
    foreignKeys: [...entities.foreignKeys, ...declared.flatMap(({ foreignKeys }) => foreignKeys)],
    repositories: entities.repositories ?? [],
    constants,
  };
}

/** `export const USERS_TABLE = 'users'` */
function readConstant(
  { name, initializer, parent }: ts.VariableDeclaration,
  constants: Map<string, string>,
): void {
  const exported = ts.isVariableStatement(parent.parent) && parent.parent.modifiers !== undefined;
  if (
    !exported ||
    !ts.isIdentifier(name) ||
    initializer === undefined ||
    !ts.isStringLiteralLike(initializer)
  )
    return;
  if (/table/i.test(name.text)) constants.set(name.text, initializer.text);
}
