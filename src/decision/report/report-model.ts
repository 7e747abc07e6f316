import type { Advice } from '../advice/index.ts';
import type { Verdict } from '../model.ts';
import type { ReportModel } from './model.ts';

/** Fewer common commits are chance. */
const fewestTogether = 3;

/** What the report shows of an advice. `command` makes the report again. */
export function reportModelOf(advice: Advice, command: string): ReportModel {
  const { measured, modules, edges, cycles, coChange, tables, evidence } = advice;
  return {
    codebase: measured.name,
    date: measured.date,
    commit: measured.commit,
    command,
    verdict: verdictOf(advice),
    missing: advice.missing.filter(({ decides }) => decides),
    contradictions: advice.contradictions,
    merges: advice.merges,
    evidence,
    modules: modules.map(({ name, files, lines }) => ({ name, files, lines })),
    edges: edges.map(({ from, to, imports, internals, typeOnly }) => ({
      from,
      to,
      imports,
      internals,
      typeOnly,
    })),
    cycles: cycles.map((cycle) => [...cycle.modules, ...cycle.modules.slice(0, 1)]),
    chains: advice.chains.map(({ operation, steps }) => ({ operation, steps })),
    coChange: coChange.filter(({ together }) => together >= fewestTogether),
    ownership: modules.flatMap(({ name, busFactor, authors }) =>
      busFactor === undefined || authors.length === 0 ? [] : [{ module: name, busFactor, authors }],
    ),
    tables: tables.map(({ table, readers, writers }) => ({ table, readers, writers })),
  };
}

function verdictOf(advice: Advice): Verdict {
  const {
    verdict,
    confidence,
    reasons,
    blockers,
    signals,
    checklist,
    candidates,
    wouldChangeIf,
    costs,
    answers,
  } = advice;
  return {
    verdict,
    confidence,
    reasons,
    blockers,
    signals,
    checklist,
    candidates,
    wouldChangeIf,
    costs,
    answers,
  };
}
