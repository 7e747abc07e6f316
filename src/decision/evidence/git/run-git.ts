import { spawn } from 'node:child_process';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where git is run, and what its environment is made of. */
export interface GitPlace {
  readonly root: string;
  readonly env?: Environment | undefined;
}

/** Why git gave no answer. `missing`: it could not be started. */
export interface GitFailure {
  readonly ok: false;
  readonly kind: 'missing' | 'failed';
  /** What git said, its first line. */
  readonly message: string;
}

export type GitResult<T> = { readonly ok: true; readonly value: T } | GitFailure;

/**
 * A repository is not ours: nothing that its configuration names is started, nothing is fetched (a partial clone would
 * load missing objects over the network), and nothing is written, not even the index.
 */
const careful = [
  '--no-pager',
  '--no-optional-locks',
  ...['protocol.allow=never', 'core.fsmonitor=false', 'log.showSignature=false'].flatMap((setting) => [
    '-c',
    setting,
  ]),
];

/** Runs git and hands each chunk of its output to `onChunk`, which returns `false` when it has seen enough. */
export function streamGit(
  place: GitPlace,
  args: readonly string[],
  onChunk: (chunk: Buffer) => boolean,
  input?: string,
): Promise<GitResult<undefined>> {
  return new Promise((resolve) => {
    const child = spawn('git', [...careful, ...args], {
      cwd: place.root,
      env: environmentOf(place),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let errors = '';
    let enough = false;
    child.stdout.on('data', (chunk: Buffer) => {
      if (enough || onChunk(chunk)) return;
      enough = true;
      child.kill();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (errors.length < 4000) errors += chunk.toString('utf8');
    });
    // Git may end before it has read its input; what it says then is on stderr.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    child.once('error', (error) => resolve({ ok: false, kind: 'missing', message: error.message }));
    child.once('close', (code) =>
      resolve(
        code === 0 || enough
          ? { ok: true, value: undefined }
          : { ok: false, kind: 'failed', message: firstProblem(errors) },
      ),
    );
  });
}

/** Runs git and returns its whole output; for answers that are known to be small. */
export async function runGit(
  place: GitPlace,
  args: readonly string[],
  input?: string,
): Promise<GitResult<string>> {
  const chunks: Buffer[] = [];
  const collect = (chunk: Buffer): boolean => chunks.push(chunk) > 0;
  const result = await streamGit(place, args, collect, input);
  return result.ok ? { ok: true, value: Buffer.concat(chunks).toString('utf8') } : result;
}

/** Without an environment to start from, git gets that of this process. */
function environmentOf({ env }: GitPlace): Environment | undefined {
  if (env === undefined) return undefined;
  // Inside a git hook these point at another repository.
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...rest } = env;
  return { ...rest, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' };
}

/** The line that says what is wrong, without git's own `fatal:`. */
function firstProblem(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((one) => /^(fatal|error):/.test(one)) ?? lines[0] ?? 'git stopped without a word';
  return line.replace(/^(fatal|error): /, '').trim();
}
