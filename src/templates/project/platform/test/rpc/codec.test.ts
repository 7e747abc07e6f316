import { describe, expect, it } from 'vitest';
import {
  arrayReader,
  arrayWriter,
  bigintLiteralReader,
  boxedReader,
  boxedUnionReader,
  boxedUnionWriter,
  boxedWriter,
  child,
  discriminantReader,
  flagsReader,
  keysReader,
  kindReader,
  literalReader,
  mapReader,
  mapWriter,
  nullableReader,
  readArrayBuffer,
  readBigint,
  readBoolean,
  readBuffer,
  readDate,
  readJson,
  readNumber,
  readObject,
  readRegexp,
  readString,
  readUint8Array,
  readUrl,
  recordReader,
  recordWriter,
  inObject,
  reviveClass,
  reviveError,
  root,
  setReader,
  setWriter,
  templateReader,
  tupleReader,
  tupleWriter,
  undefinedAsNullWriter,
  unionWriter,
  WireError,
  writeArrayBuffer,
  writeBigint,
  writeBytes,
  writeDate,
  writeJson,
  writeJsonIfAny,
  writeNumber,
  writeRegexp,
  writeString,
  writeUrl,
} from '../../src/rpc/codec/index.ts';
import type { Json, Key, Path, Reader, Writer } from '../../src/rpc/codec/index.ts';

const read = <T>(reader: Reader<T>, value: unknown): T => reader(value, root, 'v');
const write = <T>(writer: Writer<T>, value: T): Json => writer(value, root, 'v');
const trip = <T>(writer: Writer<T>, reader: Reader<T>, value: T): T =>
  read(reader, JSON.parse(JSON.stringify(write(writer, value))));

describe('values without parts', () => {
  it('keeps what JSON keeps and refuses what it would change', () => {
    expect(trip(writeString, readString, 'lone \ud800 surrogate')).toBe('lone \ud800 surrogate');
    for (const bad of [Number.NaN, Infinity, -Infinity])
      expect(() => write(writeNumber, bad)).toThrow(WireError);
    expect(() => read(readNumber, JSON.parse('1e400'))).toThrow('v: expected a finite number');
    expect(() => read(readBoolean, 1)).toThrow(WireError);
  });

  it('carries integers of any size up to 1024 digits', () => {
    for (const value of [0n, -1n, 2n ** 64n, 10n ** 1023n])
      expect(trip(writeBigint, readBigint, value)).toBe(value);
    for (const bad of ['01', '-0', '1.0', '', ' 1', '0x1', '9'.repeat(1025), 1])
      expect(() => read(readBigint, bad)).toThrow(WireError);
    expect(() => write(writeBigint, 10n ** 1024n)).toThrow(WireError);
    expect(read(bigintLiteralReader([1n, 2n]), '2')).toBe(2n);
    expect(() => read(bigintLiteralReader([1n, 2n]), '3')).toThrow(WireError);
  });

  it('knows literals, flags and templates', () => {
    expect(read(literalReader(['open', 'paid']), 'paid')).toBe('paid');
    expect(() => read(literalReader(['open', 'paid']), '__proto__')).toThrow(WireError);
    expect(read(flagsReader(0b101), 0b100)).toBe(4);
    expect(() => read(flagsReader(0b101), 0b010)).toThrow(WireError);
    expect(read(templateReader(/^id-[\s\S]*$/, '`id-${string}`'), 'id-1')).toBe('id-1');
    expect(() => read(templateReader(/^id-[\s\S]*$/, '`id-${string}`'), 'no')).toThrow(WireError);
  });
});

