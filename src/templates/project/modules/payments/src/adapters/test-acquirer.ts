import { createHash } from 'node:crypto';
import type { DeclineReason, Money } from '../index.ts';
import type { CaptureResult, CardGateway } from '../ports/card-gateway.ts';

const declines: ReadonlyMap<string, DeclineReason> = new Map([
  ['tok_declined', 'insufficient-funds'],
  ['tok_expired', 'expired-card'],
  ['tok_fraud', 'suspected-fraud'],
]);
const approved: ReadonlySet<string> = new Set(['tok_visa', 'tok_mastercard']);

/**
 * An acquirer that lives in this process and moves no money, to be replaced by a real one. Its answer depends on the
 * token and the key alone, so that it is the same for a repeated key, after a restart too:
 * `tok_visa` and `tok_mastercard` are approved, `tok_declined`, `tok_expired` and `tok_fraud` are declined,
 * `tok_unreachable` never gets an answer, and every other token is an unknown card.
 */
export class TestAcquirer implements CardGateway {
  async capture(key: string, _amount: Money, card: string): Promise<CaptureResult> {
    if (card === 'tok_unreachable') throw new Error('The acquirer did not answer.');
    if (approved.has(card)) return { kind: 'captured', approvalCode: approvalCode(key) };
    return { kind: 'declined', reason: declines.get(card) ?? 'unknown-card' };
  }

  async refund(): Promise<void> {}
}

function approvalCode(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 6).toUpperCase();
}
