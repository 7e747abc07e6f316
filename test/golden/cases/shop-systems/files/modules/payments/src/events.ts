/** What payments publishes. Others import it from the port. */
import { defineEvent } from '@shop/platform/events/define';
import { z } from 'zod';

/** In minor units, as text: JSON has no 64-bit integers. */
const money = z.object({ amount: z.string().regex(/^\d+$/), currency: z.string().length(3) });

/** The money of an order is there. The subject is the order. */
export const paymentCaptured = defineEvent(
  'payments.payment-captured',
  z.object({ orderId: z.string(), payerId: z.string(), total: money }),
);

/** The card of an order was declined, for good. The subject is the order. */
export const paymentDeclined = defineEvent(
  'payments.payment-declined',
  z.object({
    orderId: z.string(),
    payerId: z.string(),
    reason: z.enum(['insufficient-funds', 'expired-card', 'suspected-fraud', 'unknown-card']),
  }),
);
