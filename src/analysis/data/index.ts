/** What code does with data: tables, transactions, and what is not understood. */
export { dataAccessInFile, type FileText } from './in-file.ts';
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
export { readProjectData, type ProjectData } from './project.ts';
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
