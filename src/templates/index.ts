export type { Architecture, Blueprint, BlueprintModule } from './blueprint.ts';
export { loadForeignRuntime } from './foreign.ts';
export { loadTree } from './load.ts';
export { namesOf, type Names } from './names.ts';
export { adrPath, renderCallRuntime, renderModule, renderOverview, renderProject } from './project.ts';
export type { RenderedFile, RenderedTree } from './project.ts';
export { formatFile, renderTree } from './render.ts';
export {
  inOrderOfUse,
  viewModule,
  viewOverview,
  viewProject,
  type ModuleView,
  type ProjectView,
} from './views.ts';
