import type { Transaction } from 'kysely';
import { newContext, openContext, runInContext } from '../context/index.ts';
import type { Database } from '../db/index.ts';
import { DomainError } from '../errors/index.ts';
import type { SagasSettings } from './settings.ts';
import { backoffMs } from './settings.ts';
import {
  hold,
  noteAttempt,
  noteError,
  noteOutcome,
  openWait,
  putToSleep,
  SagaLostError,
  type HeldSaga,
  type StepKey,
  type StepRow,
} from './store.ts';
import type { Call, Change, JsonData, Steps, Wait } from './types.ts';

/** How one of the saga's steps is taken back. */
export interface Undo<Tables> {
  readonly step: StepKey;
  readonly call?: (key: string) => Promise<void>;
  readonly change?: (trx: Transaction<Tables>) => Promise<void>;
}

/** Not a failure: the run of the saga's function ends here, and another goes on later. */
export class Pause extends Error {
  override readonly name = 'Pause';
}

/** A step was refused, or given up: what was done is to be undone. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

/** The saga's function asks for other steps than it did before. */
export class SagaChangedError extends Error {
  override readonly name = 'SagaChangedError';
}

export interface ExecutionOptions<Tables> {
  readonly saga: HeldSaga;
  readonly rows: readonly StepRow[];
  readonly database: Database<Tables>;
  readonly settings: SagasSettings;
  /** Aborted when the process stops: no further step begins. */
  readonly signal: AbortSignal;
}

/** One run of a saga's function: steps that are done are answered from the journal, the first other one is taken. */
export class Execution<Tables> implements Steps<Tables> {
  readonly id: string;
  /** In the order of the steps. */
  readonly undos: Undo<Tables>[] = [];
  readonly #options: ExecutionOptions<Tables>;
  #position = 0;
  readonly #names = new Set<string>();
  #busy = false;
  #end: Error | undefined;

  constructor(options: ExecutionOptions<Tables>) {
    this.id = options.saga.id;
    this.#options = options;
  }

