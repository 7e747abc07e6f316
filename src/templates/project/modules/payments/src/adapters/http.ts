import { problemSchema, requirePrincipal } from '@shop/platform/http';
import type { Routes } from '@shop/platform/module';
import { z } from 'zod';
import type { Payment, Payments } from '../index.ts';
import { Money, PaymentNotFound } from '../index.ts';
import { moneyBody, paymentView, viewPayment } from './payment-view.ts';

const params = z.object({ id: z.string().max(100).meta({ description: 'The order' }) });
const refundBody = z.object({ amount: moneyBody });
const security = [{ bearer: [] }];

const paymentSchema = {
  tags: ['payments'],
  summary: 'The payment of an order of yours',
  security,
  params,
  response: { 200: paymentView, 400: problemSchema, 401: problemSchema, 404: problemSchema },
};

const refundSchema = {
  tags: ['payments'],
  summary: 'Give back a part or all of a payment',
  description: 'In the sample, payers may take their money back themselves. Each call gives back again.',
  security,
  params,
  body: refundBody,
  response: {
    201: paymentView,
    400: problemSchema,
    401: problemSchema,
    404: problemSchema,
    422: problemSchema,
  },
};

/** Public routes over any implementation of the port: in process or remote. */
export function paymentsRoutes(payments: Payments): Routes {
  return async (app) => {
    app.get('/orders/:id/payment', { schema: paymentSchema }, async (request) => {
      const { id: payerId } = await requirePrincipal(request);
      return viewPayment(await ownPayment(payments, payerId, request.params.id));
    });

    app.post('/orders/:id/refunds', { schema: refundSchema }, async (request, reply) => {
      const { id: orderId } = request.params;
      const { id: payerId } = await requirePrincipal(request);
      await ownPayment(payments, payerId, orderId);
      const { amount, currency } = request.body.amount;
      const payment = await payments.refund({ orderId, amount: new Money(BigInt(amount), currency) });
      return reply.code(201).send(viewPayment(payment));
    });
  };
}

/** Somebody else's payment is answered like one that does not exist. */
async function ownPayment(payments: Payments, payerId: string, orderId: string): Promise<Payment> {
  const payment = await payments.get(orderId);
  if (payment.payerId !== payerId) throw new PaymentNotFound(orderId);
  return payment;
}
