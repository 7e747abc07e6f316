import type { Owner } from '../changes/index.ts';
import type { Blueprint } from './blueprint.ts';
import { loadTree, type TemplateTree } from './load.ts';
import { renderTree } from './render.ts';
import { viewProject, type ModuleView, type ProjectView } from './views.ts';

/** A rendered file and whose it is from then on. */
export interface RenderedFile {
  readonly text: string;
  readonly owner: Owner;
}

export type RenderedTree = ReadonlyMap<string, RenderedFile>;

/** Files that describe the project as it is now; the tool writes them anew when it changes. */
const toolOwned = new Set(['docs/architecture.md']);

/** Every file of a new modular monolith, the manifest aside. */
export async function renderProject(blueprint: Blueprint): Promise<RenderedTree> {
  const view = viewProject(blueprint);
  const shared = await renderShared(view);
  const generic = view.modules.filter(({ sample }) => !sample).map(renderModule);
  const files = [shared, ...(await Promise.all(generic))].flatMap((tree) => [...tree]);
  return new Map([...files, [adrPath, { text: blueprint.decision.adr, owner: 'user' }]]);
}

/** Where the decision record of a new project lies. */
export const adrPath = 'docs/adr/0001-architecture.md';

/** The files of one module that is not the sample shop’s. */
export async function renderModule(view: ModuleView): Promise<RenderedTree> {
  const texts = await renderTree(loadTree('parts/module'), { view, scope: view.scope, paths: { name: view.name } });
  return owned([...texts].map(([path, text]) => [`modules/${view.name}/${path}`, text]));
}

/** The files of the project that follow from its list of modules. */
export async function renderOverview(view: ProjectView): Promise<RenderedTree> {
  const tree = new Map([...loadTree('project')].filter(([path]) => toolOwned.has(path.replace(/\.hbs$/, ''))));
  return owned([...(await renderTree(tree, rendering(view)))]);
}

/** The call runtime: comes into a project with its first extraction. */
export async function renderCallRuntime(scope: string): Promise<RenderedTree> {
  const tree = new Map([...loadTree('project')].filter(([path]) => isCallRuntime(path)));
  return owned([...(await renderTree(tree, { view: {}, scope }))]);
}

async function renderShared(view: ProjectView): Promise<RenderedTree> {
  const tree: TemplateTree = new Map([...loadTree('project')].filter(([path]) => belongs(path, view)));
  return owned([...(await renderTree(tree, rendering(view)))]);
}

const rendering = (view: ProjectView) => ({ view, scope: view.scope, paths: { edge: view.edge } });

/** Whole-file choices: the sample’s modules, and the suite that walks through the shop, only where they fit. */
function belongs(path: string, view: ProjectView): boolean {
  const module = /^modules\/([^/]+)\//.exec(path)?.[1];
  if (module !== undefined) return view.modules.some(({ name, sample }) => name === module && sample);
  if (path.startsWith('apps/__edge__/test/shop')) return view.isShop;
  return !isCallRuntime(path);
}

const isCallRuntime = (path: string): boolean =>
  path.startsWith('platform/src/rpc/') || path.startsWith('platform/test/rpc/');

const owned = (texts: readonly (readonly [string, string])[]): RenderedTree =>
  new Map(texts.map(([path, text]) => [path, { text, owner: toolOwned.has(path) ? 'tool' : 'user' }]));
