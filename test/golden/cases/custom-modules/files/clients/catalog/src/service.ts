// Made by extract from the contract c8982f5eebfe0457 of Catalog. Do not edit: the next run replaces it.
import type { CatalogEntry } from '@press/catalog';
import type { RpcMethod, RpcService } from '@press/platform/rpc';
import {
  readNumber,
  readObject,
  readString,
  root,
  writeNumber,
  writeString,
} from '@press/platform/rpc/codec';
import {
  catalogEntryNotFoundCodec,
  decodeCatalogEntry,
  decodeListResult,
  encodeCatalogEntry,
  encodeListResult,
} from './codecs.ts';

export const createMethod: RpcMethod<[name: string], CatalogEntry> = {
  name: 'create',
  safety: 'mutating',
  encodeArgs: ([name]) => ({ name: writeString(name, root, 'name') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [readString(from['name'], root, 'name')];
  },
  encodeResult: (result) => encodeCatalogEntry(result, root, 'result'),
  decodeResult: (body) => decodeCatalogEntry(body, root, 'result'),
  errors: [],
};

export const getMethod: RpcMethod<[id: string], CatalogEntry> = {
  name: 'get',
  safety: 'readonly',
  encodeArgs: ([id]) => ({ id: writeString(id, root, 'id') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [readString(from['id'], root, 'id')];
  },
  encodeResult: (result) => encodeCatalogEntry(result, root, 'result'),
  decodeResult: (body) => decodeCatalogEntry(body, root, 'result'),
  errors: [catalogEntryNotFoundCodec],
};

export const listMethod: RpcMethod<[limit: number], readonly CatalogEntry[]> = {
  name: 'list',
  safety: 'readonly',
  encodeArgs: ([limit]) => ({ limit: writeNumber(limit, root, 'limit') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [readNumber(from['limit'], root, 'limit')];
  },
  encodeResult: (result) => encodeListResult(result, root, 'result'),
  decodeResult: (body) => decodeListResult(body, root, 'result'),
  errors: [],
};

export const renameMethod: RpcMethod<[id: string, name: string], CatalogEntry> = {
  name: 'rename',
  safety: 'idempotent',
  encodeArgs: ([id, name]) => ({ id: writeString(id, root, 'id'), name: writeString(name, root, 'name') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [readString(from['id'], root, 'id'), readString(from['name'], root, 'name')];
  },
  encodeResult: (result) => encodeCatalogEntry(result, root, 'result'),
  decodeResult: (body) => decodeCatalogEntry(body, root, 'result'),
  errors: [catalogEntryNotFoundCodec],
};

export const catalogService: RpcService = {
  name: 'Catalog',
  slug: 'catalog',
  contractHash: 'c8982f5eebfe0457',
  methods: { create: createMethod, get: getMethod, list: listMethod, rename: renameMethod },
};
