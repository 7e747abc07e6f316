import { execFileSync } from 'node:child_process';

/** What git says of a folder; `undefined` where there is no git or no repository. */
export function gitRoot(directory: string): string | undefined {
  return git(directory, ['rev-parse', '--show-toplevel'])?.trim();
}

/** Paths, relative to `root`, that differ from the last commit or are not tracked. Empty outside a repository. */
export function dirtyFiles(root: string): ReadonlySet<string> {
  const prefix = git(root, ['rev-parse', '--show-prefix'])?.trim() ?? '';
  const status =
    git(root, ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames', '--', '.']) ?? '';
  const paths = status.split('\0').filter((line) => line.length > 3);
  return new Set(paths.map((line) => line.slice(3).slice(prefix.length)));
}

/** True when git knows who commits here. */
export const hasGitIdentity = (directory: string): boolean =>
  git(directory, ['var', 'GIT_AUTHOR_IDENT']) !== undefined &&
  git(directory, ['config', 'user.email']) !== undefined;

/** True when git knows a commit by that name. */
export const isCommit = (directory: string, name: string): boolean =>
  git(directory, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]) !== undefined;

/** The text of a file, relative to `root`, at a commit; `undefined` where it was not there. */
export function readAtCommit(root: string, commit: string, path: string): string | undefined {
  return git(root, ['show', '--end-of-options', `${commit}:./${path}`]);
}

function git(directory: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', args, {
      cwd: directory,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}
