/** The types of the language, of the web and of Node, by name. Their declarations were checked to be the real ones. */
import { ts } from 'ts-morph';
import type { WireType } from '../../contract/model.ts';
import { readBuiltInError } from '../errors/built-in-errors.ts';
import { readLibraryValue } from './library-values.ts';
import { below, note, refuseType, type Session, type Spot, type TypeCode } from '../session.ts';

const scalars: Readonly<Record<string, WireType>> = {
  Date: { kind: 'date' },
  URL: { kind: 'url' },
  Uint8Array: { kind: 'bytes', as: 'Uint8Array' },
  Buffer: { kind: 'bytes', as: 'Buffer' },
  ArrayBuffer: { kind: 'bytes', as: 'ArrayBuffer' },
  DataView: { kind: 'bytes', as: 'DataView' },
  Int8Array: { kind: 'bytes', as: 'Int8Array' },
  Uint8ClampedArray: { kind: 'bytes', as: 'Uint8ClampedArray' },
  Int16Array: { kind: 'bytes', as: 'Int16Array' },
  Uint16Array: { kind: 'bytes', as: 'Uint16Array' },
  Int32Array: { kind: 'bytes', as: 'Int32Array' },
  Uint32Array: { kind: 'bytes', as: 'Uint32Array' },
  Float32Array: { kind: 'bytes', as: 'Float32Array' },
  Float64Array: { kind: 'bytes', as: 'Float64Array' },
  BigInt64Array: { kind: 'bytes', as: 'BigInt64Array' },
  BigUint64Array: { kind: 'bytes', as: 'BigUint64Array' },
  String: { kind: 'string' },
  Number: { kind: 'number' },
  Boolean: { kind: 'boolean' },
};

const refusals: readonly (readonly [TypeCode, RegExp])[] = [
  ['weak-collection', /^Weak(?:Map|Set|Ref)$/],
  ['promise-in-data', /^Promise(?:Like)?$/],
  ['typed-array', /^(?:Float16Array|SharedArrayBuffer)$/],
  ['web-body-type', /^(?:Blob|File|FormData|Request|Response|Headers)$/],
  ['object-type', /^(?:Object|Function|CallableFunction|NewableFunction)$/],
  ['error-in-data', /^DOMException$/],
  [
    'lazy-iterable',
    /^(?:Iterable|Iterator|IterableIterator|IteratorObject|Generator|ArrayIterator|MapIterator|SetIterator)$/,
  ],
  [
    'live-handle',
    /^(?:EventEmitter|EventTarget|Socket|Server|ChildProcess|Worker|MessagePort|Timeout|Immediate|FileHandle|AbortController)$/,
  ],
];

const streams =
  /^(?:AsyncIterable|AsyncIterator|AsyncIterableIterator|AsyncGenerator|AsyncIteratorObject|ReadableStream|WritableStream|TransformStream|Readable|Writable|Duplex|Transform|PassThrough|ReadStream|WriteStream)$/;

/** The wire type of a built-in, or nothing when it is an ordinary interface of the library. */
export function readBuiltIn(session: Session, type: ts.Type, name: string, spot: Spot): WireType | undefined {
  const scalar = scalars[name];
  if (scalar !== undefined) return scalar;
  const value = readLibraryValue(session, type, spot) ?? readBuiltInError(session, type, spot);
  if (value !== undefined) return value;
  const collection = readCollection(session, type, name, spot);
  if (collection !== undefined) return collection;
  if (name === 'RegExp') {
    note(session, 'regexp-pattern', type, spot, { only: 'parameter' });
    return { kind: 'regexp' };
  }
  if (name === 'AbortSignal') {
    note(session, 'signal-in-result', type, spot, { only: 'result' });
    return { kind: 'abortSignal' };
  }
  if (streams.test(name)) {
    return refuseStream(session, type, spot);
  }
  const refusal = refusals.find(([, names]) => names.test(name));
  if (refusal !== undefined) return refuseType(session, refusal[0], type, spot);
  // A mapped or literal type from the library, as in Record, is what its properties say.
  const isData = (type.symbol.flags & (ts.SymbolFlags.TypeLiteral | ts.SymbolFlags.ObjectLiteral)) !== 0;
  return isData ? undefined : refuseType(session, 'built-in-type', type, spot);
}

/** Which of the two is said depends on where the type is used. */
export function refuseStream(session: Session, type: ts.Type, spot: Spot): WireType {
  note(session, 'stream-parameter', type, spot, { only: 'parameter' });
  note(session, 'stream-result', type, spot, { only: 'result' });
  return { kind: 'never' };
}

function readCollection(session: Session, type: ts.Type, name: string, spot: Spot): WireType | undefined {
  const readonly = name.startsWith('Readonly') ? { readonly: true } : {};
  const [first, second] = session.checker.getTypeArguments(type as ts.TypeReference);
  if ((name === 'Map' || name === 'ReadonlyMap') && first !== undefined && second !== undefined) {
    const key = session.read(first, below(spot, ' key'));
    return { kind: 'map', key, value: session.read(second, below(spot, '[key]')), ...readonly };
  }
  if ((name === 'Set' || name === 'ReadonlySet') && first !== undefined) {
    return { kind: 'set', element: session.read(first, below(spot, '[]')), ...readonly };
  }
  return undefined;
}
