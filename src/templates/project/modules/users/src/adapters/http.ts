import { problemSchema, requirePrincipal } from '@shop/platform/http';
import type { Routes } from '@shop/platform/module';
import { z } from 'zod';
import type { User, Users } from '../index.ts';

const email = z.email().max(254).meta({ example: 'ada@example.org' });
const password = z.string().min(12).max(128).meta({ example: 'a long pass phrase' });

const registration = z.object({
  email,
  name: z.string().trim().min(1).max(100).meta({ example: 'Ada Lovelace' }),
  password,
});
const credentials = z.object({
  email,
  password: z.string().min(1).max(128).meta({ example: 'a long pass phrase' }),
});

const userView = z.object({
  id: z.string().meta({ example: '0d3c5f5e-5d0c-4b52-8a0c-0c3f6d1b3f5a' }),
  email: z.string().meta({ example: 'ada@example.org' }),
  name: z.string().meta({ example: 'Ada Lovelace' }),
  registeredAt: z.iso.datetime().meta({ example: '2026-01-31T09:30:00.000Z' }),
});
const sessionView = z.object({
  token: z.string().meta({ description: 'Send it as `authorization: Bearer …`' }),
  expiresAt: z.iso.datetime().meta({ example: '2026-01-31T09:45:00.000Z' }),
});

const registerSchema = {
  tags: ['users'],
  summary: 'Open an account',
  body: registration,
  response: { 201: userView, 400: problemSchema, 409: problemSchema },
};

const signInSchema = {
  tags: ['users'],
  summary: 'Sign in',
  description: 'Answers with a bearer token that is valid for 15 minutes.',
  body: credentials,
  response: { 201: sessionView, 400: problemSchema, 401: problemSchema },
};

const meSchema = {
  tags: ['users'],
  summary: 'The account that is signed in',
  security: [{ bearer: [] }],
  response: { 200: userView, 401: problemSchema },
};

/** Public routes over any implementation of the port: in process or remote. */
export function usersRoutes(users: Users): Routes {
  return async (app) => {
    app.post('/users', { schema: registerSchema }, async (request, reply) =>
      reply.code(201).send(viewUser(await users.register(request.body))),
    );

    app.post('/sessions', { schema: signInSchema }, async (request, reply) => {
      const { token, expiresAt } = await users.signIn(request.body);
      return reply.code(201).send({ token, expiresAt: expiresAt.toISOString() });
    });

    app.get('/me', { schema: meSchema }, async (request) => {
      const { id } = await requirePrincipal(request);
      return viewUser(await users.get(id));
    });
  };
}

/** What the public may see of a user. */
function viewUser({ id, email, name, registeredAt }: User): z.infer<typeof userView> {
  return { id, email, name, registeredAt: registeredAt.toISOString() };
}
