import { problemSchema, requirePrincipal } from '@shop/platform/http';
import type { Routes } from '@shop/platform/module';
import { z } from 'zod';
import type { Orders } from '../index.ts';
import { orderPageView, orderView, viewOrder } from './order-view.ts';

const tags = ['orders'];
const security = [{ bearer: [] }];

const placeBody = z.object({
  items: z
    .array(
      z.object({
        sku: z
          .string()
          .min(1)
          .max(50)
          .meta({ description: '`tea`, `teapot` or `kettle`', example: 'teapot' }),
        quantity: z.int().min(1).max(1000).meta({ example: 1 }),
      }),
    )
    .min(1)
    .max(100),
  card: z.string().min(1).max(100).meta({
    description:
      'A token of the acquirer, never a card number. `tok_visa` is approved, `tok_declined` declined.',
    example: 'tok_visa',
  }),
});

/** Loose: what is not named here must stay on the request. */
const placeHeaders = z.looseObject({
  'idempotency-key': z.string().min(1).max(200).optional().meta({
    description: 'Unique per order. Repeating the request with the same key places no second order.',
  }),
});

const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  after: z.string().max(100).optional().meta({ description: '`next` of the page before' }),
});

const placeSchema = {
  tags,
  summary: 'Place an order',
  description:
    '201 when it is paid, 202 when it is recorded and the charge has no answer yet: the order is finished in the background. 402 when the card is declined.',
  security,
  headers: placeHeaders,
  body: placeBody,
  response: {
    201: orderView,
    202: orderView,
    400: problemSchema,
    401: problemSchema,
    402: problemSchema,
    422: problemSchema,
  },
};

const listSchema = {
  tags,
  summary: 'Your orders, newest first',
  security,
  querystring: pageQuery,
  response: { 200: orderPageView, 400: problemSchema, 401: problemSchema },
};

const getSchema = {
  tags,
  summary: 'An order of yours',
  security,
  params: z.object({ id: z.string().max(100) }),
  response: { 200: orderView, 400: problemSchema, 401: problemSchema, 404: problemSchema },
};

/** Public routes over any implementation of the port: in process or remote. */
export function ordersRoutes(orders: Orders): Routes {
  return async (app) => {
    app.post('/orders', { schema: placeSchema }, async (request, reply) => {
      const { id: userId } = await requirePrincipal(request);
      const key = request.headers['idempotency-key'];
      const order = await orders.place({
        userId,
        ...request.body,
        ...(key !== undefined && { idempotencyKey: key }),
      });
      const status = order.state.kind === 'pending' ? 202 : 201;
      return reply.code(status).header('location', `/orders/${order.id}`).send(viewOrder(order));
    });

    app.get('/orders', { schema: listSchema }, async (request) => {
      const { id: userId } = await requirePrincipal(request);
      const { limit, after } = request.query;
      const page = { limit, ...(after !== undefined && { after }) };
      const { orders: found, next } = await orders.list(userId, page);
      return { orders: found.map(viewOrder), ...(next !== undefined && { next }) };
    });

    app.get('/orders/:id', { schema: getSchema }, async (request) => {
      const { id: userId } = await requirePrincipal(request);
      return viewOrder(await orders.get(userId, request.params.id));
    });
  };
}
