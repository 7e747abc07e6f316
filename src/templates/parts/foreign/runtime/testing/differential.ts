/** The implementation itself: whatever is asked of it, in process, through codecs and over a socket it answers alike. */
import * as assert from 'node:assert';
import { WireError } from '../rpc/codec/index.ts';
import { RemoteInternalError } from '../rpc/errors.ts';
import { hasOwn } from '../rpc/has-own.ts';
import type { AnyRpcMethod, RpcService } from '../rpc/method.ts';
import { argumentsOf, check, skipped, unlessMisfit } from './check.ts';
import type { ContractCheck } from './check.ts';
import type { MessageValues } from './laws.ts';
import { placed, placements } from './placed.ts';
import type { Placement } from './placed.ts';
import { drawFrom, pick } from './random.ts';
import { inSurroundings, withEqualChances } from './surroundings.ts';

/** Makes a new implementation that shares nothing with the last one. */
export type Fixture = () => Made | Promise<Made>;

interface Made {
  readonly implementation: object;
  readonly close?: () => unknown;
}

const sequences = [1, 2, 3];
const length = 30;

/** Random calls one after the other, the same on a new implementation in each placement. */
export function placementChecks(
  service: RpcService,
  messages: MessageValues,
  fixture: Fixture | undefined,
): ContractCheck[] {
  const methods = Object.values(service.methods).filter(({ name }) => hasOwn(messages, `${name} request`));
  const name = 'the implementation answers alike in process, in loopback and over a socket';
  if (fixture === undefined) return [skipped(name, 'fixture.ts says why there is none')];
  return sequences.map((seed) =>
    check(`${name}: calls ${seed}`, () => answersAlike(service, methods, messages, fixture, seed)),
  );
}

/** What a call came to, as text: `find: value …`, `find: error …`, `find: failed`. */
type Outcome = string;
type Call = (method: AnyRpcMethod, args: readonly unknown[]) => Promise<Outcome>;

async function answersAlike(
  service: RpcService,
  methods: readonly AnyRpcMethod[],
  messages: MessageValues,
  fixture: Fixture,
  seed: number,
): Promise<void> {
  const run = (call: Call): Promise<Outcome[]> => callAll(methods, messages, seed, call);
  const inProcess = (): Promise<Outcome[]> => withNew(fixture, seed, (made) => run(localCall(made)));
  const expected = await inSurroundings({ seed }, inProcess);
  // What differs on another day differs by itself: new ids, the time.
  const baseline = await inSurroundings({ seed, anotherDay: true }, inProcess);
  for (const placement of placements) {
    const there = (): Promise<Outcome[]> =>
      withNew(fixture, seed, (made) => runThere(service, made, placement, run));
    const outcomes = await inSurroundings({ seed }, there);
    outcomes.forEach((outcome, index) => {
      const place = `sequence ${seed}, call ${index + 1} in ${placement}`;
      compare(outcome, expected[index] ?? '', baseline[index] ?? '', place);
    });
  }
}

async function runThere(
  service: RpcService,
  implementation: object,
  placement: Placement,
  run: (call: Call) => Promise<Outcome[]>,
): Promise<Outcome[]> {
  let outcomes: Outcome[] = [];
  await placed(service, implementation, placement, async (client) => {
    outcomes = await run((method, args) => outcomeOf(method, () => client.call(method, args)));
  });
  return outcomes;
}

/** Where two runs in process differ, only whether it was answered is compared; where that differs too, nothing is. */
function compare(outcome: Outcome, expected: Outcome, baseline: Outcome, place: string): void {
  if (expected === baseline) assert.strictEqual(outcome, expected, place);
  else if (kindOf(expected) === kindOf(baseline))
    assert.strictEqual(kindOf(outcome), kindOf(expected), place);
}

const kindOf = (outcome: Outcome): string => outcome.split(' ').slice(0, 2).join(' ');

async function withNew<T>(
  fixture: Fixture,
  seed: number,
  work: (implementation: object) => Promise<T>,
): Promise<T> {
  const made = await fixture();
  try {
    return await work(withEqualChances(made.implementation, seed));
  } finally {
    await made.close?.();
  }
}

async function callAll(
  methods: readonly AnyRpcMethod[],
  messages: MessageValues,
  seed: number,
  call: Call,
): Promise<Outcome[]> {
  const draw = drawFrom(seed, true);
  const outcomes: Outcome[] = [];
  while (methods.length > 0 && outcomes.length < length) {
    const method = pick(draw, methods);
    const request = `${method.name} request`;
    const args = unlessMisfit(() => argumentsOf(method, { [request]: messages[request]?.(draw) }));
    outcomes.push(args === undefined ? 'refused' : `${method.name}: ${await call(method, args)}`);
  }
  return outcomes;
}

const localCall =
  (implementation: object): Call =>
  (method, args) =>
    outcomeOf(method, async () => {
      const run: unknown = Reflect.get(implementation, method.name);
      if (typeof run !== 'function') throw new Error(`The implementation has no method ${method.name}.`);
      return Reflect.apply(run, implementation, [...args]) as unknown;
    });

/** What was returned or thrown, in its form on the wire; what the contract does not name is an error of the call. */
async function outcomeOf(method: AnyRpcMethod, call: () => Promise<unknown>): Promise<Outcome> {
  let result: unknown;
  try {
    result = await call();
  } catch (error) {
    const codec = method.errors.find((each) => each.matches(error));
    if (codec === undefined) return failedWith(error);
    return `error ${codec.name} ${JSON.stringify([(error as Error).message, codec.encode(error as Error)])}`;
  }
  return `value ${JSON.stringify(encodeFitting(method, result))}`;
}

/** An undeclared error arrives as RemoteInternalError; any other of the call itself is none of the implementation's. */
function failedWith(error: unknown): Outcome {
  const ofTheCall = error instanceof Error && 'outcome' in error && 'attempts' in error;
  if (ofTheCall && !(error instanceof RemoteInternalError)) throw error;
  return 'failed';
}

/** A result that does not fit in process could not be sent: the type of the method says less than the truth. */
function encodeFitting(method: AnyRpcMethod, result: unknown): unknown {
  try {
    return method.encodeResult(result);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return assert.fail(`${method.name} returned what its type does not say: ${error.message}`);
  }
}
