import type { CodeFacts, DataFacts, EvidenceItem, GitFacts } from '../evidence/index.ts';
import type {
  Answer,
  AnswerValue,
  Candidate,
  ChangedAnswer,
  QuestionId,
  Verdict,
  VerdictId,
} from '../model.ts';

/** An answer that nobody gave and nothing measured, and what it could change by itself. */
export interface MissingAnswer {
  readonly id: QuestionId;
  readonly wording: string;
  /** How it is given. */
  readonly flag: string;
  /** The verdict if only this were known: `yes`, or a team that is large enough. */
  readonly ifYes: VerdictId;
  readonly ifNo: VerdictId;
  /** True where the two differ, or one differs from the verdict. */
  readonly decides: boolean;
}

/** An answer that was given although something else was measured. The given one counts. */
export interface Contradiction {
  readonly id: QuestionId;
  readonly given: AnswerValue;
  readonly source: Answer['source'];
  readonly measured: AnswerValue;
  readonly figure: string;
  readonly command: string;
}

/** Two modules that are one in what they do. */
export interface Merge {
  readonly modules: readonly [string, string];
  readonly because: readonly string[];
}

/** What the codebase is today. */
export interface Shape {
  readonly kind: 'one-deployable' | 'several-deployables' | 'none-found';
  /** Folders of what runs on its own; '' is the root. */
  readonly deployables: readonly string[];
  /** Code that belongs to no candidate, by what it was taken for. */
  readonly others: readonly { readonly role: string; readonly paths: readonly string[] }[];
}

export interface ModuleSummary {
  readonly name: string;
  readonly paths: readonly string[];
  readonly from: string;
  readonly files: number;
  readonly lines: number;
  /** Tables that it owns. */
  readonly tables: readonly string[];
  readonly busFactor?: number | undefined;
  /** The largest shares first. */
  readonly authors: readonly { readonly name: string; readonly share: number }[];
}

/** Where the figures are from. */
export interface Measurement {
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly commit?: string | undefined;
  readonly history: GitFacts['history'];
  readonly parsed: number;
}

/** The whole advice on a codebase: what every face of it shows. */
export interface Advice extends Verdict {
  readonly measured: Measurement;
  readonly shape: Shape;
  readonly missing: readonly MissingAnswer[];
  /** Everything that would have to be otherwise before a split were advised. */
  readonly splitNeeds: readonly ChangedAnswer[];
  /** Every verdict that the missing answers together could lead to. */
  readonly reachable: readonly VerdictId[];
  readonly contradictions: readonly Contradiction[];
  readonly merges: readonly Merge[];
  readonly evidence: readonly EvidenceItem[];
  readonly modules: readonly ModuleSummary[];
  readonly edges: CodeFacts['edges'];
  readonly cycles: CodeFacts['cycles'];
  readonly chains: CodeFacts['chains'];
  readonly tables: DataFacts['tables'];
  readonly foreignKeys: DataFacts['foreignKeys'];
  readonly transactions: DataFacts['transactions'];
  readonly coChange: GitFacts['coChange'];
  readonly authors: GitFacts['authors'];
  readonly hotSpots: GitFacts['hotSpots'];
  readonly candidates: readonly Candidate[];
}
