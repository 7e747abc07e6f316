import { posix } from 'node:path';
import { hashText, type ChangeSet, type Operation } from '../changes/index.ts';
import type { ProjectFiles } from '../workspace/index.ts';

/** Where decision records are kept, in the order in which they are looked for. */
const folders = [
  'docs/adr',
  'docs/adrs',
  'docs/decisions',
  'docs/architecture/decisions',
  'docs/architecture/adr',
  'doc/adr',
  'doc/adrs',
  'doc/architecture/decisions',
  'documentation/adr',
  'adr',
  'adrs',
  'decisions',
];

/** What `--check` reads again stands beside its decision record, under the same name. */
export const recordSuffix = '.advice.json';

const numbered = /^(\d{1,5})([-_. ])(.+)\.(?:md|mdx|adoc)$/;

export interface EarlierRecord {
  /** Path of the machine-readable record, relative to the root. */
  readonly path: string;
  readonly text: string;
}

/** The folder in which the codebase keeps its decisions; the usual one where it keeps none. */
export function decisionFolder(files: ProjectFiles): string {
  const found = folders.find((folder) => namesIn(files, folder).some((name) => numbered.test(name)));
  return found ?? folders[0] ?? 'docs/adr';
}

const namesIn = (files: ProjectFiles, folder: string): readonly string[] =>
  files.below(folder).flatMap((path) => (posix.dirname(path) === folder ? [posix.basename(path)] : []));

/** The newest record of an advice. */
export function latestRecord(files: ProjectFiles): EarlierRecord | undefined {
  const paths = folders
    .flatMap((folder) => namesIn(files, folder).map((name) => posix.join(folder, name)))
    .filter((path) => path.endsWith(recordSuffix));
  const path = paths.sort((a, b) => numberOf(a) - numberOf(b)).at(-1);
  return path === undefined ? undefined : { path, text: files.read(path) ?? '' };
}

const numberOf = (path: string): number => Number.parseInt(posix.basename(path), 10) || 0;

export interface RecordRequest {
  readonly files: ProjectFiles;
  /** The machine-readable record, as text. */
  readonly record: string;
  /** The decision record; given the name of the file beside it and what it replaces. */
  render(recordFile: string, supersedes: string | undefined): string;
}

export interface PlannedRecord {
  readonly changes: ChangeSet;
  /** Path of the decision record. */
  readonly path: string;
  readonly supersedes?: string | undefined;
}

/** A new decision record with what it rests on beside it; the one before, if any, is marked as superseded. */
export function planDecisionRecord({ files, record, render }: RecordRequest): PlannedRecord {
  const folder = decisionFolder(files);
  const names = namesIn(files, folder);
  const earlier = earlierDecision(files, folder, names);
  const name = nextName(names);
  const path = `${folder}/${name}.md`;
  const recordFile = `${name}${recordSuffix}`;
  const supersedes = earlier === undefined ? undefined : posix.basename(earlier.path);
  const operations: Operation[] = [
    { kind: 'create', path, text: render(recordFile, supersedes), expects: 'absent' },
    { kind: 'create', path: `${folder}/${recordFile}`, text: record, expects: 'absent' },
    ...(earlier ? supersede(earlier, name) : []),
  ];
  return {
    changes: { title: `record the architecture as ${path}`, operations, notes: [] },
    path,
    supersedes,
  };
}

/** Numbered as the others are: as wide, and with the same mark after the number. */
function nextName(names: readonly string[]): string {
  const matches = names.map((name) => numbered.exec(name)).filter((match) => match !== null);
  const highest = Math.max(0, ...matches.map((match) => Number(match[1])));
  const width = matches.length === 0 ? 4 : Math.max(...matches.map((match) => match[1]?.length ?? 4));
  const mark = matches.at(-1)?.[2] ?? '-';
  return `${String(highest + 1).padStart(width, '0')}${mark}architecture`;
}

interface Decision {
  readonly path: string;
  readonly text: string;
}

/** The decision that the newest record stands beside, or the one that `scaffold new` wrote. */
function earlierDecision(
  files: ProjectFiles,
  folder: string,
  names: readonly string[],
): Decision | undefined {
  const latest = latestRecord(files);
  const candidates = latest
    ? [latest.path.replace(recordSuffix, '.md')]
    : names.filter((name) => /^\d+[-_. ]architecture\.md$/.test(name)).map((name) => `${folder}/${name}`);
  const path = candidates.sort().at(-1);
  const text = path === undefined ? undefined : files.read(path);
  return path === undefined || text === undefined ? undefined : { path, text };
}

/** Only its status changes. A record without one, or that is superseded already, is left as it is. */
function supersede({ path, text }: Decision, name: string): readonly Operation[] {
  const status = /^status:[ \t]*"?(accepted|proposed)"?[ \t]*$/m.exec(text);
  if (!status) return [];
  const edit = {
    start: status.index,
    end: status.index + status[0].length,
    text: `status: superseded by ${name}.md`,
  };
  return [{ kind: 'edit', path, edits: [edit], expects: hashText(text) }];
}
