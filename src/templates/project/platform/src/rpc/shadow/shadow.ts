/**
 * Shadowing: this process answers, and some of the calls are repeated at the service afterwards to compare. The caller
 * never waits for the service and never fails because of it. Only readonly methods are repeated; of the others the
 * arguments and the result are taken through their codecs, which shows what could not be sent.
 */
import { currentContext, newContext, runInContext } from '../../context/index.ts';
import type { CallContext } from '../../context/index.ts';
import type { Logger } from '../../log/index.ts';
import { RemoteCallError, RemoteInternalError, RemoteProtocolError } from '../errors.ts';
import { hasOwn } from '../has-own.ts';
import type { AnyRpcMethod, RpcCaller, RpcService } from '../method.ts';
import { differences } from './differences.ts';
import type { Difference } from './differences.ts';
import { readOutcome, takeThroughCodecs } from './outcome.ts';
import type { CallOutcome, RawOutcome } from './outcome.ts';
import { MethodStatistics, ShadowStatistics } from './statistics.ts';
import type { MismatchKind, ShadowReport } from './statistics.ts';

export interface ShadowOptions {
  readonly service: RpcService;
  /** Calls the service. It must have limits of its own, so that shadowing takes nothing from anybody. */
  readonly remote: RpcCaller;
  readonly log: Logger;
  /** Share of the calls that are compared, in percent. */
  readonly percent: number;
  /** For one comparison, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** In [0, 1). */
  readonly random?: () => number;
  readonly now?: () => number;
  /** How often the state is logged, in milliseconds. */
  readonly reportEveryMs?: number;
}

/** Comparisons under way; further samples are dropped. */
const maxComparisons = 8;
/** Share of the samples that are run here twice: what differs then is noise of the method itself. */
const controlShare = 0.05;
const defaultTimeoutMs = 5_000;

/** A call that was sampled: its arguments were copied before the implementation could change them. */
interface Sample {
  readonly method: AnyRpcMethod;
  readonly args: readonly unknown[];
  readonly statistics: MethodStatistics;
  readonly context: CallContext;
}

export class Shadow {
  readonly #options: ShadowOptions;
  readonly #methods: ReadonlyMap<string, MethodStatistics>;
  readonly #statistics: ShadowStatistics;
  readonly #random: () => number;
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;
  readonly #running = new Set<Promise<void>>();

  constructor(options: ShadowOptions) {
    const { service, timeoutMs = defaultTimeoutMs } = options;
    this.#options = options;
    this.#random = options.random ?? Math.random;
    this.#now = options.now ?? (() => performance.now());
    const methods = Object.values(service.methods).map(
      (each) => new MethodStatistics(each.name, each.safety, (each.timeoutMs ?? timeoutMs) / 2),
    );
    this.#methods = new Map(methods.map((each) => [each.method, each]));
    this.#statistics = new ShadowStatistics(service.name, methods);
    this.#timer = setInterval(() => this.#logReport(), options.reportEveryMs ?? 60_000).unref();
  }

