/** What the public sees of an order. Money travels as text: JSON numbers are not exact beyond 2^53. */
import type { Money } from '@shop/payments';
import { z } from 'zod';
import type { Order } from '../index.ts';

const moneyView = z.object({
  amount: z.string().meta({ description: 'Minor units: 1999 of EUR is 19.99 €', example: '1999' }),
  currency: z.string().meta({ description: 'ISO 4217', example: 'EUR' }),
});

export const orderView = z.object({
  id: z.string().meta({ example: '7a9d5c4e-3b0f-4f7e-9a57-1d0f6b2c9e21' }),
  status: z.enum(['pending', 'paid', 'refused']).meta({
    description: 'A pending order is recorded and its card is still to be charged; ask again later.',
    example: 'paid',
  }),
  lines: z.array(
    z.object({
      sku: z.string().meta({ example: 'teapot' }),
      quantity: z.int().meta({ example: 1 }),
      unitPrice: moneyView,
    }),
  ),
  total: moneyView,
  receiptTo: z.string().meta({ example: 'ada@example.org' }),
  placedAt: z.iso.datetime().meta({ example: '2026-01-31T09:30:00.000Z' }),
  paidAt: z.iso.datetime().optional().meta({ example: '2026-01-31T09:30:01.000Z' }),
  refusedAt: z.iso.datetime().optional(),
  declineReason: z.string().optional().meta({ example: 'insufficient-funds' }),
});

export const orderPageView = z.object({
  orders: z.array(orderView),
  next: z.string().optional().meta({ description: '`after` of the next page; missing on the last' }),
});

export function viewOrder({
  id,
  lines,
  total,
  state,
  placedAt,
  receiptTo,
}: Order): z.infer<typeof orderView> {
  return {
    id,
    status: state.kind,
    lines: lines.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, unitPrice: viewMoney(unitPrice) })),
    total: viewMoney(total),
    receiptTo,
    placedAt: placedAt.toISOString(),
    ...(state.kind === 'paid' && { paidAt: state.paidAt.toISOString() }),
    ...(state.kind === 'refused' && {
      refusedAt: state.refusedAt.toISOString(),
      declineReason: state.reason,
    }),
  };
}

function viewMoney({ amount, currency }: Money): z.infer<typeof moneyView> {
  return { amount: String(amount), currency };
}
