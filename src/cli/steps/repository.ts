import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { gitRoot, hasGitIdentity } from '../../workspace/index.ts';

/** The nearest folder, from `directory` upwards, that exists. */
const nearestFolder = (directory: string): string =>
  existsSync(directory) ? directory : nearestFolder(dirname(directory));

/** True when `directory`, which need not exist yet, lies in a git repository. */
export const isInRepository = (directory: string): boolean => gitRoot(nearestFolder(directory)) !== undefined;

/**
 * Starts a git repository with everything in a first commit.
 * Returns a sentence for the user where that did not work out; a project without a repository is still a project.
 */
export function startRepository(directory: string, message: string): string | undefined {
  try {
    git(directory, hasDefaultBranch(directory) ? ['init', '-q'] : ['init', '-q', '-b', 'main']);
  } catch {
    return 'No git repository was started: git could not be run.';
  }
  if (!hasGitIdentity(directory)) {
    return 'A git repository was started, without a first commit: git does not know who you are. Set user.name and user.email, then commit.';
  }
  try {
    git(directory, ['add', '-A']);
    git(directory, ['commit', '-q', '-m', message]);
    return undefined;
  } catch {
    return 'A git repository was started, but the first commit failed. Look at it with: git status';
  }
}

function hasDefaultBranch(directory: string): boolean {
  try {
    git(directory, ['config', 'init.defaultBranch']);
    return true;
  } catch {
    return false;
  }
}

function git(directory: string, args: readonly string[]): void {
  // Inside a git hook these point at another repository.
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...env } = process.env;
  execFileSync('git', args, { cwd: directory, env, stdio: 'ignore' });
}
