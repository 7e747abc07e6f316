import { describe, expect, it } from 'vitest';
import {
  mergedReader,
  readDataView,
  readObject,
  root,
  typedArrayReader,
  typedArrayWriter,
  WireError,
  writeDataView,
} from '../../src/rpc/codec/index.ts';
import type { Reader } from '../../src/rpc/codec/index.ts';

describe('arrays of numbers', () => {
  it.each([
    ['Float64Array', Float64Array.of(0.5, -0, Number.NaN, Number.POSITIVE_INFINITY), Float64Array],
    ['Int16Array', Int16Array.of(1, -2, 32767), Int16Array],
    ['BigUint64Array', BigUint64Array.of(0n, 2n ** 64n - 1n), BigUint64Array],
  ] as const)('%s comes back with the same bits', (_, value, type) => {
    const wire = typedArrayWriter<unknown>(type)(value, root, 'value');
    expect(typedArrayReader<unknown>(type)(JSON.parse(JSON.stringify(wire)), root, 'value')).toStrictEqual(
      value,
    );
  });

  it('travels with the least significant byte first', () => {
    expect(typedArrayWriter<Uint16Array>(Uint16Array)(Uint16Array.of(1), root, 'value')).toBe('AQA=');
  });

  it('sends the part that a view shows, and nothing around it', () => {
    const part = new Uint16Array(Uint16Array.of(1, 2, 3).buffer, 2, 1);
    expect(typedArrayWriter<Uint16Array>(Uint16Array)(part, root, 'value')).toBe('AgA=');
    const view = new DataView(Uint8Array.of(9, 1, 2, 3).buffer, 1);
    expect(readDataView(writeDataView(view, root, 'value'), root, 'value').byteLength).toBe(3);
  });

  it.each(['AQ==', 'not base64', 7, null])('refuses %j', (wire) => {
    expect(() => typedArrayReader(Uint16Array)(wire, root, 'value')).toThrow(WireError);
  });
});

describe('objects of several forms', () => {
  const read: Reader<unknown> = (value, parent, key) => {
    const from = readObject(value, parent, key);
    return { ...from };
  };
  const reader = mergedReader<unknown>(
    [
      ['count', ['state', true, ['a', 'b']]],
      ['name', ['state', false, ['b', 'c']]],
    ],
    read,
  );

  it.each([{ state: 'a', count: 1 }, { state: 'c', name: 'n' }, { name: 'n' }])('reads %j', (wire) => {
    expect(reader(wire, root, 'value')).toEqual(wire);
  });

  it.each([{ state: 'c', count: 1 }, { state: 'a', name: 'n' }, { count: 1 }, {}])(
    'refuses %j, which no form allows',
    (wire) => {
      expect(() => reader(wire, root, 'value')).toThrow(WireError);
    },
  );
});
