/** What a service answers under `$contract`. */
import type { TransportAnswer } from './transport.ts';

export interface ContractAnswer {
  readonly contractHash: string;
  readonly durableDedup: boolean;
}

export function readContractAnswer(answer: TransportAnswer): ContractAnswer {
  if (answer.status !== 200) throw new Error(`the service answered ${answer.status}`);
  const contract = answer.headers['x-rpc-contract'];
  if (typeof contract !== 'string' || !/^[\w.-]{1,128}$/.test(contract))
    throw new Error('the service names no contract');
  return { contractHash: contract, durableDedup: answer.headers['x-rpc-dedup'] === 'durable' };
}
