import type { Repository } from './repository.ts';
import { streamGit, type GitResult } from './run-git.ts';

export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** One file of a commit as git's raw format has it. An empty id: there is no file on that side. */
export interface RawChange {
  readonly oldId: string;
  readonly newId: string;
  readonly path: string;
}

export interface LogCommit {
  readonly id: string;
  /** When it came into this history, seconds since 1970. */
  readonly time: number;
  readonly author: Identity;
  readonly coAuthors: readonly Identity[];
  /** The first {@link keptChanges} of them. */
  readonly changes: readonly RawChange[];
  /** How many there are. */
  readonly changed: number;
}

/** More files than this in one commit are counted and not kept, so that an import of a whole tree stays small. */
export const keptChanges = 20_000;

const separator = '\u001f';
const format = `%x01%H%x00%ct%x00%aN%x00%aE%x00%(trailers:key=Co-authored-by,valueonly,unfold,separator=%x1f)`;
const headerTokens = 5;
const gitlink = '160000';

/**
 * One pass over the history, the newest commit first, merges left out. `onCommit` returns `false` to stop. Names come
 * separated by NUL, so that a path may hold anything; only tree objects are read, so that the size of files is nothing.
 */
export function readLog(
  repository: Repository,
  onCommit: (commit: LogCommit) => boolean,
): Promise<GitResult<undefined>> {
  const parse = commitParser(onCommit);
  const args = ['log', '-z', '--no-merges', '--use-mailmap', '--no-show-signature', '--encoding=UTF-8'];
  const diff = [
    '--raw',
    '--abbrev=16',
    '--no-renames',
    '-O/dev/null',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules=none',
  ];
  const relative = repository.below ? ['--relative', 'HEAD', '--', '.'] : ['--no-relative', 'HEAD', '--'];
  return streamGit(repository, [...args, ...diff, `--format=${format}`, ...relative], parse).then(
    (result) => {
      if (result.ok) parse(undefined);
      return result;
    },
  );
}

/** Takes chunks, `undefined` for the end, and gives whole commits. */
function commitParser(onCommit: (commit: LogCommit) => boolean): (chunk: Buffer | undefined) => boolean {
  let rest = Buffer.alloc(0);
  let header: string[] = [];
  let meta: string | undefined;
  let changes: RawChange[] = [];
  let changed = 0;
  const flush = (): boolean => {
    if (header.length < headerTokens) return true;
    const commit = { ...readHeader(header), changes, changed };
    header = [];
    changes = [];
    changed = 0;
    return onCommit(commit);
  };
  const take = (token: string): boolean => {
    if (meta !== undefined) {
      const change = readChange(meta, token);
      meta = undefined;
      if (change) changed += 1;
      if (change && changes.length < keptChanges) changes.push(change);
      return true;
    }
    if (header.length > 0 && header.length < headerTokens) return header.push(token) > 0;
    const text = token.replace(/^\n/, '');
    if (text.startsWith(':')) meta = text;
    if (!text.startsWith('\u0001')) return true;
    const go = flush();
    header = [text.slice(1)];
    return go;
  };
  return (chunk) => {
    if (chunk === undefined) return flush();
    const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let from = 0;
    for (let at = data.indexOf(0); at !== -1; at = data.indexOf(0, from)) {
      const token = data.toString('utf8', from, at);
      from = at + 1;
      if (!take(token)) {
        header = [];
        return false;
      }
    }
    rest = Buffer.from(data.subarray(from));
    return true;
  };
}

function readHeader([id = '', time = '', name = '', email = '', trailers = '']: readonly string[]) {
  const coAuthors = trailers.split(separator).flatMap((text) => readIdentity(text) ?? []);
  return { id, time: Number(time), author: { name, email }, coAuthors };
}

/** `Name <address>`; anything else in a trailer is nobody. */
export function readIdentity(text: string): Identity | undefined {
  const match = /^([^<>]*)<([^<>]*)>$/.exec(text.trim());
  return match ? { name: (match[1] ?? '').trim(), email: (match[2] ?? '').trim() } : undefined;
}

/** `:oldmode newmode oldid newid status`. A change of mode alone is none; another repository at a path is no file. */
function readChange(meta: string, path: string): RawChange | undefined {
  const [oldMode = '', newMode = '', oldId = '', newId = ''] = meta.slice(1).split(' ');
  if (oldId === newId || oldMode === gitlink || newMode === gitlink) return undefined;
  return { oldId: zeroed(oldId), newId: zeroed(newId), path };
}

const zeroed = (id: string): string => (/^0+\.*$/.test(id) ? '' : id);