describe('built-ins', () => {
  it.each(['2024-02-29T12:00:00.000Z', '+275760-09-13T00:00:00.000Z', '-000001-01-01T00:00:00.000Z'])(
    'date %s',
    (iso) => {
      expect(trip(writeDate, readDate, new Date(iso))).toEqual(new Date(iso));
    },
  );

  it.each(['2024-02-30T00:00:00.000Z', '2024-01-01', '2024-01-01T00:00:00Z', 0, null])(
    'no date: %s',
    (bad) => {
      expect(() => read(readDate, bad)).toThrow(WireError);
    },
  );

  it('refuses an invalid Date before sending', () => {
    expect(() => write(writeDate, new Date(Number.NaN))).toThrow('v: expected a valid Date');
  });

  it('carries addresses and patterns', () => {
    expect(trip(writeUrl, readUrl, new URL('https://a.example/?q=1')).href).toBe('https://a.example/?q=1');
    expect(() => read(readUrl, '/relative')).toThrow(WireError);
    expect(trip(writeRegexp, readRegexp, /a+/giu)).toEqual(/a+/giu);
    expect(() => read(readRegexp, ['(', ''])).toThrow(WireError);
  });

  it('rebuilds bytes as the declared class', () => {
    const bytes = Uint8Array.from([0, 1, 254, 255]);
    expect(trip(writeBytes, readUint8Array, bytes)).toStrictEqual(bytes);
    expect(trip(writeBytes, readBuffer, bytes)).toBeInstanceOf(Buffer);
    expect(new Uint8Array(trip(writeArrayBuffer, readArrayBuffer, bytes.buffer))).toEqual(bytes);
    expect(write(writeBytes, bytes.subarray(1, 3))).toBe('Af4=');
    for (const bad of ['Af4', 'A-4=', 'A===', 'Af 4', '===='])
      expect(() => read(readBuffer, bad)).toThrow(WireError);
  });
});

describe('collections', () => {
  it('names the place, not the value', () => {
    const items = arrayReader(recordReader(readNumber));
    expect(() => read(items, [{ a: 1 }, { a: 1, 'b c': 'secret' }])).toThrow(
      'v[1]["b c"]: expected a finite number',
    );
    expect(() => read(items, [{ a: 'secret' }])).not.toThrow('secret');
  });

  it('writes holes as undefined where the type allows it', () => {
    const holes: (number | undefined)[] = [1];
    holes[2] = 3;
    expect(write(arrayWriter(undefinedAsNullWriter(writeNumber)), holes)).toEqual([1, null, 3]);
    const boxed = arrayWriter(
      boxedWriter<number | null>((v, p, k) => (v === null ? null : writeNumber(v, p, k))),
    );
    expect(write(boxed, [undefined, null, 1])).toEqual([[], [null], [1]]);
    expect(read(arrayReader(boxedReader(nullableReader(readNumber))), [[], [null], [1]])).toEqual([
      undefined,
      null,
      1,
    ]);
  });

  it('carries maps and sets, and refuses repeated keys', () => {
    const map = new Map([['__proto__', 1n]]);
    expect(trip(mapWriter(writeString, writeBigint), mapReader(readString, readBigint), map)).toEqual(map);
    expect(trip(setWriter(writeNumber), setReader(readNumber), new Set([2, 1]))).toEqual(new Set([2, 1]));
    expect(() =>
      read(mapReader(readString, readNumber), [
        ['a', 1],
        ['a', 2],
      ]),
    ).toThrow('v[1][0]: expected no repeated key');
    expect(() => read(setReader(readNumber), [1, 1])).toThrow(WireError);
    expect(() => read(mapReader(readString, readNumber), { a: 1 })).toThrow(WireError);
  });

  it('checks the length of tuples', () => {
    const shape = { items: [readString, readNumber], required: 1 };
    expect(read(tupleReader<[string, number?]>(shape), ['a'])).toEqual(['a']);
    expect(() => read(tupleReader(shape), ['a', 1, 2])).toThrow(WireError);
    expect(() => read(tupleReader(shape), [])).toThrow(WireError);
    expect(read(tupleReader({ ...shape, rest: readBoolean }), ['a', 1, true, false])).toHaveLength(4);
    expect(
      write(tupleWriter<[string, number]>({ items: [writeString, writeNumber], required: 2 }), ['a', 1]),
    ).toEqual(['a', 1]);
  });

  it('refuses more than 100 000 items', () => {
    expect(() =>
      read(
        arrayReader(readNumber),
        Array.from({ length: 100_001 }, () => 0),
      ),
    ).toThrow('at most 100000 items');
  });

  it('names the keys of a record in the path, and leaves them out of its outline', () => {
    const byEmail = recordWriter((value: { name: string }, parent, key) => {
      const at = inObject(value, parent, key);
      return { name: writeString(value.name, at, 'name') };
    });
    const failing = (value: unknown): WireError => {
      try {
        write(byEmail, value as Record<string, { name: string }>);
      } catch (error) {
        return error as WireError;
      }
      throw new Error('expected a refusal');
    };
    expect(failing({ 'a@b.c': { name: 1 } })).toMatchObject({
      path: 'v["a@b.c"].name',
      outline: 'v[*].name',
    });
    expect(failing({ x: null })).toMatchObject({ path: 'v.x', outline: 'v[*]', expected: 'an object' });
  });

  it('keeps __proto__ out of records on both ends', () => {
    const evil: unknown = JSON.parse('{"__proto__":{"isAdmin":true}}');
    expect(() => read(recordReader(readJson), evil)).toThrow('no key __proto__');
    expect(() => write(recordWriter(writeJson), evil as Record<string, unknown>)).toThrow(WireError);
    expect(() => read(readJson, evil)).toThrow(WireError);
  });
});

