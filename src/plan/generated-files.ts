import { renderProject, type BlueprintModule, type RenderedTree } from '../templates/index.ts';
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
  const blueprint = { ...blueprintOf(project, added), systems };
  return numberMigrations(await renderProject(blueprint, services), project.files);
}
