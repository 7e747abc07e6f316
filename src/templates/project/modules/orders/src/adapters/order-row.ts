import type { DeclineReason } from '@shop/payments';
import { Money } from '@shop/payments';
import type { ColumnType, Generated, JSONColumnType, Selectable } from 'kysely';
import type { Order, OrderState } from '../index.ts';
import type { NewOrder, PlacedOrder } from '../ports/order-store.ts';

/** Prices are in minor units of the order's currency, as text: JSON has no 64-bit integers. */
interface LineJson {
  sku: string;
  quantity: number;
  unitPrice: string;
}

export interface OrderRow {
  id: string;
  user_id: string;
  idempotency_key: string | null;
  fingerprint: string;
  lines: JSONColumnType<LineJson[]>;
  /** Postgres answers with text for bigint. */
  amount: ColumnType<string, bigint, never>;
  currency: string;
  receipt_to: string;
  card: string | null;
  state: OrderState['kind'];
  decline_reason: DeclineReason | null;
  settled_at: Date | null;
  placed_at: Date;
  attempts: Generated<number>;
  next_attempt_at: Date;
}

export interface OrdersTables {
  orders: OrderRow;
}

/** For an insert. */
export function newRow({ order, card, idempotencyKey, fingerprint, nextAttemptAt }: NewOrder) {
  const lines = order.lines.map(({ sku, quantity, unitPrice }) => ({
    sku,
    quantity,
    unitPrice: String(unitPrice.amount),
  }));
  return {
    id: order.id,
    user_id: order.userId,
    idempotency_key: idempotencyKey ?? null,
    fingerprint,
    lines: JSON.stringify(lines),
    amount: order.total.amount,
    currency: order.total.currency,
    receipt_to: order.receiptTo,
    card: card ?? null,
    ...stateColumns(order.state),
    placed_at: order.placedAt,
    next_attempt_at: nextAttemptAt,
  };
}

export function stateColumns(state: OrderState) {
  switch (state.kind) {
    case 'pending':
      return { state: state.kind, settled_at: null, decline_reason: null };
    case 'paid':
      return { state: state.kind, settled_at: state.paidAt, decline_reason: null };
    case 'refused':
      return { state: state.kind, settled_at: state.refusedAt, decline_reason: state.reason };
  }
}

export function toPlaced(row: Selectable<OrderRow>): PlacedOrder {
  return { order: toOrder(row), ...(row.card === null ? {} : { card: row.card }) };
}

export function toOrder(row: Selectable<OrderRow>): Order {
  const { currency } = row;
  return {
    id: row.id,
    userId: row.user_id,
    lines: row.lines.map(({ sku, quantity, unitPrice }) => ({
      sku,
      quantity,
      unitPrice: new Money(BigInt(unitPrice), currency),
    })),
    total: new Money(BigInt(row.amount), currency),
    state: toState(row),
    placedAt: row.placed_at,
    receiptTo: row.receipt_to,
  };
}

function toState({ settled_at: settledAt, decline_reason: reason }: Selectable<OrderRow>): OrderState {
  if (settledAt === null) return { kind: 'pending' };
  return reason === null
    ? { kind: 'paid', paidAt: settledAt }
    : { kind: 'refused', refusedAt: settledAt, reason };
}
