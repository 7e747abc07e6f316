/** What holds for every codec, whatever its type. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { RpcErrorCodec } from '@shop/platform/rpc';
import { WireError, readObject, readString, root } from '@shop/platform/rpc/codec';
import type { Json } from '@shop/platform/rpc/codec';
import { expect } from 'vitest';
import { json } from './values.ts';
import type { JsonValue } from './values.ts';

/** One direction of one method, or one declared error. */
export interface CodecCase {
  readonly name: string;
  readonly values: Arbitrary<unknown>;
  encode(value: unknown): Json | undefined;
  decode(body: unknown): unknown;
}

export function codecCase<T>(
  name: string,
  values: Arbitrary<T>,
  encode: (value: T) => Json | undefined,
  decode: (body: unknown) => T,
): CodecCase {
  return { name, values, encode: (value) => encode(value as T), decode };
}

/** A declared error as it travels: its message beside its fields. */
export function errorCase<E extends Error>(
  name: string,
  values: Arbitrary<E>,
  codec: RpcErrorCodec,
): CodecCase {
  return {
    name,
    values,
    encode: (value) => {
      const error = value as E;
      return { message: error.message, data: codec.encode(error) };
    },
    decode: (body) => {
      const from = readObject(body, root, 'error');
      return codec.decode(readString(from['message'], root, 'message'), from['data']);
    },
  };
}

/** What arrives is what was sent, classes included, and it is sent again as the same bytes. */
export function keepsEveryValue({ values, encode, decode }: CodecCase): void {
  fc.assert(
    fc.property(values, (value) => {
      const sent = JSON.stringify(encode(value));
      const received = decode(parse(sent));
      assert.deepStrictEqual(received, value);
      expect(JSON.stringify(encode(received))).toBe(sent);
    }),
  );
}

/** Foreign JSON is refused with a WireError, or is a value like any other. */
export function refusesOrReads({ values, encode, decode }: CodecCase): void {
  const near = fc
    .tuple(values, fc.array(fc.nat(9), { maxLength: 6 }), json)
    .map(([value, choices, other]) => {
      const wire: JsonValue = parse(JSON.stringify(encode(value))) ?? null;
      return replaceOne(wire, choices[Symbol.iterator](), other);
    });
  fc.assert(
    fc.property(fc.oneof(json, near), (wire) => {
      const value = tryDecode(decode, wire);
      if (value instanceof WireError) return;
      expect(() => decode(parse(JSON.stringify(encode(value))))).not.toThrow();
    }),
  );
}

/** A key `__proto__` in the text is a key like any other, and none of ours. */
export function keepsPrototypes({ values, encode, decode }: CodecCase): void {
  fc.assert(
    fc.property(values, (value) => {
      const sent = JSON.stringify(encode(value));
      if (sent === undefined || !sent.startsWith('{')) return;
      const tail = sent === '{}' ? '}' : `,${sent.slice(1)}`;
      const received = tryDecode(decode, parse(`{"__proto__":{"isAdmin":true},"constructor":1${tail}`));
      expect(received).not.toHaveProperty('isAdmin');
      expect({}).not.toHaveProperty('isAdmin');
    }),
  );
}

function tryDecode(decode: (body: unknown) => unknown, body: unknown): unknown {
  try {
    return decode(body);
  } catch (error) {
    if (error instanceof WireError) return error;
    throw error;
  }
}

function parse(text: string | undefined): JsonValue | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as JsonValue);
}

/** Walks down by the choices and puts `other` where it ends. */
function replaceOne(wire: JsonValue, choices: Iterator<number>, other: JsonValue): JsonValue {
  const keys = typeof wire === 'object' && wire !== null ? Object.keys(wire) : [];
  const { value: choice = keys.length } = choices.next() as { value?: number };
  const key = keys[choice % (keys.length + 1)];
  if (key === undefined || typeof wire !== 'object' || wire === null) return other;
  if (Array.isArray(wire))
    return wire.map((item, i) => (String(i) === key ? replaceOne(item, choices, other) : item));
  return { ...wire, [key]: replaceOne(wire[key] ?? null, choices, other) };
}
