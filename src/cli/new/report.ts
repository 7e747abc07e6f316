import { relative } from 'node:path';
import { formatDiff, type FileChange } from '../../changes/index.ts';
import { architectureNames } from '../../decision/index.ts';
import { quoteArgument } from '../called-as.ts';
import { formatChanges } from '../render/changes.ts';
import { formatTree } from '../render/tree.ts';
import { formatVerdict } from '../render/verdict.ts';
import type { ModulePlan } from '../resolve/modules.ts';
import type { ProjectPlace } from '../resolve/project-name.ts';
import type { Report, Session } from '../session.ts';
import type { Decision } from './settle-decision.ts';

/** What there is to say about a run of `new`. */
export interface NewResult {
  readonly place: ProjectPlace;
  readonly decision: Decision;
  readonly modules: readonly ModulePlan[];
  /** Ids of the systems it has besides what every project has. */
  readonly systems: readonly string[];
  /** Every file of the project, sorted. */
  readonly files: readonly FileChange[];
  readonly written: boolean;
  readonly installed: boolean;
  /** True where a repository was started or was already there. */
  readonly notes: readonly string[];
  readonly repeat: string;
}

export function reportNew(result: NewResult, session: Session): Report {
  return { json: newJson(result, session), text: formatNew(result, session) };
}

function nextCommands({ place, installed }: NewResult, session: Session): readonly string[] {
  const folder = relative(session.cwd, place.directory);
  return [
    ...(folder === '' ? [] : [`cd ${quoteArgument(folder)}`]),
    ...(installed ? [] : ['npm install']),
    'npm run dev',
  ];
}

function newJson(result: NewResult, session: Session): Report['json'] {
  const { place, decision, modules, systems, files, written, installed, notes, repeat } = result;
  return {
    name: place.name,
    directory: place.directory,
    architecture: decision.architecture,
    overruled: decision.overruled !== undefined,
    decision: decision.verdict,
    modules,
    systems,
    written,
    installed,
    files: files.map(({ path }) => path),
    ...(written ? {} : { diff: formatDiff(files) }),
    notes,
    next: nextCommands(result, session),
    repeat,
  };
}

function formatNew(result: NewResult, session: Session): string {
  const { style } = session;
  const { place, decision, modules, files, written, notes, repeat } = result;
  // The originals under .scaffold/ are the tool's, and nothing to read.
  const toRead = files.filter(({ path }) => !path.startsWith('.scaffold/'));
  const what = `${toRead.length} files, ${architectureNames[decision.architecture].toLowerCase()}`;
  const names = modules.map(({ name }) => name).join(', ');
  const made = written ? `Made ${place.name}` : `Would make ${place.name}; nothing was written`;
  const sections = [
    // Somebody who was asked has just read it.
    ...(session.prompter ? [] : [formatVerdict(decision.verdict, style)]),
    [style.bold(made), style.wrap(`${what}, with the modules ${names}`, 2)].join('\n'),
    ...(written ? [] : [formatTree(toRead.map(({ path }) => path)), formatChanges(toRead, style)]),
    ...notes.map((note) => style.wrap(note)),
    ...(written ? [titled('Next', nextCommands(result, session), style)] : []),
    titled('The same again, without questions', [repeat], style),
  ];
  return `${sections.join('\n\n')}\n`;
}

const titled = (title: string, commands: readonly string[], style: Session['style']): string =>
  [style.bold(title), ...commands.map((command) => `  ${style.accent(command)}`)].join('\n');
