import type { Blueprint } from './blueprint.ts';
import { loadTree, type TemplateTree } from './load.ts';
import type { RenderedFile, RenderedTree } from './rendered.ts';
import { renderTree } from './render.ts';
import { renderSystems, withSystemPackages } from './systems/render.ts';
import { ownerOf } from './systems/table.ts';
import { viewOverview } from './overview.ts';
import {
  viewProject,
  type ModuleView,
  type OverviewView,
  type ProjectView,
  type ServicePlace,
} from './views.ts';

/** Files that describe the project as it is now; the tool writes them anew when it changes. */
const toolOwned = new Set(['docs/architecture.md']);

/**
 * Every file of a modular monolith, the manifest aside. Where modules have `services`, what describes the processes says
 * so; the services' own files come from their extraction.
 */
export async function renderProject(
  blueprint: Blueprint,
  services: readonly ServicePlace[] = [],
): Promise<RenderedTree> {
  const view = viewProject(blueprint);
  const overview = viewOverview(blueprint, services);
  const trees = await Promise.all([
    renderGround(view),
    renderOverview(overview),
    ...view.modules.map(renderModule),
    renderSystems(overview),
  ]);
  const adr: RenderedFile = { text: blueprint.decision.adr, owner: 'user' };
  return withSystemPackages(new Map([...trees.flatMap((tree) => [...tree]), [adrPath, adr]]), overview);
}

/** Where the decision record of a new project lies. */
export const adrPath = 'docs/adr/0001-architecture.md';

/** The files of one module: of the sample shop whole, or a small slice to start from. */
export async function renderModule(view: ModuleView): Promise<RenderedTree> {
  const folder = `modules/${view.name}/`;
  const tree = view.sample ? below(loadTree('project'), folder) : loadTree('parts/module');
  const texts = await renderTree(tree, { view, scope: view.scope, paths: { name: view.name } });
  return owned([...texts].map(([path, text]) => [folder + path, text]));
}

const below = (tree: TemplateTree, folder: string): TemplateTree =>
  new Map(
    [...tree].flatMap(([path, text]) => (path.startsWith(folder) ? [[path.slice(folder.length), text]] : [])),
  );

/** The files of the project that follow from its list of modules. */
export async function renderOverview(view: OverviewView): Promise<RenderedTree> {
  const tree = new Map([...loadTree('project')].filter(([path]) => isOverview(path)));
  return owned([...(await renderTree(tree, rendering(view)))]);
}

/** The call runtime: comes into a project with its first extraction. */
export async function renderCallRuntime(scope: string): Promise<RenderedTree> {
  const tree = new Map([...loadTree('project')].filter(([path]) => isCallRuntime(path)));
  return owned([...(await renderTree(tree, { view: {}, scope }))]);
}

/** What a project has besides its modules. */
async function renderGround(view: ProjectView): Promise<RenderedTree> {
  const tree: TemplateTree = new Map([...loadTree('project')].filter(([path]) => belongs(path, view)));
  return owned([...(await renderTree(tree, rendering(view)))]);
}

const rendering = (view: ProjectView) => ({ view, scope: view.scope, paths: { edge: view.edge } });

/** Whole-file choices: modules come by themselves, the suite that walks through the shop only where there is one. */
function belongs(path: string, view: ProjectView): boolean {
  if (path.startsWith('modules/') || ownerOf(path) !== undefined) return false;
  if (path.startsWith('apps/__edge__/test/shop')) return view.isShop;
  return !isCallRuntime(path) && !isOverview(path);
}

const isOverview = (path: string): boolean => toolOwned.has(path.replace(/\.hbs$/, ''));

const isCallRuntime = (path: string): boolean =>
  path.startsWith('platform/src/rpc/') || path.startsWith('platform/test/rpc/');

const owned = (texts: readonly (readonly [string, string])[]): RenderedTree =>
  new Map(
    texts.map(([path, text]) => [
      path,
      toolOwned.has(path) ? { text, owner: 'tool', yields: true } : { text, owner: 'user' },
    ]),
  );
