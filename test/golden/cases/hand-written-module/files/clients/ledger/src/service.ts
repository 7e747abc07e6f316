// Made by extract from the contract e01d8ff31a0ae167 of LedgerPort. Do not edit: the next run replaces it.
import type { Account, Attachment, Entry, Period, Posting, Statement } from '@books/ledger';
import type { RpcMethod, RpcService } from '@books/platform/rpc';
import {
  readBoolean,
  readObject,
  readString,
  root,
  writeBoolean,
  writeString,
} from '@books/platform/rpc/codec';
import {
  decodeAccount,
  decodeEntry,
  decodeFindResult,
  decodeManyKeys,
  decodeManyResult,
  decodePeriod,
  decodePostAttachments,
  decodePosting,
  decodeStatement,
  encodeAccount,
  encodeEntry,
  encodeFindResult,
  encodeManyKeys,
  encodeManyResult,
  encodePeriod,
  encodePostAttachments,
  encodePosting,
  encodeStatement,
  periodClosedCodec,
  unbalancedCodec,
} from './codecs.ts';

export const postMethod: RpcMethod<[posting: Posting, ...attachments: Attachment[]], Entry> = {
  name: 'post',
  safety: 'mutating',
  encodeArgs: ([posting, ...attachments]) => ({
    posting: encodePosting(posting, root, 'posting'),
    attachments: encodePostAttachments(attachments, root, 'attachments'),
  }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [
      decodePosting(from['posting'], root, 'posting'),
      ...decodePostAttachments(from['attachments'], root, 'attachments'),
    ];
  },
  encodeResult: (result) => encodeEntry(result, root, 'result'),
  decodeResult: (body) => decodeEntry(body, root, 'result'),
  errors: [periodClosedCodec, unbalancedCodec],
};

export const statementMethod: RpcMethod<[period: Period], Statement> = {
  name: 'statement',
  safety: 'readonly',
  encodeArgs: ([period]) => ({ period: encodePeriod(period, root, 'period') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [decodePeriod(from['period'], root, 'period')];
  },
  encodeResult: (result) => encodeStatement(result, root, 'result'),
  decodeResult: (body) => decodeStatement(body, root, 'result'),
  errors: [],
};

export const closeMethod: RpcMethod<[period: Period], void> = {
  name: 'close',
  safety: 'idempotent',
  encodeArgs: ([period]) => ({ period: encodePeriod(period, root, 'period') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [decodePeriod(from['period'], root, 'period')];
  },
  encodeResult: () => undefined,
  decodeResult: () => undefined,
  errors: [],
};

export const openMethod: RpcMethod<[account: Account], boolean> = {
  name: 'open',
  safety: 'idempotent',
  encodeArgs: ([account]) => ({ account: encodeAccount(account, root, 'account') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [decodeAccount(from['account'], root, 'account')];
  },
  encodeResult: (result) => writeBoolean(result, root, 'result'),
  decodeResult: (body) => readBoolean(body, root, 'result'),
  errors: [],
};

export const findMethod: RpcMethod<[key: string], Entry | null> = {
  name: 'find',
  safety: 'readonly',
  encodeArgs: ([key]) => ({ key: writeString(key, root, 'key') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [readString(from['key'], root, 'key')];
  },
  encodeResult: (result) => encodeFindResult(result, root, 'result'),
  decodeResult: (body) => decodeFindResult(body, root, 'result'),
  errors: [],
};

export const manyMethod: RpcMethod<[keys: ReadonlySet<string>], ReadonlyMap<string, Entry>> = {
  name: 'many',
  safety: 'readonly',
  encodeArgs: ([keys]) => ({ keys: encodeManyKeys(keys, root, 'keys') }),
  decodeArgs: (body) => {
    const from = readObject(body, root, 'arguments');
    return [decodeManyKeys(from['keys'], root, 'keys')];
  },
  encodeResult: (result) => encodeManyResult(result, root, 'result'),
  decodeResult: (body) => decodeManyResult(body, root, 'result'),
  errors: [],
};

export const ledgerService: RpcService = {
  name: 'LedgerPort',
  slug: 'ledger',
  contractHash: 'e01d8ff31a0ae167',
  methods: {
    post: postMethod,
    statement: statementMethod,
    close: closeMethod,
    open: openMethod,
    find: findMethod,
    many: manyMethod,
  },
};
