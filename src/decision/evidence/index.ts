/** What can be found out about a codebase by looking at it. */
export type { CallChain, CodeFacts, ModuleCycle, ModuleEdge, ModuleFacts } from './code/index.ts';
export type { DataFacts, ForeignKeyAcross, TableUse, TransactionAcross } from './data/index.ts';
export type { CoChange, GitFacts } from './git/index.ts';
export { measure, type Measured, type MeasureRequest } from './measure.ts';
export type * from './model.ts';
export { readGivenModules, type GivenModule, type Mapped } from './modules/index.ts';
