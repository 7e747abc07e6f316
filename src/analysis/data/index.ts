/** What code does with data: tables, transactions, and what is not understood. */
export { knowByChecker } from './checked.ts';
export { dataAccessInFile, lineOf, nodeAccesses, type FileText, type NodeAccess } from './in-file.ts';
export { asType, chainOf, lastName, memberCall, type Knowledge } from './knowledge.ts';
export {
  tableKey,
  type AccessKind,
  type DataLibrary,
  type DriverImport,
  type FileDataAccess,
  type TableAccess,
  type TransactionForm,
  type TransactionPlace,
  type UnknownAccess,
} from './model.ts';
export { isAside, readProjectData, type ProjectData } from './project.ts';
export { declaredIn, declaredInSource, readTables, type TableFiles } from './schema/read-tables.ts';
export {
  indexTables,
  noTables,
  tableNamed,
  type Declared,
  type ForeignKey,
  type KnownTable,
  type Relation,
  type TableIndex,
} from './table-index.ts';
export { isHandle, transactionAt, type TransactionExtent } from './transactions.ts';
