import { problems, requirePrincipal } from '@shop/platform/http';
import type { Routes } from '@shop/platform/module';
import { z } from 'zod';
import type { Payment, Payments } from '../index.ts';
import { Money, PaymentNotFound } from '../index.ts';
import { moneyBody, paymentView, viewPayment } from './payment-view.ts';

const params = z.object({ id: z.string().max(100).meta({ description: 'The order' }) });
const refundBody = z.object({ amount: moneyBody });
const security = [{ bearer: [] }];

/** Public routes over any implementation of the port: in process or remote. */
export function paymentsRoutes(payments: Payments): Routes {
  return async (app) => {
    app.get(
      '/orders/:id/payment',
      {
        schema: {
          tags: ['payments'],
          summary: 'The payment of an order of yours',
          security,
          params,
          response: { 200: paymentView, ...problems(401, 404) },
        },
      },
      async (request) =>
        viewPayment(await ownPayment(payments, requirePrincipal(request), request.params.id)),
    );

    app.post(
      '/orders/:id/refunds',
      {
        schema: {
          tags: ['payments'],
          summary: 'Give back a part or all of a payment',
          description:
            'In the sample, payers may take their money back themselves. Each call gives back again.',
          security,
          params,
          body: refundBody,
          response: { 201: paymentView, ...problems(400, 401, 404, 422) },
        },
      },
      async (request, reply) => {
        const { id: orderId } = request.params;
        await ownPayment(payments, requirePrincipal(request), orderId);
        const { amount, currency } = request.body.amount;
        const payment = await payments.refund({ orderId, amount: new Money(BigInt(amount), currency) });
        return reply.code(201).send(viewPayment(payment));
      },
    );
  };
}

/** Somebody else's payment is answered like one that does not exist. */
async function ownPayment(payments: Payments, payerId: string, orderId: string): Promise<Payment> {
  const payment = await payments.get(orderId);
  if (payment.payerId !== payerId) throw new PaymentNotFound(orderId);
  return payment;
}
