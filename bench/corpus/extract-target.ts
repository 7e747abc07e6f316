/** Extracts in memory and checks the whole changed program with the codebase's own compiler. The checkout stays as it is. */
import { relative, resolve } from 'node:path';
import { newErrors } from '../../src/analysis/index.ts';
import { formatDiff, previewChanges, readBelow, type FileChange } from '../../src/changes/index.ts';
import { placeName } from '../../src/diagnostics/index.ts';
import { planCodebaseExtraction } from '../../src/plan/codebase-extraction.ts';
import type { Inspection } from '../../src/plan/inspection.ts';
import { crashText, processorTime } from './inspect-target.ts';
import { configsFor, openOwnCheck, type OwnCheck } from './own-compiler.ts';
import type { ExtractionResult } from './summary.ts';

export interface Extractor {
  /** Nothing where the verdict does not allow it. */
  extract(cwd: string, inspection: Inspection): Promise<ExtractionResult | undefined>;
  /** Absolute paths of the tsconfig.json files whose programs were checked. */
  readonly checked: ReadonlySet<string>;
}

/**
 * With `force` what is refused stays in process, and what has to be accepted is accepted: more of the emitted code is
 * seen than the verdicts alone would allow.
 */
export function openExtractor(force: boolean): Extractor {
  const checks = new Map<string, OwnCheck>();
  const checkOf = (root: string, tsconfig: string): OwnCheck => {
    const known = checks.get(tsconfig) ?? openOwnCheck(root, tsconfig);
    checks.set(tsconfig, known);
    return known;
  };
  return {
    extract: async (cwd, inspection) => {
      if (!force && inspection.verdict.verdict !== 'extractable') return undefined;
      const elapsed = processorTime();
      try {
        const result = await extractOnce(cwd, inspection, force, checkOf);
        return { ...result, milliseconds: elapsed() };
      } catch (error) {
        return { milliseconds: elapsed(), crash: crashText(error) };
      }
    },
    get checked() {
      return new Set(checks.keys());
    },
  };
}

async function extractOnce(
  cwd: string,
  inspection: Inspection,
  force: boolean,
  checkOf: (root: string, tsconfig: string) => OwnCheck,
): Promise<Omit<ExtractionResult, 'milliseconds'>> {
  const { root, target, report, opened } = inspection;
  const blocked = force ? report.findings.filter(({ level }) => level === 'error') : [];
  const local = report.methods.filter(({ carried, local: kept }) => !carried && !kept);
  const planned = await planCodebaseExtraction({
    cwd,
    target,
    version: 'bench',
    localMethods: force ? local.map(({ name }) => name) : [],
    accept: blocked.map(({ code, place }) => ({ code, place: placeName(place), reason: 'bench' })),
    before: opened,
  });
  if (!planned.ok) {
    const blocking = planned.findings.filter(({ level }) => level === 'refuse' || level === 'error');
    return { stopped: [...new Set(blocking.map(({ code }) => code))], said: errorsSaid(blocking) };
  }
  const files = previewChanges(planned.value.changes, readBelow(root));
  return {
    files: files.length,
    diff: formatDiff(files.filter(isToBeReviewed)),
    newErrors: newErrorsOf(root, files, checkOf),
  };
}

/** What a colleague would look at: the edits, and what the service is made of. */
const isToBeReviewed = ({ path, before }: FileChange): boolean =>
  before !== undefined || path.endsWith('/compose.ts');

/** The compiler's words where the extraction itself found that it would not compile. */
const errorsSaid = (findings: readonly { readonly args: object }[]): string[] =>
  findings.flatMap(
    ({ args }) => ('errors' in args && Array.isArray(args.errors) ? args.errors : []) as string[],
  );

function newErrorsOf(
  root: string,
  files: readonly FileChange[],
  checkOf: (root: string, tsconfig: string) => OwnCheck,
): string[] {
  const changed = new Map(files.map(({ path, after }) => [resolve(root, path), after]));
  const sources = files.map(({ path }) => path).filter((path) => /\.[cm]?tsx?$/.test(path));
  const configs = configsFor(root, sources);
  const found = configs.flatMap((tsconfig) => {
    const check = checkOf(root, tsconfig);
    return newErrors(check.errors(new Map()), check.errors(changed)).map(
      ({ file, line, code, message }) => `${relative(root, tsconfig)}: ${file}:${line} TS${code} ${message}`,
    );
  });
  return [...new Set(found)];
}
