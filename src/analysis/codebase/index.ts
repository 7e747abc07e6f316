/** TypeScript codebases that scaffold did not make: what they are, and a target in them. */
export type { Codebase, ImportStyle, OptionsSummary, TestRunner, WorkspaceKind } from './codebase.ts';
export {
  openCodebase,
  type CodebaseRequest,
  type LoadRequest,
  type OpenedCodebase,
} from './open-codebase.ts';
export { isFileTarget } from './target-path.ts';
export { slugOf, titleOf } from './port-names.ts';
