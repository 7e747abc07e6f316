/** One example of each message: in codecs, in loopback and over a socket, with stand-ins for the implementation. */
import * as assert from 'node:assert';
import { WireError } from '../rpc/codec/index.ts';
import { RemoteInternalError, RemoteProtocolError, RemoteUnavailableError } from '../rpc/errors.ts';
import { hasOwn } from '../rpc/has-own.ts';
import type { AnyRpcMethod, RpcErrorCodec, RpcService } from '../rpc/method.ts';
import {
  argumentsOf,
  caught,
  check,
  comparable,
  copy,
  errorOf,
  inCall,
  resultOf,
  unlessRefused,
} from './check.ts';
import type { ContractCheck, Examples } from './check.ts';
import { connect, newSecret, placed, placements, standIn } from './placed.ts';
import type { Placement } from './placed.ts';
import { spoilt } from './spoil.ts';

/** One example of each message in its form on the wire, by name. */
export interface GoldenMessages {
  /** Read and written again, these are the same bytes. */
  readonly exact: Examples;
  /** Here a class may put a value in its own form. */
  readonly shape: Examples;
}

/** What holds for every service made from a contract; then what happens when it fails. */
export function contractChecks(service: RpcService, golden: GoldenMessages): ContractCheck[] {
  const methods = Object.values(service.methods);
  const examples = { ...golden.exact, ...golden.shape };
  const known = methods.filter(({ name }) => hasOwn(examples, `${name} request`));
  return [
    ...known.map((method) => check(`${method.name} keeps its bytes`, () => keepsBytes(method, golden))),
    ...known.map((method) =>
      check(`${method.name} refuses what does not fit`, () => refusesOrReads(method, examples)),
    ),
    ...placements.flatMap((placement) =>
      known.flatMap((method) => [
        check(`${method.name} arrives and returns in ${placement}`, () =>
          arrives(service, method, examples, placement),
        ),
        ...method.errors
          .filter(({ name }) => hasOwn(examples, name))
          .map((error) =>
            check(`${method.name} throws ${error.name} in ${placement}`, () =>
              throwsDeclared(service, method, error, examples, placement),
            ),
          ),
      ]),
    ),
    ...known
      .slice(0, 1)
      .map((method) => check('fails as agreed', () => failsAsAgreed(service, method, examples))),
  ];
}

function keepsBytes(method: AnyRpcMethod, { exact, shape }: GoldenMessages): void {
  const examples = { ...exact, ...shape };
  const request = `${method.name} request`;
  const again = unlessRefused(() => method.encodeArgs(argumentsOf(method, examples)));
  if (again !== undefined && hasOwn(exact, request)) assert.deepStrictEqual(copy(again), exact[request]);
  const answer = `${method.name} answer`;
  const result = unlessRefused(() => method.encodeResult(resultOf(method, examples)));
  if (result !== undefined && hasOwn(exact, answer)) assert.deepStrictEqual(copy(result), exact[answer]);
}

/** Foreign JSON is refused with a WireError, or is a value that can be sent again; `__proto__` is never one. */
function refusesOrReads(method: AnyRpcMethod, examples: Examples): void {
  for (const wire of spoilt(examples[`${method.name} request`])) {
    try {
      const args = inCall(() => method.decodeArgs(wire));
      method.encodeArgs(args);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
    }
  }
  assert.strictEqual(({} as { isAdmin?: unknown }).isAdmin, undefined);
}

async function arrives(
  service: RpcService,
  method: AnyRpcMethod,
  examples: Examples,
  placement: Placement,
): Promise<void> {
  const args = unlessRefused(() => argumentsOf(method, examples));
  const result = unlessRefused(() => ({ value: resultOf(method, examples) }));
  if (args === undefined || result === undefined) return;
  const received: (readonly unknown[])[] = [];
  const implementation = standIn(service, async (...given: unknown[]) => {
    received.push(given);
    return result.value;
  });
  await placed(service, implementation, placement, async (client) => {
    assert.deepStrictEqual(comparable(await client.call(method, args)), comparable(result.value));
  });
  assert.deepStrictEqual(received.map(comparable), [comparable(args)]);
}

async function throwsDeclared(
  service: RpcService,
  method: AnyRpcMethod,
  codec: RpcErrorCodec,
  examples: Examples,
  placement: Placement,
): Promise<void> {
  const args = unlessRefused(() => argumentsOf(method, examples));
  const thrown = unlessRefused(() => errorOf(codec, examples[codec.name]));
  if (args === undefined || thrown === undefined) return;
  const implementation = standIn(service, () => Promise.reject(thrown));
  await placed(service, implementation, placement, async (client) => {
    const error = await caught(() => client.call(method, args));
    assert.ok(codec.matches(error), `arrived as ${String(error)}`);
    assert.deepStrictEqual(codec.encode(error as Error), codec.encode(thrown));
  });
}

async function failsAsAgreed(service: RpcService, method: AnyRpcMethod, examples: Examples): Promise<void> {
  const args = unlessRefused(() => argumentsOf(method, examples));
  if (args === undefined) return;
  const broken = standIn(service, () => Promise.reject(new Error('the password is 1234')));
  await placed(service, broken, 'remote', async (client, url) => {
    const inside = await caught(() => client.call(method, args));
    assert.ok(inside instanceof RemoteInternalError, String(inside));
    assert.ok(!inside.message.includes('1234'), 'the message of an undeclared error leaks');
    const stranger = connect(service, url, newSecret());
    const refused = await caught(() => stranger.call(method, args)).finally(() => stranger.close());
    assert.ok(refused instanceof RemoteProtocolError && refused.outcome === 'rejected', String(refused));
  });
  const nobody = connect(service, 'http://127.0.0.1:9', newSecret());
  const gone = await caught(() => nobody.call(method, args)).finally(() => nobody.close());
  assert.ok(gone instanceof RemoteUnavailableError && gone.outcome === 'not-sent', String(gone));
}
