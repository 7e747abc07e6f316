export { diskFiles, memoryFiles, type ProjectFiles } from './files.ts';
export { checkDirty } from './dirty.ts';
export { dirtyFiles, gitRoot, hasGitIdentity } from './git.ts';
export {
  formatManifest,
  manifestPath,
  manifestSchema,
  readManifest,
  type Acceptance,
  type Manifest,
  type Service,
} from './manifest.ts';
export { readModules, type ModuleInfo } from './modules.ts';
export { basePath, planFiles, planManifest, type DesiredFile, type FilePlan } from './ownership.ts';
export { findProject, findRoot, readProject, type Project } from './project.ts';
