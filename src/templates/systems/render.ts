import { applyPatch } from 'diff';
import { loadTree, loadTreeIfAny, type TemplateTree } from '../load.ts';
import type { RenderedFile, RenderedTree } from '../rendered.ts';
import { renderTree } from '../render.ts';
import type { OverviewView } from '../views.ts';
import type { System } from './model.ts';
import { ownerOf, systems } from './table.ts';

/**
 * The files of every system that the project has. A migration's number is not known here: its path has `__next__` in its
 * place.
 */
export async function renderSystems(view: OverviewView): Promise<RenderedTree> {
  const trees: RenderedTree[] = [await renderCode(view)];
  for (const { id } of chosen(view)) {
    const parts = loadTreeIfAny(`parts/systems/${id}`);
    trees.push(await renderPart(parts, 'once', view, { view }));
    for (const process of view.processes)
      trees.push(
        await renderPart(parts, 'process', view, { view: { ...view, process }, process: process.name }),
      );
    for (const module of view.modules)
      trees.push(await renderPart(parts, 'module', view, { view: { ...view, module }, module: module.name }));
    if (view.isShop) trees.push(await renderPart(withPatches(parts), 'shop', view, { view }));
  }
  return new Map(trees.flatMap((tree) => [...tree]));
}

/** Brings the packages and scripts of the project's systems into its package.json files. */
export function withSystemPackages(tree: RenderedTree, view: OverviewView): RenderedTree {
  const changed = new Map(tree);
  for (const system of chosen(view)) {
    for (const [folder, packages] of Object.entries(system.packages ?? {})) {
      editPackage(changed, folder, (manifest) => ({
        ...manifest,
        ...merged(manifest, 'dependencies', packages.dependencies),
        ...merged(manifest, 'devDependencies', packages.devDependencies),
      }));
    }
    const { scripts } = system;
    editPackage(changed, '', (manifest) => ({
      ...manifest,
      ...(scripts ? { scripts: { ...(manifest['scripts'] as object), ...scripts } } : {}),
    }));
  }
  return changed;
}

type PackageManifest = Readonly<Record<string, unknown>>;

function editPackage(
  tree: Map<string, RenderedFile>,
  folder: string,
  change: (manifest: PackageManifest) => PackageManifest,
): void {
  const path = folder === '' ? 'package.json' : `${folder}/package.json`;
  const file = tree.get(path);
  if (!file) return;
  const text = `${JSON.stringify(change(JSON.parse(file.text) as PackageManifest), undefined, 2)}\n`;
  tree.set(path, { ...file, text });
}

function merged(
  manifest: PackageManifest,
  field: 'dependencies' | 'devDependencies',
  added: Readonly<Record<string, string>> | undefined,
): PackageManifest {
  if (!added) return {};
  const all = Object.entries({ ...(manifest[field] as Record<string, string> | undefined), ...added });
  return { [field]: Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

const chosen = (view: OverviewView): readonly System[] => systems.filter(({ id }) => view.systems[id]);

/** What lies beside the code that every project has, in the template workspace itself. */
async function renderCode(view: OverviewView): Promise<RenderedTree> {
  const isChosen = (path: string): boolean => {
    const owner = ownerOf(path);
    return owner !== undefined && view.systems[owner.id] === true;
  };
  const tree = new Map([...loadTree('project')].filter(([path]) => isChosen(path)));
  return asUsers(await renderTree(tree, { view, scope: view.scope, paths: { edge: view.edge } }));
}

async function renderPart(
  parts: TemplateTree,
  folder: string,
  { scope, edge }: OverviewView,
  { view, ...paths }: { view: object; process?: string; module?: string },
): Promise<RenderedTree> {
  const below = `${folder}/`;
  const tree = new Map(
    [...parts].flatMap(([path, text]) => (path.startsWith(below) ? [[path.slice(below.length), text]] : [])),
  );
  return asUsers(await renderTree(tree, { view, scope, paths: { edge, ...paths } }));
}

/**
 * `shop/` has files of its own, and patches of what the shop is without the system: they follow when that changes, and
 * no longer fit when it changes where they do.
 */
function withPatches(parts: TemplateTree): TemplateTree {
  const shop = loadTree('project');
  return new Map(
    [...parts].map(([path, text]) => {
      if (!path.endsWith('.patch')) return [path, text];
      const target = path.slice(0, -'.patch'.length);
      const patched = applyPatch(shop.get(target.replace(/^shop\//, '')) ?? '', text);
      if (patched === false) throw new Error(`The template ${path} does not fit what it changes.`);
      return [target, patched];
    }),
  );
}

const asUsers = (texts: ReadonlyMap<string, string>): RenderedTree =>
  new Map([...texts].map(([path, text]) => [path, { text, owner: 'user' }]));
