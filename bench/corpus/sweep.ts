/** Every target of a codebase, one after the other. */
import { relative } from 'node:path';
import type { OpenedCodebase } from '../../src/analysis/codebase/index.ts';
import { openExtractor, type Extractor } from './extract-target.ts';
import { findTargets } from './find-targets.ts';
import { inspectTarget } from './inspect-target.ts';
import { configsFor, timeOwnCompiler } from './own-compiler.ts';
import type { Corpus, TargetResult } from './summary.ts';

export interface SweepOptions {
  readonly limit?: number;
  /** Which targets, by their names. */
  readonly only?: RegExp;
  readonly extract?: boolean;
  /** Extract what the verdict does not allow, too. */
  readonly force?: boolean;
  /** Time the codebase's own compiler. */
  readonly tsc?: boolean;
  /** Told after each target. */
  readonly tell?: (result: TargetResult) => void;
}

/** So many targets are opened with nothing read before, as a first run of the command does. */
const coldRuns = 3;

export async function sweep(root: string, options: SweepOptions): Promise<Corpus> {
  const { limit = Infinity, only = /(?:)/, extract = false, force = false, tsc = false, tell } = options;
  const targets = findTargets(root)
    .filter((target) => only.test(target))
    .slice(0, limit);
  const extractor = extract || force ? openExtractor(force) : undefined;
  const results: TargetResult[] = [];
  let before: OpenedCodebase | undefined;
  for (const target of targets) {
    const { result, opened } = await runOne(root, target, before, extractor);
    results.push(result);
    before = opened ?? before;
    tell?.(result);
  }
  const cold = targets
    .filter((_, index) => index % Math.max(1, Math.floor(targets.length / coldRuns)) === 0)
    .slice(0, coldRuns)
    .map((target) => inspectTarget(root, target, undefined).result.milliseconds);
  const files = targets.map((target) => target.split('#')[0] ?? target);
  return { root, results, cold, ...(tsc || extractor ? { own: timed(root, files) } : {}) };
}

async function runOne(
  root: string,
  target: string,
  before: OpenedCodebase | undefined,
  extractor: Extractor | undefined,
): Promise<{ result: TargetResult; opened: OpenedCodebase | undefined }> {
  const { result, inspection } = inspectTarget(root, target, before);
  const extraction = inspection === undefined ? undefined : await extractor?.extract(root, inspection);
  return {
    result: { ...result, ...(extraction ? { extraction } : {}) },
    opened: inspection?.opened,
  };
}

function timed(root: string, files: readonly string[]): NonNullable<Corpus['own']> {
  const tsconfigs = configsFor(root, files);
  return {
    milliseconds: timeOwnCompiler(tsconfigs),
    tsconfigs: tsconfigs.map((each) => relative(root, each)),
  };
}
