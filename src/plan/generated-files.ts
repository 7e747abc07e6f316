import { readCompositionRoot } from '../analysis/composition-root.ts';
import { namesOf, renderProject, type BlueprintModule, type RenderedTree } from '../templates/index.ts';
import type { Manifest, Project } from '../workspace/index.ts';
import { blueprintOf } from './blueprint-of.ts';
import { numberMigrations } from './number-migrations.ts';

/** What of a project decides which files are generated for it. */
export interface Generation extends Pick<Manifest, 'systems' | 'services'> {
  /** Besides those that it has. */
  readonly added?: readonly BlueprintModule[];
}

/** The project's files as they would be generated today: one side of a merge. */
export async function generatedFiles(
  project: Project,
  { systems, services, added }: Generation,
): Promise<RenderedTree> {
  const blueprint = blueprintOf(project, added);
  const modules = asComposed(project, blueprint.modules);
  const files = await renderProject({ ...blueprint, modules, systems }, services);
  return numberMigrations(files, project.files);
}

/** Modules, and what each uses, in the order of the composition root: a merge takes another order for a change. */
function asComposed({ files, manifest }: Project, modules: readonly BlueprintModule[]): BlueprintModule[] {
  const root = readCompositionRoot(files.read(`apps/${manifest.edge}/src/compose.ts`) ?? '');
  const order = [...(root?.constants.keys() ?? [])];
  const placeOf = (name: string): number => order.indexOf(namesOf(name).camel) >>> 0;
  return modules
    .map(({ name, uses }) => {
      const text = root?.constants.get(namesOf(name).camel)?.text ?? '';
      const placeIn = (used: string): number => text.indexOf(`${namesOf(used).camel}:`) >>> 0;
      return { name, uses: [...uses].sort((a, b) => placeIn(a) - placeIn(b)) };
    })
    .sort((a, b) => placeOf(a.name) - placeOf(b.name));
}
