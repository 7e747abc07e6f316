import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createTree, type TreeFile } from '../../changes/index.ts';
import { gitRoot, hasGitIdentity, nearestFolder } from '../../workspace/index.ts';

const run = promisify(execFile);

/** What became of the repository: `created` with a first commit, or why there is none. */
export type RepositoryOutcome =
  'created' | 'inside-another' | 'no-git' | 'no-identity' | 'not-wanted' | 'commit-failed';

/**
 * Puts a new project in place, whole or not at all: built beside its place, committed there, then renamed.
 * `directory` is absolute and absent or empty.
 */
export async function createProject(
  directory: string,
  files: ReadonlyMap<string, TreeFile>,
  options: { readonly git: boolean },
): Promise<RepositoryOutcome> {
  const parent = nearestFolder(directory);
  let outcome: RepositoryOutcome = options.git ? 'created' : 'not-wanted';
  if (options.git && gitRoot(parent) !== undefined) outcome = 'inside-another';
  await createTree(directory, files, async (folder) => {
    if (outcome === 'created') outcome = await startRepository(folder);
  });
  return outcome;
}

async function startRepository(folder: string): Promise<RepositoryOutcome> {
  try {
    await run('git', ['init', '--quiet', '--initial-branch=main'], { cwd: folder });
    await run('git', ['add', '--all'], { cwd: folder });
  } catch {
    return 'no-git';
  }
  if (!hasGitIdentity(folder)) return 'no-identity';
  try {
    await run('git', ['commit', '--quiet', '--message', 'Start from scaffold'], { cwd: folder });
    return 'created';
  } catch {
    return 'commit-failed';
  }
}
