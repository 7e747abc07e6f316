/** The shapes that travel through the decision: questions, answers and the verdict. Plain data, JSON throughout. */

export type GateId = 'Q1-slow' | 'Q2-team' | 'Q3-observe' | 'Q4-independent';

export type SignalId =
  | 'S-scale-wall'
  | 'S-uneven-scale'
  | 'S-autonomy'
  | 'S-fault-isolation'
  | 'S-deploy-coupling'
  | 'S-ownership-blur';

export type ReadinessBlockerId = 'A-no-cicd' | 'A-slow-deploy' | 'A-no-tracing' | 'A-no-oncall' | 'A-debug';
export type BoundaryBlockerId = 'A-shared-db' | 'A-acid';
export type BlockerId = ReadinessBlockerId | BoundaryBlockerId;
export type DoubtId = 'A-theoretical' | 'A-org-problem' | 'A-mvp';

export type QuestionId = GateId | SignalId | BlockerId | DoubtId;

export type Choice = 'yes' | 'no' | 'unknown' | 'not-applicable';

/** A `choice` question takes a {@link Choice}; a `count` question takes a whole number, or `unknown`. */
export type AnswerValue = Choice | number;

/** Where an answer came from. `not-asked`: nobody gave one, and the rule had to treat it as unknown. */
export type AnswerSource = 'asked' | 'flag' | 'file' | 'evidence' | 'default' | 'not-asked';

/** What was measured: the command that anybody can repeat, its figure, and single findings such as offending imports. */
export interface Evidence {
  readonly command: string;
  readonly figure: string;
  /** `inferred`: concluded from a sign, so that the verdict is less sure of itself. */
  readonly certainty?: 'measured' | 'inferred' | undefined;
  readonly details?: readonly string[] | undefined;
}

export interface Answer {
  readonly value: AnswerValue;
  readonly source: AnswerSource;
  readonly evidence?: Evidence | undefined;
}

export type Answers = Readonly<Partial<Record<QuestionId, Answer>>>;

/**
 * One question as data. A `gate` must be passed; a `strong` signal counts for distribution, a `weak` one only informs;
 * a `readiness` or `boundary` blocker turns a split down; a `doubt` lowers the confidence in one.
 */
export interface Question {
  readonly id: QuestionId;
  readonly role: 'gate' | 'strong' | 'weak' | 'readiness' | 'boundary' | 'doubt';
  readonly kind: 'choice' | 'count';
  readonly wording: string;
  /** One line that says why it is asked. */
  readonly why: string;
  /** What answers it better than an opinion. */
  readonly evidenceHint: string;
  /** How it is given on the command line, e.g. `--team <engineers>`. */
  readonly flag: string;
  /** Each side of the question as a condition: what would have to be so. */
  readonly conditions: { readonly yes: string; readonly no: string };
  /** The rule that applies to each kind of answer, as a sentence. */
  readonly rules: { readonly yes: string; readonly no: string; readonly unknown: string };
}

export type VerdictId =
  | 'optimise-first'
  | 'stay-monolithic'
  | 'not-ready'
  | 'improve-boundaries'
  | 'consider-splitting'
  | 'start-modular';

export type Confidence = 'low' | 'medium' | 'high';

/** An answer together with the question it belongs to. */
export interface GivenAnswer extends Answer {
  readonly id: QuestionId;
}

/** Why the verdict is what it is, or why the confidence in it is. */
export interface Reason extends GivenAnswer {
  readonly effect: 'decides' | 'strengthens' | 'weakens';
  readonly rule: string;
}

export interface Signal extends GivenAnswer {
  readonly direction: 'for' | 'against';
}

export interface Blocker extends GivenAnswer {
  readonly concerns: 'readiness' | 'boundaries';
  readonly rule: string;
}

/** Something to do, and how: the command to run, and what to look at in its result. */
export interface ChecklistItem {
  readonly id: string;
  readonly what: string;
  readonly how: string;
  readonly command?: string | undefined;
  readonly lookAt: string;
}

export interface ChangedAnswer {
  readonly id: QuestionId;
  readonly from: AnswerValue;
  /** The other answer, as words: `yes`, `no`, `8 or more`, `fewer than 8`. */
  readonly to: string;
}

/** If all of `changes` were so, the verdict would be `verdict`. */
export interface Flip {
  readonly changes: readonly ChangedAnswer[];
  readonly verdict: VerdictId;
}

/** One measured figure of a candidate, e.g. `{ what: 'modules that use it', value: 4, points: 2, note: 'orders, users' }`. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  /** What it weighs: 0 to 3. */
  readonly points?: number | undefined;
  /** Names behind the figure. */
  readonly note?: string | undefined;
}

/** One test of a boundary, with what was seen of it. */
export interface BoundaryTest {
  readonly id: 'own-data' | 'own-cadence' | 'few-calls' | 'one-owner' | 'no-circle';
  readonly passes: 'yes' | 'no' | 'unknown';
  readonly figure: string;
}

/** What an extraction of the candidate would meet, in brief. */
export interface ExtractionBrief {
  /** What was inspected, as `scaffold inspect` takes it. */
  readonly target: string;
  readonly verdict: string;
  readonly methods: number;
  readonly carried: number;
  /** Codes of findings that block, with how often each occurs. */
  readonly blocking: readonly { readonly code: string; readonly count: number }[];
}

/** A module that could be extracted, in the order of extraction. */
export interface Candidate {
  readonly module: string;
  readonly need: readonly Figure[];
  readonly cost: readonly Figure[];
  /** Points of need less points of cost. */
  readonly score: number;
  readonly tests: readonly BoundaryTest[];
  readonly because: string;
  /** What others use most of it, as `scaffold inspect` takes it. */
  readonly port?: string | undefined;
  readonly extraction?: ExtractionBrief | undefined;
}

export interface Verdict {
  readonly verdict: VerdictId;
  readonly confidence: Confidence;
  readonly reasons: readonly Reason[];
  readonly blockers: readonly Blocker[];
  readonly signals: readonly Signal[];
  readonly checklist: readonly ChecklistItem[];
  readonly candidates: readonly Candidate[];
  /** The smallest sets of changed answers that flip the verdict; all sets have the same size. */
  readonly wouldChangeIf: readonly Flip[];
  readonly costs: readonly string[];
  readonly answers: readonly GivenAnswer[];
}

export type Architecture = 'modular-monolith' | 'services';
