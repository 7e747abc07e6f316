import { problemSchema } from '@press/platform/http';
import type { Routes } from '@press/platform/module';
import { z } from 'zod';
import type { Shipping, ShippingEntry } from '../index.ts';

const refusals = { 400: problemSchema };
const common = { tags: ['shipping'] };

const params = z.object({ id: z.string().max(100) });
const nameBody = z.object({ name: z.string().trim().min(1).max(200).meta({ example: 'A good name' }) });
const listQuery = z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) });

const entryView = z.object({
  id: z.string().meta({ example: '7a9d5c4e-3b0f-4f7e-9a57-1d0f6b2c9e21' }),
  name: z.string().meta({ example: 'A good name' }),
  createdAt: z.iso.datetime().meta({ example: '2026-01-31T09:30:00.000Z' }),
});
const listView = z.object({ entries: z.array(entryView) });

const createSchema = {
  ...common,
  summary: 'Create an entry',
  body: nameBody,
  response: { 201: entryView, ...refusals },
};

const listSchema = {
  ...common,
  summary: 'The newest entries',
  querystring: listQuery,
  response: { 200: listView, ...refusals },
};

const getSchema = {
  ...common,
  summary: 'An entry',
  params,
  response: { 200: entryView, ...refusals, 404: problemSchema },
};

const renameSchema = {
  ...common,
  summary: 'Rename an entry',
  params,
  body: nameBody,
  response: { 200: entryView, ...refusals, 404: problemSchema },
};

/** Public routes over any implementation of the port: in process or remote. */
export function shippingRoutes(shipping: Shipping): Routes {
  return async (app) => {
    app.post('/shipping', { schema: createSchema }, async (request, reply) => {
      const entry = await shipping.create(request.body.name);
      return reply.code(201).header('location', `/shipping/${entry.id}`).send(viewEntry(entry));
    });

    app.get('/shipping', { schema: listSchema }, async (request) => ({
      entries: (await shipping.list(request.query.limit)).map(viewEntry),
    }));

    app.get('/shipping/:id', { schema: getSchema }, async (request) =>
      viewEntry(await shipping.get(request.params.id)),
    );

    app.patch('/shipping/:id', { schema: renameSchema }, async (request) =>
      viewEntry(await shipping.rename(request.params.id, request.body.name)),
    );
  };
}

function viewEntry({ id, name, createdAt }: ShippingEntry): z.infer<typeof entryView> {
  return { id, name, createdAt: createdAt.toISOString() };
}
