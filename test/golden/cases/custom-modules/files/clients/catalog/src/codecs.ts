// Made by extract from the contract c8982f5eebfe0457 of Catalog. Do not edit: the next run replaces it.
import { CatalogEntryNotFound } from '@press/catalog';
import type { CatalogEntry } from '@press/catalog';
import type { RpcErrorCodec } from '@press/platform/rpc';
import {
  arrayReader,
  arrayWriter,
  child,
  construct,
  inObject,
  readDate,
  readObject,
  readString,
  root,
  writeDate,
  writeString,
} from '@press/platform/rpc/codec';
import type { Json, Key, Path, Reader, Writer } from '@press/platform/rpc/codec';

export function encodeCatalogEntry(value: CatalogEntry, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    id: writeString(value.id, at, 'id'),
    name: writeString(value.name, at, 'name'),
    createdAt: writeDate(value.createdAt, at, 'createdAt'),
  };
}

export function decodeCatalogEntry(value: unknown, parent: Path, key: Key): CatalogEntry {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    id: readString(from['id'], at, 'id'),
    name: readString(from['name'], at, 'name'),
    createdAt: readDate(from['createdAt'], at, 'createdAt'),
  };
}

function encodeCatalogEntryNotFoundFields(value: CatalogEntryNotFound, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return { id: writeString(value.id, at, 'id') };
}

function decodeCatalogEntryNotFoundFields(
  message: string,
  value: unknown,
  parent: Path,
  key: Key,
): CatalogEntryNotFound {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const id = readString(from['id'], at, 'id');
  const error = construct(() => new CatalogEntryNotFound(id), 'CatalogEntryNotFound', parent, key);
  error.message = message;
  return error;
}

export const catalogEntryNotFoundCodec: RpcErrorCodec = {
  name: 'CatalogEntryNotFound',
  status: 404,
  matches: (error) => error instanceof CatalogEntryNotFound,
  encode: (error) => encodeCatalogEntryNotFoundFields(error as CatalogEntryNotFound, root, 'data'),
  decode: (message, data) => decodeCatalogEntryNotFoundFields(message, data, root, 'data'),
};

export function encodeCatalogEntryNotFound(value: CatalogEntryNotFound, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodeCatalogEntryNotFoundFields(value, at, 'data'),
  };
}

export function decodeCatalogEntryNotFound(value: unknown, parent: Path, key: Key): CatalogEntryNotFound {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodeCatalogEntryNotFoundFields(message, from['data'], at, 'data');
}

export const encodeListResult: Writer<readonly CatalogEntry[]> = arrayWriter(encodeCatalogEntry);

export const decodeListResult: Reader<readonly CatalogEntry[]> = arrayReader(decodeCatalogEntry);
