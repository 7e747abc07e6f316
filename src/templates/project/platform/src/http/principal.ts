import type { FastifyRequest } from 'fastify';
import { DomainError } from '../errors/index.ts';

/** Who makes a request. */
export interface Principal {
  readonly id: string;
}

/** Whom a bearer token speaks for. Rejects with a {@link DomainError} of status 401 when it is not valid. */
export type Authenticate = (token: string) => Promise<Principal>;

/** The request names nobody. */
export class Unauthenticated extends DomainError {
  readonly status = 401;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The composition root's; `null` in a process without users. */
    readonly authenticate: Authenticate | null;
  }
}

const bearer = /^Bearer +([\w.~+/-]+=*)$/i;

/**
 * The user who makes the request, from `Authorization: Bearer <token>`.
 * @throws {Unauthenticated} and whatever the composition root's `authenticate` says of the token
 */
export async function requirePrincipal(request: FastifyRequest): Promise<Principal> {
  const token = bearer.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new Unauthenticated('A bearer token is needed.');
  const { authenticate } = request.server;
  if (authenticate === null) throw new Error('This process has no `authenticate`: see its compose.ts');
  return authenticate(token);
}
