/**
 * Inspects every service-like class and interface of a codebase: `npm run bench:corpus -- <dir> [--limit n] [--tsc] [--json]`.
 * Prints what can be called over the wire, what is refused and why, crashes, and times against the codebase's own compiler.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { OpenedCodebase } from '../src/analysis/codebase/index.ts';
import { planInspection, type Inspection } from '../src/plan/inspection.ts';
import { findTargets } from './corpus/find-targets.ts';
import { summarise, type TargetResult } from './corpus/summary.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: 'string' },
    only: { type: 'string' },
    tsc: { type: 'boolean' },
    json: { type: 'boolean' },
    verbose: { type: 'boolean' },
  },
});
const root = resolve(positionals[0] ?? '.');
const wanted = new RegExp(values.only ?? '', 'i');
const targets = findTargets(root)
  .filter((target) => wanted.test(target))
  .slice(0, Number(values.limit ?? Infinity));

/** So many targets are opened with nothing read before, as a first run of the command does. */
const coldRuns = 3;

const results: TargetResult[] = [];
let before: OpenedCodebase | undefined;
for (const target of targets) {
  const result = inspectOne(target, before);
  results.push(result.result);
  before = result.inspection?.opened ?? before;
  if (values.verbose) process.stderr.write(`${JSON.stringify(result.result)}\n`);
}
const cold = targets
  .filter((_, index) => index % Math.max(1, Math.floor(targets.length / coldRuns)) === 0)
  .slice(0, coldRuns)
  .map((target) => inspectOne(target, undefined).result.milliseconds);
const own = values.tsc ? timeOfOwnCompiler(root) : undefined;

process.stdout.write(
  values.json
    ? `${JSON.stringify({ root, results, cold, own }, undefined, 2)}\n`
    : summarise({ root, results, cold, ...(own === undefined ? {} : { own }) }),
);

function inspectOne(
  target: string,
  known: OpenedCodebase | undefined,
): { result: TargetResult; inspection?: Inspection } {
  const started = process.cpuUsage();
  const cpu = (): number => {
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  };
  try {
    const outcome = planInspection({
      cwd: root,
      target,
      version: 'bench',
      ...(known ? { before: known } : {}),
    });
    if (!outcome.ok) {
      return { result: { target, milliseconds: cpu(), stopped: outcome.findings.map(({ code }) => code) } };
    }
    const { report, verdict, loaded } = outcome.value;
    const methods = report.methods.map(({ name, carried, local, findings }) => ({
      name,
      carried: carried || local,
      codes: [...new Set(findings.filter(({ level }) => level === 'refuse').map(({ code }) => code))],
    }));
    const others = report.findings.map(({ code }) => code);
    return {
      result: {
        target,
        milliseconds: cpu(),
        verdict: verdict.verdict,
        methods,
        findings: others,
        loaded: loaded.files,
      },
      inspection: outcome.value,
    };
  } catch (error) {
    const crash = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { result: { target, milliseconds: cpu(), crash } };
  }
}

/** Time on the processor, as for the targets: a machine that is busy otherwise does not count. */
function timeOfOwnCompiler(folder: string): number {
  const ran = spawnSync('sh', ['-c', 'npx --no-install tsc --noEmit -p . >/dev/null 2>&1; times'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const [user = 0, system = 0] = [...(ran.stdout.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  return (user + system) * 1000;
}
