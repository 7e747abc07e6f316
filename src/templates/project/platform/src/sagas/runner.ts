import { openContext, runInContext } from '../context/index.ts';
import type { Database } from '../db/index.ts';
import { DomainError } from '../errors/index.ts';
import type { Logger } from '../log/index.ts';
import { describe, Execution, Pause, SagaChangedError, StepFailed, type Undo } from './execution.ts';
import { backoffMs, type SagasSettings } from './settings.ts';
import {
  goOnIn,
  hold,
  noteError,
  noteFailure,
  noteUndoAttempt,
  noteUndone,
  putToSleep,
  SagaLostError,
  setState,
  stepsOf,
  type HeldSaga,
} from './store.ts';
import { SagaRefused, type JsonData, type Steps } from './types.ts';

export interface RunnerOptions<Tables> {
  readonly schema: string;
  readonly database: Database<Tables>;
  readonly settings: SagasSettings;
  readonly log: Logger;
}

/** A saga of whatever input: what it is given was checked by its schema. */
export interface AnySaga<Tables> {
  readonly name: string;
  run(steps: Steps<Tables>, input: JsonData): Promise<JsonData | void>;
}

/** Lets one saga go on as far as it can, forwards or back. */
export class Runner<Tables> {
  readonly #options: RunnerOptions<Tables>;

  constructor(options: RunnerOptions<Tables>) {
    this.#options = options;
  }

  /** Never rejects: what fails is noted, and the saga is due again. */
  async run(definition: AnySaga<Tables>, saga: HeldSaga, signal: AbortSignal): Promise<void> {
    try {
      await this.#goOn(definition, saga, signal);
    } catch (error) {
      if (error instanceof SagaLostError) return;
      this.#options.log.error({ err: error, ...about(saga) }, 'a saga is taken up again after its lease');
    }
  }

  async #goOn(definition: AnySaga<Tables>, saga: HeldSaga, signal: AbortSignal): Promise<void> {
    const { database, settings } = this.#options;
    const rows = await database.transaction((trx) => stepsOf(trx, saga.id));
    const execution = new Execution<Tables>({ saga, rows, database, settings, signal });
    const outcome = await this.#call(definition, saga, execution);
    const end = execution.end ?? outcome.error;
    if (end instanceof SagaLostError) throw end;
    if (end instanceof SagaChangedError) return this.#stick(saga, end.message);
    if (execution.unseen > 0 && !(end instanceof Pause))
      return this.#stick(
        saga,
        `${execution.unseen} steps that it has done are not in its function now: ${describe(end)}`,
      );
    if (saga.state === 'undoing') return this.#undoAll(saga, execution.undos, signal);
    if (end instanceof Pause) return signal.aborted ? this.#release(saga) : undefined;
    if (end instanceof StepFailed || end instanceof SagaRefused || end instanceof DomainError) {
      await this.#turn(saga, describe(end));
      return this.#goOn(definition, { ...saga, state: 'undoing' }, signal);
    }
    if (end !== undefined) return this.#failed(saga, end);
    await this.#end(saga, { state: 'done', result: outcome.result });
  }

  /** Between the steps of a saga there is nothing to abort; what it logs carries its trace. */
  async #call(definition: AnySaga<Tables>, saga: HeldSaga, execution: Execution<Tables>): Promise<Outcome> {
    const scope = openContext(saga.traceparent === null ? {} : { traceparent: saga.traceparent });
    try {
      const result = await runInContext(scope.context, () => definition.run(execution, saga.input));
      return { result: result ?? (result === null ? null : undefined), error: undefined };
    } catch (error) {
      return { result: undefined, error };
    } finally {
      scope.end();
    }
  }

  async #turn(saga: HeldSaga, reason: string): Promise<void> {
    const { database, log } = this.#options;
    log.warn({ ...about(saga), reason }, 'a saga came to nothing: what it did is undone');
    await database.transaction(async (trx) => {
      await hold(trx, saga);
      await setState(trx, saga, { state: 'undoing', reason });
    });
  }

  async #undoAll(saga: HeldSaga, undos: readonly Undo<Tables>[], signal: AbortSignal): Promise<void> {
    for (const undo of undos.toReversed()) {
      if (signal.aborted) return this.#release(saga);
      if (!(await this.#undo(saga, undo))) return;
    }
    await this.#end(saga, { state: 'undone' });
  }

  /** `false` when it is tried again later, or never. */
  async #undo(saga: HeldSaga, { step, call, change }: Undo<Tables>): Promise<boolean> {
    const { database, settings, log } = this.#options;
    const { SAGAS_LEASE_MS: leaseMs, SAGAS_STEP_MS: timeoutMs, SAGAS_MAX_ATTEMPTS: most } = settings;
    const attempt = await database.transaction((trx) => noteUndoAttempt(trx, step, leaseMs));
    const key = `${saga.id}/${step.name}/undo`;
    const scope = openContext({ timeoutMs, attempt, idempotencyKey: key, ...traceOf(saga) });
    try {
      const late = new Promise<never>((_, reject) => scope.onAbort(reject));
      await Promise.race([runInContext(scope.context, async () => call?.(key)), late]);
      await database.transaction(async (trx) => {
        await hold(trx, saga);
        await change?.(trx);
        await noteUndone(trx, step);
      });
      return true;
    } catch (error) {
      if (error instanceof SagaLostError) throw error;
      const text = `undoing ${step.name}: ${describe(error)}`;
      log.error({ err: error, ...about(saga), step: step.name, attempt }, 'a step could not be undone');
      if (attempt >= most) await this.#stick(saga, text);
      else
        await database.transaction(async (trx) => {
          await hold(trx, saga);
          await noteError(trx, step, text);
          const until = new Date(Date.now() + backoffMs(settings.SAGAS_BACKOFF_MS, attempt, Math.random()));
          await putToSleep(trx, saga, { state: 'undoing', until });
        });
      return false;
    } finally {
      scope.end();
    }
  }

  /** The saga's own function threw: its code is wrong, or something it may not use is away. */
  async #failed(saga: HeldSaga, error: unknown): Promise<void> {
    const { database, settings, log } = this.#options;
    log.error({ err: error, ...about(saga) }, 'the function of a saga failed');
    if (saga.failures + 1 >= settings.SAGAS_MAX_ATTEMPTS) return this.#stick(saga, describe(error));
    const ms = backoffMs(settings.SAGAS_BACKOFF_MS, saga.failures + 1, Math.random());
    await database.transaction((trx) => noteFailure(trx, saga, ms));
  }

  async #stick(saga: HeldSaga, reason: string): Promise<void> {
    this.#options.log.error({ ...about(saga), reason }, 'a saga is stuck: somebody has to look at it');
    await this.#end(saga, { state: 'stuck', reason });
  }

  #release(saga: HeldSaga): Promise<void> {
    return this.#options.database.transaction((trx) => goOnIn(trx, saga, 0));
  }

  #end(saga: HeldSaga, change: Parameters<typeof setState>[2]): Promise<void> {
    return this.#options.database.transaction(async (trx) => {
      await hold(trx, saga);
      await setState(trx, saga, change);
    });
  }
}

interface Outcome {
  readonly result: JsonData | undefined;
  readonly error: unknown;
}

const about = ({ id, name }: HeldSaga) => ({ saga: name, sagaId: id });

const traceOf = ({ traceparent }: HeldSaga) => (traceparent === null ? {} : { traceparent });
