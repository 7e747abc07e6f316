/** What holds for every service made from a contract, as checks for any test runner. */
import * as assert from 'node:assert';
import { randomBytes } from 'node:crypto';
import { newContext, runInContext } from './context/index.ts';
import type { Logger } from './log/index.ts';
import { parseSecrets, signCall } from './rpc/auth.ts';
import { RpcClient } from './rpc/client.ts';
import { WireError } from './rpc/codec/index.ts';
import { RemoteInternalError, RemoteProtocolError, RemoteUnavailableError } from './rpc/errors.ts';
import { hasOwn } from './rpc/has-own.ts';
import { HttpTransport } from './rpc/http-transport.ts';
import { loopbackTransport } from './rpc/loopback.ts';
import type { AnyRpcMethod, RpcErrorCodec, RpcService } from './rpc/method.ts';
import { serveRpc } from './rpc/server/serve.ts';

/** One example of each message in its form on the wire, by name: `charge request`, `charge answer`, `CardDeclined`. */
export interface GoldenMessages {
  /** Read and written again, these are the same bytes. */
  readonly exact: Readonly<Record<string, unknown>>;
  /** Here a class may put a value in its own form. */
  readonly shape: Readonly<Record<string, unknown>>;
}

export interface ContractCheck {
  readonly name: string;
  run(): Promise<void>;
}

const quiet: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** In codecs, in loopback and over a socket, with stand-ins for the implementation; then what happens when it fails. */
export function contractChecks(service: RpcService, golden: GoldenMessages): ContractCheck[] {
  const methods = Object.values(service.methods);
  const examples = { ...golden.exact, ...golden.shape };
  const known = methods.filter(({ name }) => hasOwn(examples, `${name} request`));
  return [
    ...known.map((method) => check(`${method.name} keeps its bytes`, () => keepsBytes(method, golden))),
    ...known.map((method) =>
      check(`${method.name} refuses what does not fit`, () => refusesOrReads(method, examples)),
    ),
    ...(['loopback', 'remote'] as const).flatMap((placement) =>
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

const check = (name: string, run: () => Promise<void>): ContractCheck => ({ name, run });

type Examples = Readonly<Record<string, unknown>>;

/** Codecs may ask for the signal of the call. */
const inCall = <T>(work: () => T): T =>
  runInContext(newContext({ signal: new AbortController().signal }), work);

const argumentsOf = (method: AnyRpcMethod, examples: Examples): readonly unknown[] =>
  inCall(() => method.decodeArgs(copy(examples[`${method.name} request`])));

function resultOf(method: AnyRpcMethod, examples: Examples): unknown {
  const name = `${method.name} answer`;
  return method.decodeResult(hasOwn(examples, name) ? copy(examples[name]) : undefined);
}

const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function keepsBytes(method: AnyRpcMethod, { exact, shape }: GoldenMessages): Promise<void> {
  const examples = { ...exact, ...shape };
  const request = `${method.name} request`;
  const again = unlessRefused(() => method.encodeArgs(argumentsOf(method, examples)));
  if (again !== undefined && hasOwn(exact, request)) assert.deepStrictEqual(copy(again), exact[request]);
  const answer = `${method.name} answer`;
  const result = unlessRefused(() => method.encodeResult(resultOf(method, examples)));
  if (result !== undefined && hasOwn(exact, answer)) assert.deepStrictEqual(copy(result), exact[answer]);
}

/** `undefined` where a class has rules of its own that an example, made from the types alone, does not meet. */
function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof WireError && error.expected.startsWith('what ')) return undefined;
    throw error;
  }
}

/** Foreign JSON is refused with a WireError, or is a value that can be sent again; `__proto__` is never one. */
async function refusesOrReads(method: AnyRpcMethod, examples: Examples): Promise<void> {
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

const foreign: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  '',
  'x',
  [],
  {},
  [null],
  { $: 9 },
  '2026-02-30T00:00:00.000Z',
];

/** The value with one thing in it replaced, removed or added, in every place. */
function spoilt(value: unknown): unknown[] {
  const inside =
    typeof value === 'object' && value !== null
      ? Object.keys(value).flatMap((key) => {
          const rest = (replacement: unknown): unknown => {
            const changed = copy(value) as Record<string, unknown>;
            changed[key] = replacement;
            return changed;
          };
          return [rest(undefined), ...spoilt((value as Record<string, unknown>)[key]).map(rest)];
        })
      : [];
  const polluted: unknown = JSON.parse('{"__proto__":{"isAdmin":true}}');
  return [...foreign, polluted, ...inside];
}

async function arrives(
  service: RpcService,
  method: AnyRpcMethod,
  examples: Examples,
  placement: 'loopback' | 'remote',
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
  placement: 'loopback' | 'remote',
): Promise<void> {
  const { message, data } = examples[codec.name] as { readonly message: string; readonly data: unknown };
  const args = unlessRefused(() => argumentsOf(method, examples));
  const thrown = unlessRefused(() => codec.decode(message, copy(data)));
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

async function caught(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('The call did not fail.');
}

const standIn = (service: RpcService, run: (...args: unknown[]) => Promise<unknown>): object =>
  Object.fromEntries(Object.keys(service.methods).map((name) => [name, run]));

/** Signals are made anew for each call. */
function comparable(value: unknown): unknown {
  if (value instanceof AbortSignal) return 'signal';
  return Array.isArray(value) ? value.map(comparable) : value;
}

async function placed(
  service: RpcService,
  implementation: object,
  placement: 'loopback' | 'remote',
  work: (client: RpcClient, url: string) => Promise<void>,
): Promise<void> {
  if (placement === 'loopback') {
    const transport = loopbackTransport({ service, implementation, caller: 'tests', log: quiet });
    return work(new RpcClient(service, { transport }), '');
  }
  const secret = newSecret();
  const services = [{ service, implementation }];
  const server = await serveRpc({ services, port: 0, secrets: parseSecrets(secret), log: quiet });
  const client = connect(service, server.url, secret);
  try {
    await work(client, server.url);
  } finally {
    await client.close();
    await server.drain({ lameDuckMs: 0, abortMs: 1_000, endMs: 2_000 });
  }
}

const newSecret = (): string => randomBytes(48).toString('hex');

function connect(service: RpcService, url: string, secret: string): RpcClient {
  const secrets = parseSecrets(secret);
  const audience = service.slug;
  return new RpcClient(service, {
    transport: new HttpTransport(new URL(url)),
    authorize: (path, body) =>
      `Bearer ${signCall({ issuer: 'tests', audience, path, body }, secrets, Date.now())}`,
  });
}
