/**
 * What generated codecs are made of. `@press/platform/rpc/codec`.
 *
 * Every value has a Reader and a Writer of one form, so that they nest:
 *
 *     Reader<T> = (value: unknown, parent: Path, key: Key) => T      copies what is declared; throws WireError
 *     Writer<T> = (value: T, parent: Path, key: Key) => Json         projects to what is declared; throws WireError
 *
 * An object is read and written by a generated function of that form:
 *
 *     export function readMoney(value: unknown, parent: Path, key: Key): Money {
 *       const o = readObject(value, parent, key);
 *       const at = child(parent, key);                                depth guard, and the path of what is inside
 *       const out: Mutable<Money> = { amount: readNumber(o['amount'], at, 'amount') };
 *       if (o['note'] !== undefined) out.note = readString(o['note'], at, 'note');
 *       return out;
 *     }
 *     export function writeMoney(value: Money, parent: Path, key: Key): Json {
 *       const at = inObject(value, parent, key);
 *       return { amount: writeNumber(value.amount, at, 'amount'), note: writeOptional(writeString, value.note, at, 'note') };
 *     }
 *
 * Bodies start at `root`: `readMoney(body, root, 'result')`, `child(root, 'args')` for the object of arguments.
 *
 *     path         root  child|openChild(parent, key): Path  fail(expected, parent, key): never  WireError { path, expected, outline }
 *     scalars      read|writeString  …Number (finite)  …Boolean  …Null  …Bigint
 *                  literalReader|Writer(values)  bigintLiteralReader|Writer(values)  flagsReader|Writer(mask)
 *                  templateReader|Writer<T>(pattern, text)
 *     built-ins    typedArrayReader|Writer(Float64Array)  read|writeDataView
 *                  read|writeDate  …Url  …Regexp  readUint8Array  readBuffer  writeBytes (both)  read|writeArrayBuffer
 *     objects      readObject(value, parent, key): Record<string, unknown>  inObject(value, parent, key): Path
 *                  own(object, key): unknown
 *                  Mutable<T>  readOptional(read, value, parent, key)  writeOptional(write, value, parent, key): Json | undefined
 *                  nullableReader|Writer(inner)  recordReader|Writer(inner, knownKeys?)
 *     collections  arrayReader|Writer(inner)  setReader|Writer(inner)  mapReader|Writer(key, value)
 *                  tupleReader|Writer<T>({ items, required, rest? })
 *     unions       discriminantReader(property, [[tags, read], …])  kindReader({ string?: read, array?: … })
 *                  keysReader([[requiredKeys, read], …])  mergedReader([requiredKeys, …], read)
 *                  unionWriter([{ is, write }, …])  boxedUnionReader([read, …])  boxedUnionWriter([{ is, write }, …])
 *                  undefinedAsNullReader|Writer(inner)  boxedReader|Writer(inner)
 *     json         read|writeJson  writeJsonIfAny (what is not JSON is left out)
 *     classes      construct(() => new C(…), 'C', parent, key)  reviveClass(C.prototype, fields)  reviveError(E.prototype, message, fields?, name?)
 *     signal       callSignal(): AbortSignal      for an AbortSignal parameter, inside decodeArgs
 */
export { child, fail, maxDepth, maxItems, openChild, root, WireError } from './path.ts';
export type { Json, JsonObject, Key, Path, Reader, Writer } from './path.ts';
export * from './scalars.ts';
export * from './builtins.ts';
export * from './objects.ts';
export * from './collections.ts';
export * from './typed-arrays.ts';
export * from './unions.ts';
export * from './json.ts';
export * from './revive.ts';
