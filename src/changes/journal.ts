import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FileChange } from './change-set.ts';
import { writeWhole } from './write-file.ts';

/**
 * The journal makes several file writes one. Before the first write the whole plan, with every text before and after, is
 * put into `running.json` by one rename; that rename is the commit point. A run that is cut off before it has changed
 * nothing, a run that is cut off after it can be finished by anybody. When all is written the file becomes `last.json`,
 * from which `undo` works. The folder ignores itself in git.
 */
export interface Journal {
  readonly schemaVersion: 1;
  readonly title: string;
  /** `undo` journals are not undone again. */
  readonly kind: 'apply' | 'undo';
  readonly files: readonly FileChange[];
  /** Dependencies or workspaces change, so that an install is needed. */
  readonly install?: boolean;
}

export const journalFolder = '.scaffold/journal';

const running = (root: string) => join(root, journalFolder, 'running.json');
const last = (root: string) => join(root, journalFolder, 'last.json');

/** The run that was cut off here, if any. */
export const readRunning = (root: string): Journal | undefined => readJournal(running(root));

/** The last run that was applied and not undone. */
export const readLast = (root: string): Journal | undefined => readJournal(last(root));

/** Commits to a plan: from here on it will be finished, by this process or by the next command. */
export function beginJournal(root: string, journal: Journal): void {
  const folder = join(root, journalFolder);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, '.gitignore'))) writeWhole(join(folder, '.gitignore'), '*\n');
  writeWhole(running(root), JSON.stringify(journal));
}

/** Marks the running plan as done. An undo leaves nothing to undo. */
export function endJournal(root: string, journal: Journal): void {
  if (journal.kind === 'apply') return renameSync(running(root), last(root));
  rmSync(last(root), { force: true });
  rmSync(running(root), { force: true });
}

/** Drops a plan whose writes were all put back; what could be undone before can be undone still. */
export const dropJournal = (root: string): void => rmSync(running(root), { force: true });

function readJournal(path: string): Journal | undefined {
  if (!existsSync(path)) return undefined;
  return JSON.parse(readFileSync(path, 'utf8')) as Journal;
}
