/** One file at a time, by its syntax alone: fast enough for thousands of files. */
export type * from './model.ts';
export { readAliases, type Aliases } from './aliases.ts';
export { readSyntax } from './read-syntax.ts';
