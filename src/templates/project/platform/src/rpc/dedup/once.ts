/** Runs a call at most once per key. */
import { createHash } from 'node:crypto';
import { asBytes } from '../bytes.ts';
import { refuse, reject } from '../server/answer.ts';
import type { RpcAnswer } from '../server/answer.ts';
import { maxKeptBytes } from './store.ts';
import type { Claim, DedupId, DedupStore, RecordedAnswer } from './store.ts';

/**
 * What an execution came to. `keep`: a repetition gets this answer. `forget`: it may run again. `abandon`: nobody knows
 * how far it came.
 */
export interface Executed {
  readonly answer: RpcAnswer;
  readonly fate: 'keep' | 'forget' | 'abandon';
}

export interface OnceOptions {
  readonly id: DedupId;
  readonly body: Buffer;
  /** How long a call that says nothing more counts as running. */
  readonly leaseMs: number;
  /** The store is in trouble. Before the work that refuses the call; after it, the answer is given all the same. */
  readonly onStoreError: (error: unknown) => void;
}

export async function runOnce(
  store: DedupStore,
  call: OnceOptions,
  run: () => Promise<Executed>,
): Promise<RpcAnswer> {
  const fingerprint = createHash('sha256').update(asBytes(call.body)).digest('hex');
  let claim: Claim;
  try {
    claim = await store.claim(call.id, fingerprint, call.leaseMs);
  } catch (error) {
    call.onStoreError(error);
    return reject('not-ready');
  }
  if (claim.state !== 'claimed') return answerFor(claim);
  const executed = await run();
  await settle(store, call.id, executed).catch(call.onStoreError);
  return executed.answer;
}

async function settle(store: DedupStore, id: DedupId, { answer, fate }: Executed): Promise<void> {
  if (fate === 'forget') return store.release(id);
  if (fate === 'abandon' || Buffer.byteLength(answer.body) > maxKeptBytes) return store.abandon(id);
  const { status, headers, body } = answer;
  return store.record(id, { status, contentType: headers['content-type'], body });
}

function answerFor(claim: Exclude<Claim, { state: 'claimed' }>): RpcAnswer {
  switch (claim.state) {
    case 'done':
      return replay(claim.answer);
    case 'in-progress':
      return refuse('in-progress', undefined, { 'retry-after': '1' });
    case 'outcome-unknown':
    case 'key-reused':
      return refuse(claim.state);
  }
}

function replay({ status, contentType, body }: RecordedAnswer): RpcAnswer {
  const type: Record<string, string> = contentType === undefined ? {} : { 'content-type': contentType };
  return { status, headers: { ...type, 'idempotent-replayed': 'true' }, body };
}