  /** Steps that it has done and that its function did not come to. */
  get unseen(): number {
    return Math.max(0, this.#options.rows.length - this.#position);
  }

  /** Why the run ended before the function did; a function that catches it does not change that. */
  get end(): Error | undefined {
    return this.#end;
  }

  call<Result extends JsonData | void>(name: string, step: Call<Result>): Promise<Result> {
    return this.#step(name, async (key, row) => {
      const { undo } = step;
      const { database } = this.#options;
      const known =
        row?.state === 'done' || row?.state === 'undone'
          ? { result: row.result?.value as Result }
          : undefined;
      if (row && undo && mayHaveHappened(row))
        this.undos.push({ step: key, call: (text) => undo(text, known) });
      if (known) return known.result;
      this.#assertForward(row);
      return this.#attempt(key, async () => {
        const result = await step.do(`${this.id}/${name}`);
        await database.transaction((trx) => this.#done(trx, key, result));
        return result;
      });
    });
  }

  change<Result extends JsonData | void>(name: string, step: Change<Tables, Result>): Promise<Result> {
    return this.#step(name, async (key, row) => {
      const { undo } = step;
      if (row?.state === 'undone') return row.result?.value as Result;
      if (row?.state === 'done') {
        const result = row.result?.value as Result;
        if (undo) this.undos.push({ step: key, change: (trx) => undo(trx, result) });
        return result;
      }
      this.#assertForward(row);
      const { database } = this.#options;
      return this.#attempt(key, () =>
        database.transaction(async (trx) => {
          await hold(trx, key.saga);
          const result = await step.do(trx);
          await this.#done(trx, key, result);
          return result;
        }),
      );
    });
  }

  wait<Data extends JsonData>(
    name: string,
    { data: schema, withinMs }: Wait<Data>,
  ): Promise<Data | undefined> {
    return this.#step(name, async (key, row) => {
      const { database, saga } = this.#options;
      if (row?.state === 'done') return row.result?.value as Data | undefined;
      this.#assertForward(row);
      const found = await database.transaction(async (trx) => {
        await hold(trx, saga);
        const { data, over, until } = await openWait(trx, key, withinMs);
        if (data === undefined && !over) {
          await putToSleep(trx, saga, { state: 'waiting', until });
          return undefined;
        }
        const value = data === undefined ? undefined : schema.parse(data);
        await noteOutcome(trx, key, { state: 'done', value });
        return { value };
      });
      if (found === undefined) throw this.#stop(new Pause(`waits for ${name}`));
      return found.value;
    });
  }

  /** One step after the other, and none after the end. */
  async #step<T>(name: string, work: (key: StepKey, row: StepRow | undefined) => Promise<T>): Promise<T> {
    if (this.#end) throw this.#end;
    if (this.#busy)
      throw this.#stop(new SagaChangedError(`Step ${name} began before the one before it had ended`));
    const { saga, rows } = this.#options;
    const position = this.#position++;
    const row = rows[position];
    if (this.#names.has(name))
      throw this.#stop(new SagaChangedError(`The name ${name} is used for two steps`));
    if (row && row.name !== name) throw this.#stop(new SagaChangedError(changed(name, row)));
    this.#names.add(name);
    this.#busy = true;
    try {
      return await work({ saga, name, position }, row);
    } catch (error) {
      if (error instanceof SagaLostError) throw this.#stop(error);
      throw error;
    } finally {
      this.#busy = false;
    }
  }

  /** Where a saga that is undone has come to its end, and one that goes on may go on. */
  #assertForward(row: StepRow | undefined): void {
    const { saga, signal } = this.#options;
    if (saga.state === 'undoing') throw this.#stop(new Pause('all that was done is known'));
    if (row?.state === 'refused' || row?.state === 'given-up')
      throw this.#stop(new StepFailed(`step ${row.name} was ${row.state}`));
    if (signal.aborted) throw this.#stop(new Pause('the process stops'));
  }

  async #attempt<T extends JsonData | void>(key: StepKey, work: () => Promise<T>): Promise<T> {
    const { database, settings } = this.#options;
    const attempt = await database.transaction((trx) => noteAttempt(trx, key, settings.SAGAS_LEASE_MS));
    try {
      return await this.#inTime(key, attempt, work);
    } catch (error) {
      if (error instanceof SagaLostError) throw error;
      throw this.#stop(await this.#failed(key, attempt, error));
    }
  }

  async #done(trx: Transaction<Tables>, key: StepKey, result: JsonData | void): Promise<void> {
    await hold(trx, key.saga);
    await noteOutcome(trx, key, { state: 'done', value: result ?? (result === null ? null : undefined) });
  }

  async #inTime<T>({ saga, name }: StepKey, attempt: number, work: () => Promise<T>): Promise<T> {
    const scope = openContext({
      timeoutMs: this.#options.settings.SAGAS_STEP_MS,
      traceparent: saga.traceparent ?? newContext({}).traceparent,
      attempt,
      idempotencyKey: `${saga.id}/${name}`,
    });
    try {
      const late = new Promise<never>((_, reject) => scope.onAbort(reject));
      return await Promise.race([runInContext(scope.context, work), late]);
    } finally {
      scope.end();
    }
  }

  /** Refused, given up, or tried again later. */
  async #failed(key: StepKey, attempt: number, error: unknown): Promise<Error> {
    const { database, settings } = this.#options;
    const text = describe(error);
    const refused = error instanceof DomainError;
    const final = refused || attempt >= settings.SAGAS_MAX_ATTEMPTS;
    await database.transaction(async (trx) => {
      await hold(trx, key.saga);
      if (final) return noteOutcome(trx, key, { state: refused ? 'refused' : 'given-up', error: text });
      const until = new Date(Date.now() + backoffMs(settings.SAGAS_BACKOFF_MS, attempt, Math.random()));
      await noteError(trx, key, text);
      await putToSleep(trx, key.saga, { state: 'running', until });
    });
    return final ? new StepFailed(`step ${key.name}: ${text}`) : new Pause(`step ${key.name} is tried again`);
  }

  #stop<E extends Error>(error: E): E {
    this.#end ??= error;
    return error;
  }
}

export const describe = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 1_000);

const mayHaveHappened = ({ state }: StepRow): boolean => state !== 'refused' && state !== 'undone';

const changed = (name: string, row: StepRow): string =>
  `Step ${row.position + 1} was ${row.name} when this saga began and is ${name} now`;
