import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  measure,
  readGivenModules,
  type EvidenceItem,
  type Measured,
} from '../../decision/evidence/index.ts';
import { judgeLoad, readLoadResult, readSlo } from '../../decision/evidence/load/index.ts';
import { diagnostic, refuse, succeed, type Diagnostic, type Outcome } from '../../diagnostics/index.ts';
import type { Session } from '../session.ts';
import type { AdviseOptions } from './options.ts';
import { reportProgress } from './progress.ts';

/** Comes before anything is read in it. */
export function findFolder(session: Session, dir: string | undefined): Outcome<string> {
  const root = resolve(session.cwd, dir ?? '.');
  const found = statSync(root, { throwIfNoEntry: false });
  return found?.isDirectory() === true
    ? succeed(root)
    : refuse(diagnostic('advise-folder-unknown', { folder: root }));
}

/** Reads what was given about the measurement, says all that is wrong with it, and measures. */
export async function measureCodebase(
  session: Session,
  dir: string | undefined,
  options: AdviseOptions,
): Promise<Outcome<Measured>> {
  const folder = findFolder(session, dir);
  if (!folder.ok) return folder;
  const root = folder.value;
  const given = readGivenModules(options.module ?? []);
  const now = readDate(options.asOf, session.clock.now());
  const items = await loadItems(session, options);
  const problems = [given, now, items].flatMap((each) => (each.ok ? [] : each.findings));
  if (!given.ok || !now.ok || !items.ok) return refuse(...problems);
  const progress = reportProgress(session, () => session.clock.now());
  return measure({
    root,
    now: now.value,
    until: options.asOf === undefined ? undefined : now.value,
    given: given.value,
    items: items.value,
    progress,
    env: process.env,
  });
}

/** The end of the day that is meant, so that its own commits count. */
function readDate(text: string | undefined, now: Date): Outcome<Date> {
  if (text === undefined) return succeed(now);
  const date = new Date(`${text}T23:59:59Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && date.toJSON()?.startsWith(text) === true) return succeed(date);
  return refuse(
    diagnostic('value-invalid', { name: '--as-of', value: text, expected: 'a date such as 2026-03-31' }),
  );
}

async function loadItems(
  session: Session,
  { load = [], slo }: AdviseOptions,
): Promise<Outcome<readonly EvidenceItem[]>> {
  const target = slo === undefined ? succeed(undefined) : readSlo(slo);
  const problems: Diagnostic[] = target.ok ? [] : [...target.findings];
  const items: EvidenceItem[] = [];
  for (const file of load) {
    const read = await readText(resolve(session.cwd, file));
    const result =
      'reason' in read
        ? refuse(diagnostic('load-file-unreadable', { file, reason: read.reason }))
        : readLoadResult(read.text, file);
    if (!result.ok) problems.push(...result.findings);
    else if (target.ok) items.push(judgeLoad(result.value, target.value));
  }
  return problems.length > 0 ? refuse(...problems) : succeed(items);
}

async function readText(path: string): Promise<{ readonly text: string } | { readonly reason: string }> {
  try {
    return { text: await readFile(path, 'utf8') };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return { reason: code === 'ENOENT' ? 'there is no such file' : String(code ?? error) };
  }
}
