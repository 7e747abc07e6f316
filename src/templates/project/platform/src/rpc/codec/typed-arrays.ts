/** Arrays of numbers as bytes in base64: least significant byte first, whatever the machine. */
import { Buffer } from 'node:buffer';
import { readBuffer } from './builtins.ts';
import { fail } from './path.ts';
import type { Json, Key, Path, Reader, Writer } from './path.ts';

/** `Float64Array` and its like. */
export interface TypedArrayClass<T> {
  readonly BYTES_PER_ELEMENT: number;
  readonly name: string;
  new (buffer: ArrayBuffer): T;
}

interface View {
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
  readonly byteLength: number;
}

export function typedArrayReader<T>(type: TypedArrayClass<T>): Reader<T> {
  const size = type.BYTES_PER_ELEMENT;
  return (value, parent, key) => {
    const bytes = readBuffer(value, parent, key);
    if (bytes.length % size !== 0) fail(`a multiple of ${size} bytes`, parent, key);
    return new type(ownMemory(ordered(bytes, size)));
  };
}

export function typedArrayWriter<T>(type: TypedArrayClass<T>): Writer<T> {
  return (value, parent, key) => {
    if (!(value instanceof type)) fail(`a ${type.name}`, parent, key);
    const { buffer, byteOffset, byteLength } = value as unknown as View;
    return ordered(Buffer.from(buffer, byteOffset, byteLength), type.BYTES_PER_ELEMENT).toString('base64');
  };
}

export function readDataView(value: unknown, parent: Path, key: Key): DataView {
  return new DataView(ownMemory(readBuffer(value, parent, key)));
}

export function writeDataView(value: DataView, parent: Path, key: Key): Json {
  if (!(value instanceof DataView)) fail('a DataView', parent, key);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** A copy of the bytes in the other order, on a machine that keeps the most significant byte first. */
function ordered(bytes: Buffer, size: number): Buffer {
  if (littleEndian || size === 1) return bytes;
  const copy = Buffer.from([...bytes]);
  if (size === 2) return copy.swap16();
  return size === 4 ? copy.swap32() : copy.swap64();
}

/** Not a view of a pool: the bytes are the whole of the memory. */
function ownMemory(bytes: Buffer): ArrayBuffer {
  const memory = new ArrayBuffer(bytes.length);
  new Uint8Array(memory).set(bytes);
  return memory;
}
