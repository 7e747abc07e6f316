import { createTree, type TreeFile } from '../../changes/index.ts';
import type { Outcome } from '../../diagnostics/index.ts';
import { planNewProject, type NewProject } from '../../plan/new-project.ts';
import type { Blueprint } from '../../templates/blueprint.ts';
import { version } from '../version.ts';
import { runInstall } from './install.ts';
import { isInRepository, startRepository } from './repository.ts';

/** Every file of the project. `date` is `YYYY-MM-DD`. */
export const planProject = (
  blueprint: Blueprint,
  directory: string,
  date: string,
): Promise<Outcome<NewProject>> => planNewProject(blueprint, { directory, version, date });

export interface CreateOptions {
  readonly install: boolean;
  readonly git: boolean;
  progress(text: string): void;
}

export interface Created {
  readonly installed: boolean;
  /** What did not work out although the project was made, a sentence each. */
  readonly notes: readonly string[];
}

/** Writes the project, all of it or nothing, and gives it a repository and its dependencies. */
export async function createProject(
  directory: string,
  files: ReadonlyMap<string, TreeFile>,
  { install, git, progress }: CreateOptions,
): Promise<Created> {
  const notes: string[] = [];
  const withRepository = git && !isInRepository(directory);
  const commit = (folder: string): void => {
    const note = withRepository ? startRepository(folder, 'Start the project') : undefined;
    if (note !== undefined) notes.push(note);
  };
  if (!install) {
    await createTree(directory, files, async (folder) => commit(folder));
    return { installed: false, notes };
  }
  await createTree(directory, files);
  progress('Installing the dependencies …');
  const installed = await runInstall(directory);
  if (!installed)
    notes.push(
      'npm install failed; its output is above. The project is complete; run npm install again in it.',
    );
  // After the install, so that the lock file is part of the first commit.
  commit(directory);
  return { installed, notes };
}