describe('unions', () => {
  it('dispatches on a property, a kind or the keys', () => {
    const byKind = discriminantReader<string>('kind', [
      [['a', 'b'], () => 'first'],
      [['c'], () => 'second'],
    ]);
    expect(read(byKind, { kind: 'c' })).toBe('second');
    expect(() => read(byKind, { kind: 'd' })).toThrow('v.kind: expected a known kind');
    const either = kindReader<string | number>({ string: readString, number: readNumber });
    expect(read(either, 1)).toBe(1);
    expect(() => read(either, [])).toThrow('string or number');
    const byKeys = keysReader<string>([
      [['v', 'w'], () => 'both'],
      [['v'], () => 'one'],
    ]);
    expect(read(byKeys, { v: 1 })).toBe('one');
    expect(() => read(byKeys, {})).toThrow(WireError);
  });

  it('boxes members that look alike on the wire', () => {
    const writer = boxedUnionWriter<Date | string>([
      { is: (value) => value instanceof Date, write: writeDate },
      { is: (value) => typeof value === 'string', write: writeString },
    ]);
    const reader = boxedUnionReader<Date | string>([readDate, readString]);
    const date = new Date(0);
    expect(write(writer, date)).toEqual({ $: 0, v: '1970-01-01T00:00:00.000Z' });
    expect(trip(writer, reader, date)).toEqual(date);
    expect(trip(writer, reader, date.toISOString())).toBe(date.toISOString());
    for (const bad of [{ $: 2, v: 1 }, { $: 'length', v: 1 }, {}, []])
      expect(() => read(reader, bad)).toThrow(WireError);
    const plain = unionWriter<string | number>([
      { is: (value) => typeof value === 'number', write: writeNumber },
    ]);
    expect(write(plain, 1)).toBe(1);
    expect(() => write(plain, 'x')).toThrow(WireError);
  });
});

describe('limits and JSON', () => {
  interface Tree {
    next?: Tree;
  }
  function readTree(value: unknown, parent: Path, key: Key): Tree {
    const object = readObject(value, parent, key);
    const at = child(parent, key);
    return object['next'] === undefined ? {} : { next: readTree(object['next'], at, 'next') };
  }
  const nested = (levels: number): unknown =>
    JSON.parse('{"next":'.repeat(levels) + '{}' + '}'.repeat(levels));

  it('stops at 128 levels', () => {
    expect(() => read(readTree, nested(127))).not.toThrow();
    expect(() => read(readTree, nested(128))).toThrow('at most 128 levels');
    expect(() => read(readTree, nested(100_000))).toThrow(WireError);
  });

  it('writes only what JSON carries as it is', () => {
    expect(write(writeJson, { a: [1, null], b: undefined })).toEqual({ a: [1, null] });
    expect(writeJsonIfAny({ a: 1 }, root, 'extra')).toEqual({ a: 1 });
    for (const other of [undefined, () => 1, new Error('inner'), { at: new Date(0) }])
      expect(writeJsonIfAny(other, root, 'extra')).toBeUndefined();
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    for (const bad of [Number.NaN, 1n, () => 1, new Date(0), new Map(), undefined, cycle])
      expect(() => write(writeJson, bad)).toThrow(WireError);
  });
});

describe('revival', () => {
  class NotFound extends Error {
    readonly id: string;
    constructor(id: string) {
      super(`no ${id}`);
      this.name = 'NotFound';
      this.id = id;
    }
    describe(): string {
      return `${this.id}: ${this.message}`;
    }
  }
  class Point {
    readonly x: number;
    constructor(x: number) {
      this.x = x;
    }
    twice(): number {
      return this.x * 2;
    }
  }

  it('gives back an error of the class', () => {
    const error = reviveError(NotFound.prototype, 'no 7', { id: '7' });
    expect(error).toBeInstanceOf(NotFound);
    expect(error.describe()).toBe('7: no 7');
    expect(String(error)).toBe('NotFound: no 7');
  });

  it('gives back an instance of the class', () => {
    expect(reviveClass(Point.prototype, { x: 2 }).twice()).toBe(4);
  });
});
