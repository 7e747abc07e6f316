import { decide } from '../decide.ts';
import type { Measured } from '../evidence/measure.ts';
import type { Answers, Candidate } from '../model.ts';
import { rankCandidates } from './candidates.ts';
import { findContradictions } from './contradictions.ts';
import { answersFromEvidence } from './evidence-answers.ts';
import { findMerges } from './merges.ts';
import { missingAnswers, reachableVerdicts, splitNeeds } from './missing.ts';
import type { Advice, ModuleSummary, Shape } from './model.ts';

export interface AdviceRequest {
  readonly measured: Measured;
  /** Every answer that counts: given ones before measured ones. */
  readonly answers: Answers;
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** The ranking with what an inspection added to it. */
  readonly candidates?: readonly Candidate[];
}

/** Everything there is to say about a codebase. Pure: the same measurement and answers give the same advice. */
export function adviseOn({
  measured,
  answers,
  date,
  candidates = rankCandidates(measured),
}: AdviceRequest): Advice {
  const { code, data, git } = measured;
  return {
    ...decide(answers, { candidates }),
    measured: { name: measured.name, date, commit: git.commit, history: git.history, parsed: code.parsed },
    shape: shapeOf(measured),
    missing: missingAnswers(answers),
    splitNeeds: splitNeeds(answers),
    reachable: reachableVerdicts(answers),
    contradictions: findContradictions(answers, answersFromEvidence(measured.items)),
    merges: findMerges(measured),
    evidence: measured.items,
    modules: summaries(measured),
    edges: code.edges,
    cycles: code.cycles,
    chains: code.chains,
    tables: data.tables,
    foreignKeys: data.foreignKeys,
    transactions: data.transactions,
    coChange: git.coChange,
    authors: git.authors,
    hotSpots: git.hotSpots,
  };
}

function shapeOf({ mapped }: Measured): Shape {
  const folders = mapped.deployables.map(({ folder }) => folder);
  const roles = [...new Set(mapped.map.others.map(({ role }) => role))];
  return {
    kind:
      folders.length === 0 ? 'none-found' : folders.length === 1 ? 'one-deployable' : 'several-deployables',
    deployables: folders,
    others: roles.map((role) => ({
      role,
      paths: mapped.map.others.filter((one) => one.role === role).flatMap(({ paths }) => paths),
    })),
  };
}

const authorsKept = 8;

function summaries({ mapped, code, data, git }: Measured): readonly ModuleSummary[] {
  return code.modules.map(({ name, files, lines }) => {
    const given = mapped.map.modules.find((one) => one.name === name);
    const known = git.ownership.find(({ module }) => module === name);
    return {
      name,
      paths: given?.paths ?? [],
      from: given?.from ?? 'folder',
      files,
      lines,
      tables: data.tables.filter(({ owner }) => owner === name).map(({ table }) => table),
      busFactor: known?.busFactor,
      authors: (known?.authors ?? []).slice(0, authorsKept),
    };
  });
}
