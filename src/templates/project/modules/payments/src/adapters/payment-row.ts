import type { ColumnType, Selectable } from 'kysely';
import type { DeclineReason, Payment, PaymentState } from '../index.ts';
import { Money } from '../index.ts';

/** Postgres answers with text for bigint. */
type BigIntColumn = ColumnType<string, bigint, bigint>;

interface PaymentRow {
  id: string;
  order_id: string;
  payer_id: string;
  amount: BigIntColumn;
  currency: string;
  description: string | null;
  state: 'pending' | 'captured' | 'declined';
  decline_reason: DeclineReason | null;
  approval_code: string | null;
  settled_at: Date | null;
  created_at: Date;
}

interface RefundRow {
  id: string;
  payment_id: string;
  amount: BigIntColumn;
  requested_at: Date;
  confirmed_at: Date | null;
}

export interface PaymentsTables {
  payments: PaymentRow;
  refunds: RefundRow;
}

/** For an insert. */
export function newRow({ id, orderId, payerId, amount, description, createdAt }: Payment) {
  return {
    id,
    order_id: orderId,
    payer_id: payerId,
    amount: amount.amount,
    currency: amount.currency,
    description: description ?? null,
    state: 'pending' as const,
    created_at: createdAt,
  };
}

type RefundPart = Pick<Selectable<RefundRow>, 'amount' | 'requested_at'>;

export function toPayment(row: Selectable<PaymentRow>, refunds: readonly RefundPart[]): Payment {
  return {
    id: row.id,
    orderId: row.order_id,
    payerId: row.payer_id,
    amount: new Money(BigInt(row.amount), row.currency),
    state: toState(row, refunds),
    createdAt: row.created_at,
    ...(row.description === null ? {} : { description: row.description }),
  };
}

function toState(row: Selectable<PaymentRow>, refunds: readonly RefundPart[]): PaymentState {
  const { settled_at: settledAt, approval_code: approvalCode, decline_reason: reason, currency } = row;
  if (settledAt === null) return { kind: 'pending' };
  if (reason !== null) return { kind: 'declined', declinedAt: settledAt, reason };
  if (approvalCode === null) throw new Error(`Payment ${row.id} is captured without an approval code.`);
  const last = refunds.at(-1);
  if (last === undefined) return { kind: 'captured', capturedAt: settledAt, approvalCode };
  const refunded = new Money(
    refunds.reduce((sum, refund) => sum + BigInt(refund.amount), 0n),
    currency,
  );
  return { kind: 'refunded', refundedAt: last.requested_at, refunded, approvalCode };
}
