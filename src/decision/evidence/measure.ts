import { basename, resolve } from 'node:path';
import { diagnostic, refuse, succeed, type Diagnostic, type Outcome } from '../../diagnostics/index.ts';
import { collectCode, readCode, type CodeFacts } from './code/index.ts';
import { collectData, type DataFacts } from './data/index.ts';
import { listFiles, readSmall } from './files.ts';
import { collectGit, type GitFacts } from './git/index.ts';
import { independenceItem } from './independence.ts';
import type { EvidenceItem, Progress } from './model.ts';
import { mapCodebase, type GivenModule, type Mapped } from './modules/index.ts';
import { collectOperations, type OperationsFacts } from './operations/index.ts';

export interface MeasureRequest {
  /** Absolute folder. */
  readonly root: string;
  readonly now: Date;
  /** Later commits do not count. */
  readonly until?: Date | undefined;
  readonly given: readonly GivenModule[];
  /** Evidence from elsewhere: a load test, say. */
  readonly items: readonly EvidenceItem[];
  readonly progress: Progress;
  /** What git's environment is made of. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** All that was measured on a codebase. */
export interface Measured {
  /** Absolute folder. */
  readonly root: string;
  /** Name of its folder. */
  readonly name: string;
  readonly mapped: Mapped;
  readonly code: CodeFacts;
  readonly data: DataFacts;
  readonly git: GitFacts;
  readonly operations: OperationsFacts;
  /** Every item, in the order in which they are shown. */
  readonly items: readonly EvidenceItem[];
}

/** Looks at a codebase once. Refused where there is no code to look at, or where modules were given wrongly. */
export async function measure(request: MeasureRequest): Promise<Outcome<Measured>> {
  const { now, until, progress } = request;
  const root = resolve(request.root);
  progress('files', 0);
  const { files, skipped, source } = listFiles(root);
  const mapped = mapCodebase(root, files, request.given);
  if (!mapped.ok) return mapped;
  const { map, sources } = mapped.value;
  if (sources.length === 0) return refuse(noSources(root, files.length, mapped.value));

  const git = await collectGit({ root, map, now, until, progress, env: request.env });
  const { syntax, skipped: notRead } = await readCode(root, sources, progress);
  if (syntax.size === 0) return refuse(noSources(root, files.length, mapped.value));
  const read = (path: string): string | undefined => readSmall(root, path);
  const allSkipped = [...skipped, ...notRead];
  const code = collectCode({
    mapped: mapped.value,
    files,
    listedBy: source,
    syntax,
    skipped: allSkipped,
    read,
  });
  const schemas = files.filter((path) => /\.(?:prisma|sql)$/.test(path));
  const data = await collectData({
    map,
    files: [...sources.filter((path) => syntax.has(path)), ...schemas],
    progress,
    read,
  });
  progress('configuration', 0);
  const operations = collectOperations({ root, map, files });
  const items = [
    ...request.items,
    // First, for it sums up what the others say of the same question.
    independenceItem({ mapped: mapped.value, code, data, git }),
    ...git.items,
    ...code.items,
    ...data.items,
    ...operations.items,
  ];
  return succeed({ root, name: basename(root), mapped: mapped.value, code, data, git, operations, items });
}

function noSources(root: string, found: number, { beside }: Mapped): Diagnostic {
  const lookedFor = '.ts, .tsx, .mts, .cts, .js, .jsx, .mjs and .cjs';
  const reason =
    beside > 0
      ? `there are only tests, examples and configuration: ${beside} files of ${lookedFor}`
      : undefined;
  return diagnostic('no-source-files', { folder: root, lookedFor, found, reason });
}
