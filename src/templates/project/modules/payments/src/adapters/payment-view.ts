/** What the public sees of a payment. Money travels as text: JSON numbers are not exact beyond 2^53. */
import { z } from 'zod';
import type { Money, Payment } from '../index.ts';

const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ description: 'ISO 4217', example: 'EUR' });
const minorUnits = { description: 'Minor units: 1999 of EUR is 19.99 €', example: '1999' };

export const moneyBody = z.object({
  // 15 digits fit the 64 bits of the database with room for sums.
  amount: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .meta(minorUnits),
  currency,
});

const moneyView = z.object({ amount: z.string().meta(minorUnits), currency });

export const paymentView = z.object({
  id: z.string().meta({ example: '2f1b7c1e-6c0f-4a39-9c53-5d5b0f4c8a11' }),
  orderId: z.string(),
  status: z.enum(['pending', 'captured', 'declined', 'refunded']).meta({ example: 'captured' }),
  amount: moneyView,
  refunded: moneyView.optional().meta({ description: 'What was given back so far' }),
  declineReason: z.string().optional().meta({ example: 'insufficient-funds' }),
  approvalCode: z.string().optional().meta({ example: '5A1C0F' }),
  description: z.string().optional(),
  createdAt: z.iso.datetime().meta({ example: '2026-01-31T09:30:00.000Z' }),
});

export function viewPayment(payment: Payment): z.infer<typeof paymentView> {
  const { id, orderId, amount, state, description, createdAt } = payment;
  return {
    id,
    orderId,
    status: state.kind,
    amount: viewMoney(amount),
    ...(state.kind === 'refunded' && { refunded: viewMoney(state.refunded) }),
    ...(state.kind === 'declined' && { declineReason: state.reason }),
    ...('approvalCode' in state && { approvalCode: state.approvalCode }),
    ...(description !== undefined && { description }),
    createdAt: createdAt.toISOString(),
  };
}

function viewMoney({ amount, currency }: Money): z.infer<typeof moneyView> {
  return { amount: String(amount), currency };
}