  /** The implementation, as it is in every way but that its calls may be sampled. */
  port<Port extends object>(implementation: Port): Port {
    const { service } = this.#options;
    const wrapped = new Map<string, { readonly run: unknown; readonly call: unknown }>();
    return new Proxy(implementation, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        const method =
          typeof key === 'string' && hasOwn(service.methods, key) ? service.methods[key] : undefined;
        const known = typeof key === 'string' ? wrapped.get(key) : undefined;
        if (known?.run === value) return known.call;
        const run = (args: readonly unknown[]): unknown => Reflect.apply(value, target, args);
        const call = (...args: unknown[]): unknown =>
          method === undefined ? run(args) : this.#call(method, run, args);
        if (typeof key === 'string') wrapped.set(key, { run: value, call });
        return call;
      },
    });
  }

  report(): ShadowReport {
    return this.#statistics.report();
  }

  /** Waits for comparisons that are under way, and logs the last report. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#running);
    this.#logReport();
  }

  #call(method: AnyRpcMethod, run: (args: readonly unknown[]) => unknown, args: readonly unknown[]): unknown {
    const sample = this.#random() * 100 < this.#options.percent ? this.#sample(method, args) : undefined;
    if (sample === undefined) return run(args);
    return this.#observe(sample, run, args);
  }

  /** Tries the arguments' codecs; no sample where they cannot be sent. */
  #sample(method: AnyRpcMethod, args: readonly unknown[]): Sample | undefined {
    const statistics = this.#methods.get(method.name);
    if (statistics === undefined) return undefined;
    const { requestId, traceparent, tracestate } = currentContext() ?? newContext();
    const context = newContext({
      requestId,
      traceparent,
      tracestate,
      timeoutMs: this.#options.timeoutMs ?? defaultTimeoutMs,
    });
    try {
      const sent: unknown = JSON.parse(JSON.stringify(method.encodeArgs(args)));
      return { method, args: runInContext(context, () => method.decodeArgs(sent)), statistics, context };
    } catch (error) {
      this.#mismatch(statistics, 'cannot-be-sent', [cannotBeSent('arguments', error)]);
      return undefined;
    }
  }

  async #observe(
    sample: Sample,
    run: (args: readonly unknown[]) => unknown,
    args: readonly unknown[],
  ): Promise<unknown> {
    const begun = this.#now();
    try {
      const result = await run(args);
      this.#settled(sample, run, begun, { kind: 'result', value: result });
      return result;
    } catch (error) {
      this.#settled(sample, run, begun, { kind: 'error', error });
      throw error;
    }
  }

  /** Copies the outcome before the caller can change it; the rest happens later. Never throws. */
  #settled(
    sample: Sample,
    run: (args: readonly unknown[]) => unknown,
    begun: number,
    outcome: RawOutcome,
  ): void {
    const { method, statistics } = sample;
    statistics.local.add(this.#now() - begun);
    let local: CallOutcome;
    try {
      local = takeThroughCodecs(method, outcome);
    } catch (error) {
      return this.#mismatch(statistics, 'cannot-be-sent', [cannotBeSent('result', error)]);
    }
    if (method.safety !== 'readonly') return;
    if (this.#running.size >= maxComparisons) {
      statistics.dropped++;
      return;
    }
    const comparison: Promise<void> = this.#compare(sample, run, local)
      .catch((error: unknown) =>
        this.#options.log.warn({ err: error, method: method.name }, 'A comparison failed'),
      )
      .finally(() => this.#running.delete(comparison));
    this.#running.add(comparison);
  }

  async #compare(
    sample: Sample,
    run: (args: readonly unknown[]) => unknown,
    local: CallOutcome,
  ): Promise<void> {
    const { method, args, statistics, context } = sample;
    const begun = this.#now();
    const remote = await readOutcome(() =>
      runInContext(context, () => this.#options.remote.call(method, args)),
    );
    if (isUnanswered(remote)) {
      statistics.unanswered++;
      return;
    }
    statistics.remote.add(this.#now() - begun);
    statistics.compared++;
    const found = compareOutcomes(method, local, remote);
    if (found.length > 0)
      this.#mismatch(
        statistics,
        local.kind === 'result' && remote.kind === 'result' ? 'result' : 'error',
        found,
      );
    if (this.#random() < controlShare) await this.#control(sample, run, local);
  }

  /** The same call once more in this process. */
  async #control(
    sample: Sample,
    run: (args: readonly unknown[]) => unknown,
    local: CallOutcome,
  ): Promise<void> {
    const { method, args, statistics, context } = sample;
    const again = takeThroughCodecs(
      method,
      await readOutcome(async () => runInContext(context, () => run(args))),
    );
    statistics.controlRuns++;
    if (compareOutcomes(method, local, again).length > 0) statistics.controlMismatches++;
  }

  #mismatch(statistics: MethodStatistics, kind: MismatchKind, found: readonly Difference[]): void {
    statistics.mismatches++;
    const mismatch = { method: statistics.method, kind, differences: found };
    if (!this.#statistics.addMismatch(mismatch)) return;
    const { log, service } = this.#options;
    log.warn({ module: service.slug, ...mismatch }, 'Local and remote answers differ');
  }

  #logReport(): void {
    const { service, log } = this.#options;
    const { mismatches: _, ...report } = this.report();
    log.info({ module: service.slug, shadow: report }, 'Shadow report');
  }
}

/** The service did not answer: that says nothing about its answers. */
function isUnanswered(outcome: CallOutcome): boolean {
  if (outcome.kind === 'result' || !(outcome.error instanceof RemoteCallError)) return false;
  return !(outcome.error instanceof RemoteInternalError || outcome.error instanceof RemoteProtocolError);
}

function compareOutcomes(method: AnyRpcMethod, local: CallOutcome, remote: CallOutcome): Difference[] {
  if (local.kind === 'result' && remote.kind === 'result')
    return differences(local.value, remote.value, method.comparison);
  const [left, right] = [nameOf(method, local), nameOf(method, remote)];
  if (left !== right) return [{ path: 'outcome', local: left, remote: right }];
  if (local.kind === 'error' && remote.kind === 'error' && left !== undeclared)
    return differences({ ...local.error }, { ...remote.error }).map((each) => ({
      ...each,
      path: each.path.replace(/^result/, 'error'),
    }));
  return [];
}

const undeclared = 'an error that is not declared';

/** `a result`, the name of a declared error, or that it is none. */
function nameOf({ errors }: AnyRpcMethod, outcome: CallOutcome): string {
  if (outcome.kind === 'result') return 'a result';
  return errors.find((each) => each.matches(outcome.error))?.name ?? undeclared;
}

function cannotBeSent(what: string, error: unknown): Difference {
  return { path: what, local: error instanceof Error ? error.message : String(error), remote: 'never sent' };
}
