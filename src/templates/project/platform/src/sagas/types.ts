import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { Database } from '../db/index.ts';

/** What a saga may remember: it is kept as JSON between its steps. */
export type JsonData =
  null | boolean | number | string | readonly JsonData[] | { readonly [key: string]: JsonData | undefined };

/** A step outside of the module's tables: a call of another module, of an acquirer, of a mail server. */
export interface Call<Result> {
  /**
   * `key` is the same at every attempt, and no other step has it: hand it on as the idempotency key, since an attempt
   * whose answer was lost is made again. A `DomainError` says that the step was refused and did nothing; anything else is
   * tried again.
   */
  do(key: string): Promise<Result>;
  /**
   * Takes the step back. `done` is missing when nobody knows whether it took effect: its last attempt had no answer. Tried
   * until it succeeds; it must succeed as well for what never happened.
   */
  undo?(key: string, done: { readonly result: Result } | undefined): Promise<void>;
}

/** A step in the module's own tables. It commits together with the note that it is done: it happens once. */
export interface Change<Tables, Result> {
  do(trx: Transaction<Tables>): Promise<Result>;
  undo?(trx: Transaction<Tables>, result: Result): Promise<void>;
}

export interface Wait<Data> {
  readonly data: z.ZodType<Data>;
  /** From when the saga came here. */
  readonly withinMs: number;
}

/**
 * The steps of a saga, one after the other. Names are unique in the saga and stay as they are while any is under way: by
 * them a saga that goes on in another process knows what it has done. What a step answers is JSON.
 */
export interface Steps<Tables> {
  /** Recognises this saga in other modules and in logs. */
  readonly id: string;
  call<Result extends JsonData | void>(name: string, step: Call<Result>): Promise<Result>;
  change<Result extends JsonData | void>(name: string, step: Change<Tables, Result>): Promise<Result>;
  /** The data of the signal `name`, or `undefined` when it did not come in time. Takes no process meanwhile. */
  wait<Data extends JsonData>(name: string, wait: Wait<Data>): Promise<Data | undefined>;
}

/**
 * A saga: its steps as a function. It runs from its start again whenever it goes on, with the results of the steps that are
 * done, so between steps it may do nothing but decide: no clock, no random number, no effect. Thrown from it, a
 * {@link SagaRefused} or a `DomainError` ends it: what was done is undone, last first.
 */
export interface Saga<Tables, Input extends JsonData, Result extends JsonData | void> {
  /** Unique in the module, and never changed. */
  readonly name: string;
  readonly input: z.ZodType<Input>;
  run(steps: Steps<Tables>, input: Input): Promise<Result>;
}

/** Ends a saga from within: `throw new SagaRefused('nobody approved it')`. */
export class SagaRefused extends Error {
  override readonly name = 'SagaRefused';
}

export type SagaState =
  /** Under way, or due to go on. */
  | 'running'
  /** For a signal. */
  | 'waiting'
  /** Its steps are being taken back. */
  | 'undoing'
  | 'done'
  /** It came to nothing, and nothing of it is left. */
  | 'undone'
  /** Somebody has to look: a step cannot be taken back, or the saga's code does not fit what it has done. */
  | 'stuck';

export interface SagaStatus {
  readonly id: string;
  readonly name: string;
  readonly state: SagaState;
  /** What `run` returned, once it is done. */
  readonly result: JsonData | undefined;
  /** Why it is undone or stuck. */
  readonly reason: string | undefined;
}

/** The sagas of one module, in its own schema. */
export interface ModuleSagas<Tables> {
  /** Every saga that the module may have under way; before the process starts. */
  add<Input extends JsonData, Result extends JsonData | void>(saga: Saga<Tables, Input, Result>): void;
  /**
   * Begins a saga in the caller's transaction. The same `id` again is the same saga: `false`, and nothing happens.
   * @throws when the input does not fit the saga's schema
   */
  start<Input extends JsonData, Result extends JsonData | void>(
    trx: Transaction<Tables>,
    saga: Saga<Tables, Input, Result>,
    begin: { readonly id: string; readonly input: Input },
  ): Promise<boolean>;
  /** Answers a `wait`, now or when the saga gets there; the first answer counts. `false`: there is no such saga. */
  signal(trx: Transaction<Tables>, id: string, name: string, data: JsonData): Promise<boolean>;
  find(id: string): Promise<SagaStatus | undefined>;
}

/** The sagas of one process. */
export interface Sagas {
  /** Once for each module, in its `src/host.ts`. Works on them while the process runs. */
  module<Tables>(schema: string, database: Database<Tables>): ModuleSagas<Tables>;
}
