/** The shapes of what was measured on a codebase. Plain data, JSON throughout. */
import type { AnswerValue, QuestionId } from '../model.ts';

export type EvidenceGroup = 'git' | 'code' | 'data' | 'operations' | 'load';

/** `measured`: counted; `inferred`: concluded from a sign; `unknown`: could not be found out, which is never a "no". */
export type Certainty = 'measured' | 'inferred' | 'unknown';

/** What an item of evidence offers as the answer of a question. */
export interface OfferedAnswer {
  readonly question: QuestionId;
  readonly value: AnswerValue;
}

/** One thing that was found out, or that could not be. */
export interface EvidenceItem {
  /** Stable, e.g. `git.active-authors`. */
  readonly id: string;
  readonly group: EvidenceGroup;
  readonly title: string;
  /** A command that anybody can repeat in the codebase, or the file in which it stands. */
  readonly source: string;
  readonly figure: string;
  readonly certainty: Certainty;
  /** Why it is unknown, or what the conclusion rests on. */
  readonly why?: string | undefined;
  readonly details?: readonly string[] | undefined;
  readonly answers?: OfferedAnswer | undefined;
}

/** A part of the codebase that could become a service. */
export interface CandidateModule {
  readonly name: string;
  /** Folders or files, relative to the root, with `/`. */
  readonly paths: readonly string[];
  readonly from: 'workspace' | 'nest' | 'folder' | 'given';
}

export interface ModuleMap {
  readonly modules: readonly CandidateModule[];
  /** The module that a path, relative to the root, belongs to. */
  moduleOf(path: string): string | undefined;
}

/** Says how far a collector is, e.g. `('commits', 12000)`; `total` where it is known. */
export type Progress = (what: string, done: number, total?: number) => void;
