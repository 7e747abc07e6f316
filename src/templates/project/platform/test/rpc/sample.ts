/** A service as the generator would write it, with one method of each kind. */
import {
  child,
  readDate,
  readNumber,
  readObject,
  readString,
  reviveError,
  root,
  writeDate,
  writeNumber,
  writeString,
} from '../../src/rpc/codec/index.ts';
import type { RpcCaller, RpcErrorCodec, RpcMethod, RpcService } from '../../src/rpc/index.ts';

export class Declined extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(`declined: ${reason}`);
    this.name = 'Declined';
    this.reason = reason;
  }
  isFinal(): boolean {
    return this.reason !== 'later';
  }
}

export interface Receipt {
  readonly id: string;
  readonly amount: number;
  readonly at: Date;
}

export interface Payments {
  /** @readonly */
  find(id: string): Promise<Receipt>;
  /** @idempotent */
  cancel(id: string): Promise<Receipt>;
  /** @mutating */
  charge(id: string, amount: number): Promise<Receipt>;
  /** @readonly */
  ping(signal?: AbortSignal): Promise<void>;
}

const declined: RpcErrorCodec = {
  name: 'Declined',
  status: 422,
  matches: (error) => error instanceof Declined,
  encode: (error) => ({ reason: error instanceof Declined ? error.reason : '' }),
  decode: (message, data) => {
    const reason = readString(readObject(data, root, 'error')['reason'], child(root, 'error'), 'reason');
    return reviveError(Declined.prototype, message, { reason });
  },
};

const receipt = {
  encodeResult: (value: Receipt) => {
    const at = child(root, 'result');
    return {
      id: writeString(value.id, at, 'id'),
      amount: writeNumber(value.amount, at, 'amount'),
      at: writeDate(value.at, at, 'at'),
    };
  },
  decodeResult: (body: unknown): Receipt => {
    const object = readObject(body, root, 'result');
    const at = child(root, 'result');
    return {
      id: readString(object['id'], at, 'id'),
      amount: readNumber(object['amount'], at, 'amount'),
      at: readDate(object['at'], at, 'at'),
    };
  },
};

const byId = {
  encodeArgs: ([id]: [string]) => ({ id: writeString(id, child(root, 'args'), 'id') }),
  decodeArgs: (body: unknown): [string] => {
    return [readString(readObject(body, root, 'args')['id'], child(root, 'args'), 'id')];
  },
};

export const find: RpcMethod<[string], Receipt> = {
  name: 'find',
  safety: 'readonly',
  errors: [declined],
  ...byId,
  ...receipt,
};
export const cancel: RpcMethod<[string], Receipt> = { ...find, name: 'cancel', safety: 'idempotent' };
export const charge: RpcMethod<[string, number], Receipt> = {
  name: 'charge',
  safety: 'mutating',
  errors: [declined],
  encodeArgs: ([id, amount]) => {
    const at = child(root, 'args');
    return { id: writeString(id, at, 'id'), amount: writeNumber(amount, at, 'amount') };
  },
  decodeArgs: (body) => {
    const object = readObject(body, root, 'args');
    const at = child(root, 'args');
    return [readString(object['id'], at, 'id'), readNumber(object['amount'], at, 'amount')];
  },
  ...receipt,
};
export const ping: RpcMethod<[AbortSignal?], void> = {
  name: 'ping',
  safety: 'readonly',
  errors: [],
  encodeArgs: () => ({}),
  decodeArgs: () => [],
  encodeResult: () => undefined,
  decodeResult: () => undefined,
  signal: ([signal]) => signal,
};

export const paymentsService: RpcService = {
  name: 'Payments',
  slug: 'payments',
  contractHash: 'contract-1',
  methods: { find, cancel, charge, ping },
};

export function paymentsClient(rpc: RpcCaller): Payments {
  return {
    find: (id) => rpc.call(find, [id]),
    cancel: (id) => rpc.call(cancel, [id]),
    charge: (id, amount) => rpc.call(charge, [id, amount]),
    ping: (signal) => rpc.call(ping, signal === undefined ? [] : [signal]),
  };
}
