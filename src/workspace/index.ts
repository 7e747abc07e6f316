export { diskFiles, memoryFiles, type ProjectFiles } from './files.ts';
export { appendInJson, parseJson, setInJson } from './json-edit.ts';
export { checkDirty, checkWritable } from './dirty.ts';
export { dirtyFiles, gitRoot, hasGitIdentity, isCommit, readAtCommit } from './git.ts';
export {
  formatManifest,
  manifestSchema,
  readManifest,
  type Acceptance,
  type Manifest,
  type Service,
} from './manifest.ts';
export { readModules, type ModuleInfo } from './modules.ts';
export { openDraft, type Draft } from './draft.ts';
export { mergeFiles } from './merge-files.ts';
export { mergeText } from './merge-text.ts';
export { basePath, draftFiles, draftManifest, type DesiredFile } from './ownership.ts';
export { findChanged, findRoot, manifestPath } from './find-root.ts';
export {
  codebaseManifestSchema,
  formatCodebaseManifest,
  isCodebaseManifest,
  readCodebaseManifest,
  type CodebaseExtraction,
  type CodebaseManifest,
} from './codebase-manifest.ts';
export { findProject, readProject, type Project } from './project.ts';
