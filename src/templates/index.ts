export type { Architecture, Blueprint, BlueprintModule } from './blueprint.ts';
export { loadForeignRuntime } from './foreign.ts';
export { loadTree } from './load.ts';
export { namesOf, type Names } from './names.ts';
export { adrPath, renderCallRuntime, renderModule, renderOverview, renderProject } from './project.ts';
export type { RenderedFile, RenderedTree } from './rendered.ts';
export { viewOverview } from './overview.ts';
export { formatFile, renderTree } from './render.ts';
export type { System, SystemPackages } from './systems/model.ts';
export { renderSystems } from './systems/render.ts';
export { offeredSystems, systemIds, systems, withNeeds } from './systems/table.ts';
export {
  inOrderOfUse,
  viewModule,
  viewProject,
  type ModuleView,
  type OverviewView,
  type ProjectView,
  type ServicePlace,
} from './views.ts';
