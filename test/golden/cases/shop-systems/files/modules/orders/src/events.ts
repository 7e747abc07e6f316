/** What orders publishes. Others import it from the port. */
import { defineEvent } from '@shop/platform/events/define';
import { z } from 'zod';

/** In minor units, as text: JSON has no 64-bit integers. */
const money = z.object({ amount: z.string().regex(/^\d+$/), currency: z.string().length(3) });
const order = z.object({ orderId: z.string(), userId: z.string() });

/** An order was recorded; it is not known to be paid. The subject of all of these is the order. */
export const orderPlaced = defineEvent(
  'orders.order-placed',
  order.extend({
    lines: z.array(z.object({ sku: z.string(), quantity: z.int(), unitPrice: money })),
    total: money,
  }),
);

export const orderPaid = defineEvent(
  'orders.order-paid',
  order.extend({ total: money, receiptTo: z.string() }),
);

export const orderRefused = defineEvent('orders.order-refused', order.extend({ reason: z.string() }));
