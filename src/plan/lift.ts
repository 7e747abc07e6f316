import { diagnosticsOf, newErrors, type CompilerError, type Program } from '../analysis/index.ts';
import { editsBetween, hashText, type ChangeSet, type Operation } from '../changes/index.ts';
import {
  diagnostic,
  isBlocking,
  refuse,
  succeed,
  type Diagnostic,
  type Outcome,
} from '../diagnostics/index.ts';
import { analyseLift, newLooseUses, type LiftReport } from '../extract/analyse/lift/index.ts';
import { spliceText } from '../extract/lift/splice-text.ts';
import { settleFindings } from './acceptance.ts';
import type { LiftSource } from './lift-source.ts';

export interface LiftRequest {
  readonly methods?: readonly string[];
  readonly maxFunctions?: number;
  /** Blocking findings that are accepted in this run. */
  readonly accept?: readonly { readonly code: string; readonly place: string; readonly reason: string }[];
}

export interface Lift {
  readonly changes: ChangeSet;
  readonly report: LiftReport;
}

/** Texts before and after, by path. */
type Texts = ReadonlyMap<string, { readonly before: string; readonly after: string }>;

/**
 * Plans how the members of a target become asynchronous, through all of their callers. It is all or nothing: one blocker,
 * one type error more, or one promise that is used as a value, and nothing is changed.
 */
export function planLift(source: LiftSource, request: LiftRequest): Outcome<Lift> {
  const analysed = analyseAll(source, request);
  if (!analysed.ok) return analysed;
  const { report, program, entries } = analysed.value;
  const acceptances = (request.accept ?? []).map((each) => ({ module: report.target, ...each }));
  const { findings, blocking } = settleFindings(report.findings, report.target, acceptances);
  if (blocking.length > 0) return refuse(...findings);
  const texts = textsOf(program, report);
  const problems = texts.size === 0 ? [] : verify(source, { program, entries, report, texts });
  const all = [...findings, ...problems];
  if (all.some(isBlocking)) return refuse(...all);
  return succeed({ changes: changesOf(report, texts), report }, all);
}

interface Analysed {
  readonly report: LiftReport;
  readonly program: Program;
  /** Files that were loaded beyond those that the source has by itself. */
  readonly entries: readonly string[];
}

/** Callers that become async have callers of their own: files are loaded until no name leads to another. */
function analyseAll(source: LiftSource, { methods, maxFunctions }: LiftRequest): Outcome<Analysed> {
  const options = {
    ...(methods?.length ? { methods } : {}),
    ...(maxFunctions === undefined ? {} : { maxFunctions }),
  };
  let { program } = source;
  const entries = new Set<string>();
  for (;;) {
    const outcome = analyseLift(program, source.target, options);
    if (!outcome.ok) return outcome;
    const report = outcome.value;
    const more = source
      .callers(report)
      .filter((file) => program.file(file) === undefined && !entries.has(file));
    if (more.length === 0 || report.members.length === 0)
      return succeed({ report, program, entries: [...entries] });
    for (const file of more) entries.add(file);
    program = source.load({ entries: [...entries] });
  }
}

function textsOf(program: Program, { splices }: LiftReport): Texts {
  const texts = new Map<string, { before: string; after: string }>();
  for (const [path, changes] of splices) {
    const before = program.file(path)?.text ?? '';
    texts.set(path, { before, after: spliceText(before, changes) });
  }
  return texts;
}

function verify(
  source: LiftSource,
  { program, entries, report, texts }: Analysed & { texts: Texts },
): Diagnostic[] {
  const files = [...new Set([...report.files, ...texts.keys()])];
  const overlay = new Map([...texts].map(([path, { after }]) => [path, after]));
  const lifted = source.load({ entries, files: overlay });
  const errors = newErrors(diagnosticsOf(program, files), diagnosticsOf(lifted, files)).map(formatError);
  const typed = errors.length === 0 ? [] : [diagnostic('lift-new-type-errors', { errors })];
  return [...typed, ...newLooseUses(program, lifted, files)];
}

const formatError = ({ file, line, code, message }: CompilerError): string =>
  `${file}:${line} TS${code} ${message.split('\n')[0]}`;

function changesOf(report: LiftReport, texts: Texts): ChangeSet {
  const operations = [...texts].map(([path, { before, after }]): Operation => ({
    kind: 'edit',
    path,
    edits: editsBetween(before, after),
    expects: hashText(before),
  }));
  return { title: `lift ${report.target}`, operations, notes: [] };
}
