/** What holds for every message, whatever is in it. */
import * as assert from 'node:assert';
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
  skipped,
  unlessMisfit,
} from './check.ts';
import type { ContractCheck } from './check.ts';
import { placed, placements, standIn } from './placed.ts';
import type { Placement } from './placed.ts';
import { drawFrom, pick, whole } from './random.ts';
import type { Draw } from './random.ts';
import { json } from './values.ts';
import type { Values } from './values.ts';

/** By the name of the message: `charge request`, `charge answer`, `CardDeclined`. */
export type MessageValues = Readonly<Record<string, Values>>;

/** A message, both ways. */
interface Message {
  readonly name: string;
  readonly values: Values;
  encode(value: unknown): unknown;
  decode(wire: unknown): unknown;
}

const runs = 100;

/** Codecs keep every value and refuse the rest; clients and services hand on what stand-ins take and give. */
export function valueChecks(service: RpcService, messages: MessageValues): ContractCheck[] {
  const methods = Object.values(service.methods);
  return [
    ...messagesOf(service, messages).flatMap(messageChecks),
    ...placements.flatMap((placement) =>
      methods.map((method) => {
        const name = `${method.name} hands on whatever it is called with in ${placement}`;
        if (!hasOwn(messages, `${method.name} request`)) return skipped(name, 'it has no finite arguments');
        return check(name, () => handsOn(service, method, messages, placement));
      }),
    ),
  ];
}

function messageChecks(message: Message): ContractCheck[] {
  const { name, values, decode } = message;
  const isAccepted = (seed: number): boolean =>
    unlessMisfit(() => ({ value: decode(values(drawFrom(seed))) })) !== undefined;
  const some = Array.from({ length: runs }, (_, seed) => seed).some(isAccepted);
  if (!some) return [skipped(`${name} keeps every value`, 'a class in it refuses what was tried')];
  return [
    check(`${name} keeps every value`, () => keepsEveryValue(message)),
    check(`${name} refuses foreign JSON, or reads it`, () => readsOrRefuses(message)),
  ];
}

function messagesOf(service: RpcService, messages: MessageValues): Message[] {
  const methods = Object.values(service.methods);
  const errors = new Map(methods.flatMap((method) => method.errors).map((codec) => [codec.name, codec]));
  const all = [
    ...methods.map((method) => ({
      name: `${method.name} request`,
      encode: (value: unknown) => method.encodeArgs(value as readonly unknown[]),
      decode: (wire: unknown) => inCall(() => method.decodeArgs(wire)),
    })),
    ...methods.map((method) => ({
      name: `${method.name} answer`,
      encode: (value: unknown) => method.encodeResult(value),
      decode: (wire: unknown) => method.decodeResult(wire),
    })),
    ...[...errors.values()].map(errorMessage),
  ];
  return all.flatMap((message) => {
    const values = hasOwn(messages, message.name) ? messages[message.name] : undefined;
    return values === undefined ? [] : [{ ...message, values }];
  });
}

const errorMessage = (codec: RpcErrorCodec): Omit<Message, 'values'> => ({
  name: codec.name,
  encode: (value) => ({ message: (value as Error).message, data: codec.encode(value as Error) }),
  decode: (wire) => errorOf(codec, wire),
});

/** What arrives is what was sent, classes included, and it is sent again as the same bytes. */
function keepsEveryValue({ values, encode, decode }: Message): void {
  for (let seed = 0; seed < runs; seed++) {
    const wire = values(drawFrom(seed));
    const drawn = unlessMisfit(() => ({ value: decode(wire) }));
    if (drawn === undefined) continue;
    const sent = JSON.stringify(encode(drawn.value)) as string | undefined;
    const received = decode(sent === undefined ? undefined : JSON.parse(sent));
    assert.deepStrictEqual(comparable(received), comparable(drawn.value), `seed ${seed}`);
    assert.strictEqual(JSON.stringify(encode(received)), sent, `seed ${seed}`);
  }
}

/** Foreign JSON is refused with a WireError, or is a value like any other; a key `__proto__` is none of ours. */
function readsOrRefuses({ values, encode, decode }: Message): void {
  for (let seed = 0; seed < runs; seed++) {
    const draw = drawFrom(seed);
    const wire = spoiltAt(draw, values(draw));
    const again = unlessMisfit(() => ({ wire: encode(decode(wire)) }));
    if (again?.wire !== undefined) decode(copy(again.wire));
  }
  const polluted: unknown = JSON.parse('{"__proto__":{"isAdmin":true},"constructor":1}');
  unlessMisfit(() => decode(polluted));
  assert.strictEqual(({} as { isAdmin?: unknown }).isAdmin, undefined);
}

/** Walks down at random and puts any JSON where it ends. */
function spoiltAt(draw: Draw, wire: unknown): unknown {
  const keys = typeof wire === 'object' && wire !== null ? Object.keys(wire) : [];
  if (keys.length === 0 || whole(draw, 3) === 0) return json(draw);
  const key = pick(draw, keys);
  const spoilt = copy(wire) as Record<string, unknown>;
  spoilt[key] = spoiltAt(draw, spoilt[key]);
  return spoilt;
}

/** A stand-in gets what the client was given, and the client what the stand-in gave or threw. */
async function handsOn(
  service: RpcService,
  method: AnyRpcMethod,
  messages: MessageValues,
  placement: Placement,
): Promise<void> {
  let received: readonly unknown[] = [];
  let answer: () => Promise<unknown> = async () => undefined;
  const implementation = standIn(service, (...given: unknown[]) => {
    received = given;
    return answer();
  });
  await placed(service, implementation, placement, async (client) => {
    for (let seed = 0; seed < 20; seed++) {
      const call = unlessMisfit(() => callFrom(method, messages, seed));
      if (call === undefined) continue;
      const { args, result, error, codec } = call;
      answer = async () => {
        if (error !== undefined) throw error;
        return result;
      };
      if (error === undefined || codec === undefined) {
        assert.deepStrictEqual(
          comparable(await client.call(method, args)),
          comparable(result),
          `seed ${seed}`,
        );
      } else {
        const thrown = await caught(() => client.call(method, args));
        assert.ok(codec.matches(thrown), `seed ${seed}: arrived as ${String(thrown)}`);
        assert.deepStrictEqual(codec.encode(thrown as Error), codec.encode(error), `seed ${seed}`);
      }
      assert.deepStrictEqual(comparable([...received]), comparable([...args]), `seed ${seed}`);
    }
  });
}

interface DrawnCall {
  readonly args: readonly unknown[];
  readonly result: unknown;
  /** Thrown instead. */
  readonly error?: Error | undefined;
  readonly codec?: RpcErrorCodec | undefined;
}

/** `undefined` for a method that never returns. */
function callFrom(method: AnyRpcMethod, messages: MessageValues, seed: number): DrawnCall | undefined {
  const draw = drawFrom(seed);
  const drawn = Object.fromEntries(
    Object.entries(messages)
      .filter(([name]) => name.startsWith(`${method.name} `))
      .map(([name, values]) => [name, values(draw)]),
  );
  const args = argumentsOf(method, drawn);
  const codec = seed % 4 === 0 && method.errors.length > 0 ? pick(draw, method.errors) : undefined;
  const values = codec === undefined || !hasOwn(messages, codec.name) ? undefined : messages[codec.name];
  if (codec !== undefined && values !== undefined)
    return { args, result: undefined, error: errorOf(codec, values(draw)), codec };
  if (drawn[`${method.name} answer`] !== undefined) return { args, result: resultOf(method, drawn) };
  return unlessMisfit(() => ({ args, result: method.decodeResult(undefined) }));
}
