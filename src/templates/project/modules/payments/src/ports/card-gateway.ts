import type { DeclineReason, Money } from '../index.ts';

export type CaptureResult =
  | { readonly kind: 'captured'; readonly approvalCode: string }
  | { readonly kind: 'declined'; readonly reason: DeclineReason };

/** The company that moves the money. An exception means that the outcome is not known: ask again with the same key. */
export interface CardGateway {
  /** Takes money once per key; a repeated key gives the first answer. */
  capture(key: string, amount: Money, card: string): Promise<CaptureResult>;
  /** Gives money back once per key. */
  refund(key: string, approvalCode: string, amount: Money): Promise<void>;
}
