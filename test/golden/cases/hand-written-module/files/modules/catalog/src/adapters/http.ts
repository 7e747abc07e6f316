import { problemSchema } from '@books/platform/http';
import type { Routes } from '@books/platform/module';
import { z } from 'zod';
import type { Catalog, CatalogEntry } from '../index.ts';

const refusals = { 400: problemSchema };
const common = { tags: ['catalog'] };

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
export function catalogRoutes(catalog: Catalog): Routes {
  return async (app) => {
    app.post('/catalog', { schema: createSchema }, async (request, reply) => {
      const entry = await catalog.create(request.body.name);
      return reply.code(201).header('location', `/catalog/${entry.id}`).send(viewEntry(entry));
    });

    app.get('/catalog', { schema: listSchema }, async (request) => ({
      entries: (await catalog.list(request.query.limit)).map(viewEntry),
    }));

    app.get('/catalog/:id', { schema: getSchema }, async (request) =>
      viewEntry(await catalog.get(request.params.id)),
    );

    app.patch('/catalog/:id', { schema: renameSchema }, async (request) =>
      viewEntry(await catalog.rename(request.params.id, request.body.name)),
    );
  };
}

function viewEntry({ id, name, createdAt }: CatalogEntry): z.infer<typeof entryView> {
  return { id, name, createdAt: createdAt.toISOString() };
}
