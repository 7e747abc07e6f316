import { applyChanges, formatDiff, previewChanges, readBelow, type ChangeSet } from '../../changes/index.ts';
import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import { checkDirty, checkWritable } from '../../workspace/index.ts';
import { formatChangeList, formatChanges } from '../render/changes.ts';
import type { Report, Session } from '../session.ts';
import { runInstall } from './install.ts';

export interface ApplyOptions {
  /** `--install` or `--no-install`; asked where neither was given and somebody is there. */
  readonly install?: boolean | undefined;
  /** What a reader needs to know besides the files: text, and the same as JSON. */
  readonly summary?: { readonly text: string; readonly json: Readonly<Record<string, unknown>> };
  /** Commands to run next, once it is applied. */
  readonly next?: readonly string[];
  /** Folders whose new files are shown as one line: they are the same everywhere. */
  readonly folded?: readonly string[];
}

/** Shows a change set, or applies it and says what was done: the last step of every command that edits a project. */
export async function applyPlan(
  session: Session,
  root: string,
  changes: ChangeSet,
  options: ApplyOptions = {},
): Promise<Outcome<Report>> {
  if (changes.operations.length === 0) return succeed(nothingToDo(changes, options));
  if (session.options.dryRun) return succeed(dryRun(session, root, changes, options));
  const dirty = session.options.allowDirty ? [] : checkDirty(root, changes);
  const blocked = [...checkWritable(root, changes), ...dirty];
  if (blocked.length > 0) return refuse(...blocked);
  const files = previewChanges(changes, readBelow(root));
  if (!(await confirmed(session, formatChangeList(files, session.progressStyle, options.folded), options))) {
    return refuse(diagnostic('interrupted', {}));
  }
  const applied = applyChanges(root, changes);
  if (!applied.ok) return applied;
  const installed = await install(session, root, changes, options.install);
  return succeed(
    done(session, changes, formatChangeList(files, session.style, options.folded), { ...options, installed }),
  );
}

const pathsOf = (changes: ChangeSet): readonly string[] => changes.operations.map(({ path }) => path).sort();

function nothingToDo(changes: ChangeSet, { summary }: ApplyOptions): Report {
  const text = `Nothing to do: ${changes.title} is in place as it is.`;
  return { json: { ...summary?.json, title: changes.title, applied: false, files: [] }, text };
}

function dryRun(
  { style }: Session,
  root: string,
  changes: ChangeSet,
  { summary, folded = [] }: ApplyOptions,
): Report {
  const files = previewChanges(changes, readBelow(root));
  const json = { ...summary?.json, title: changes.title, applied: false, files: pathsOf(changes) };
  // The copies that scaffold keeps for later merges say the same twice.
  const hidden = ['.scaffold/', ...folded];
  const toRead = files.filter(({ path }) => !hidden.some((folder) => path.startsWith(folder)));
  const sections = [summary?.text, formatChangeList(files, style, folded), formatChanges(toRead, style)];
  return { json: { ...json, diff: formatDiff(files) }, text: sections.filter(Boolean).join('\n\n') };
}

async function confirmed(session: Session, list: string, { summary }: ApplyOptions): Promise<boolean> {
  if (!session.prompter) return true;
  session.progress([summary?.text, list].filter(Boolean).join('\n\n'));
  return session.prompter.confirm({ message: 'Apply these changes?', initial: true });
}

async function install(
  session: Session,
  root: string,
  changes: ChangeSet,
  given: boolean | undefined,
): Promise<boolean> {
  if (!changes.install || given === false) return false;
  const asked = session.prompter?.confirm({ message: 'Run npm install now?', initial: true });
  const wanted = given ?? (await asked) ?? false;
  if (!wanted) return false;
  session.progress('Installing the dependencies …');
  return runInstall(root);
}

function done(
  session: Session,
  changes: ChangeSet,
  list: string,
  { summary, next = [], installed }: ApplyOptions & { installed: boolean },
): Report {
  const { style, calledAs } = session;
  const commands = [...(changes.install && !installed ? ['npm install'] : []), ...next];
  const sections = [
    // Somebody who was asked has just read it.
    ...(session.prompter ? [] : [summary?.text, list]),
    style.good(`Done: ${changes.title}`),
    [style.bold('Next'), ...commands.map((command) => `  ${style.accent(command)}`)].join('\n'),
    style.dim(`To take it back: ${calledAs} undo`),
  ];
  const json = {
    ...summary?.json,
    title: changes.title,
    applied: true,
    files: pathsOf(changes),
    installed,
    next: commands,
  };
  return { json, text: `${sections.filter(Boolean).join('\n\n')}\n` };
}
