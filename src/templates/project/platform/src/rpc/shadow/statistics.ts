/** What shadowing has shown so far, and whether it is enough to go on to `remote`. */
import type { Safety } from '../method.ts';
import type { Difference } from './differences.ts';
import { Percentiles } from './percentiles.ts';

/** Why a sampled call counts as a mismatch. */
export type MismatchKind = 'result' | 'error' | 'cannot-be-sent';

/** One mismatch, without anybody's data. */
export interface Mismatch {
  readonly method: string;
  readonly kind: MismatchKind;
  /** Where and how the two differ. */
  readonly differences: readonly Difference[];
}

export interface ShadowMethodReport {
  readonly method: string;
  readonly safety: Safety;
  /** Calls whose local and remote answer were compared; of others only the codecs were tried. */
  readonly compared: number;
  readonly mismatches: number;
  /** Sampled calls that the service did not answer: down, slow, overloaded. */
  readonly unanswered: number;
  /** Sampled calls that were not sent because too many were under way. */
  readonly dropped: number;
  /** Calls made twice in this process, and how many of those differed from themselves. */
  readonly control: { readonly runs: number; readonly mismatches: number };
  /** Milliseconds; `undefined` before the first. */
  readonly local: { readonly p50: number | undefined; readonly p99: number | undefined };
  readonly remote: { readonly p50: number | undefined; readonly p99: number | undefined };
}

export interface ShadowReport {
  readonly service: string;
  readonly verdict: 'ready' | 'not-ready';
  /** What is missing, a sentence each; empty when ready. */
  readonly missing: readonly string[];
  readonly methods: readonly ShadowMethodReport[];
  /** The last 100. */
  readonly mismatches: readonly Mismatch[];
}

/** Samples of each readonly method that a verdict needs. */
const neededSamples = 1_000;
/** Mismatches above those that the method has with itself. */
const allowedMismatch = 0.001;
const keptMismatches = 100;

export class MethodStatistics {
  readonly method: string;
  readonly safety: Safety;
  /** Milliseconds that one attempt of a remote call has. */
  readonly budgetMs: number;
  compared = 0;
  mismatches = 0;
  unanswered = 0;
  dropped = 0;
  controlRuns = 0;
  controlMismatches = 0;
  readonly local = new Percentiles();
  readonly remote = new Percentiles();

  constructor(method: string, safety: Safety, budgetMs: number) {
    this.method = method;
    this.safety = safety;
    this.budgetMs = budgetMs;
  }

  report(): ShadowMethodReport {
    const { method, safety, compared, mismatches, unanswered, dropped, local, remote } = this;
    const control = { runs: this.controlRuns, mismatches: this.controlMismatches };
    return {
      method,
      safety,
      compared,
      mismatches,
      unanswered,
      dropped,
      control,
      local: { p50: local.at(0.5), p99: local.at(0.99) },
      remote: { p50: remote.at(0.5), p99: remote.at(0.99) },
    };
  }

  /** What stands between this method and `remote`. Other than readonly methods are judged by their codecs only. */
  missing(): string[] {
    const { method, compared, budgetMs } = this;
    if (this.safety !== 'readonly')
      return this.mismatches > 0 ? [`${method}: ${this.mismatches} calls could not be sent`] : [];
    if (compared < neededSamples) return [`${method}: ${compared} of ${neededSamples} samples`];
    const noise = this.controlRuns === 0 ? 0 : this.controlMismatches / this.controlRuns;
    const rate = this.mismatches / compared;
    const p99 = this.remote.at(0.99) ?? 0;
    return [
      ...(rate > noise + allowedMismatch
        ? [`${method}: ${percent(rate)} differ, ${percent(noise)} differ from themselves`]
        : []),
      ...(p99 > budgetMs ? [`${method}: p99 is ${Math.round(p99)} ms, the budget ${budgetMs} ms`] : []),
    ];
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

export class ShadowStatistics {
  readonly #service: string;
  readonly #methods: readonly MethodStatistics[];
  readonly #mismatches: Mismatch[] = [];

  constructor(service: string, methods: readonly MethodStatistics[]) {
    this.#service = service;
    this.#methods = methods;
  }

  /** Tells whether it is the first of its method and kind: worth a line in the log. */
  addMismatch(mismatch: Mismatch): boolean {
    const known = this.#mismatches.some(
      ({ method, kind }) => method === mismatch.method && kind === mismatch.kind,
    );
    this.#mismatches.push(mismatch);
    if (this.#mismatches.length > keptMismatches) this.#mismatches.shift();
    return !known;
  }

  report(): ShadowReport {
    const missing = this.#methods.flatMap((each) => each.missing());
    return {
      service: this.#service,
      verdict: missing.length === 0 ? 'ready' : 'not-ready',
      missing,
      methods: this.#methods.map((each) => each.report()),
      mismatches: [...this.#mismatches],
    };
  }
}
