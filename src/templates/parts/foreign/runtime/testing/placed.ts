/** A service in loopback or behind a socket, for the time of one check. */
import { randomBytes } from 'node:crypto';
import { parseSecrets, signCall } from '../rpc/auth.ts';
import { RpcClient } from '../rpc/client.ts';
import type { RpcClientOptions } from '../rpc/client.ts';
import { HttpTransport } from '../rpc/http-transport.ts';
import { loopbackTransport } from '../rpc/loopback.ts';
import type { RpcService } from '../rpc/method.ts';
import { serveRpc } from '../rpc/server/serve.ts';
import { quiet } from './check.ts';

export type Placement = 'loopback' | 'remote';

export const placements: readonly Placement[] = ['loopback', 'remote'];

export async function placed(
  service: RpcService,
  implementation: object,
  placement: Placement,
  work: (client: RpcClient, url: string) => Promise<void>,
): Promise<void> {
  if (placement === 'loopback') {
    const transport = loopbackTransport({ service, implementation, caller: 'tests', log: quiet });
    return work(new RpcClient(service, { transport }), '');
  }
  const secret = newSecret();
  const services = [{ service, implementation }];
  const server = await serveRpc({ services, port: 0, secrets: parseSecrets(secret), log: quiet });
  const client = connect(service, server.url, secret);
  try {
    await work(client, server.url);
  } finally {
    await client.close();
    await server.drain({ lameDuckMs: 0, abortMs: 1_000, endMs: 2_000 });
  }
}

export const newSecret = (): string => randomBytes(48).toString('hex');

export function connect(
  service: RpcService,
  url: string,
  secret: string,
  options: Partial<RpcClientOptions> = {},
): RpcClient {
  const secrets = parseSecrets(secret);
  const audience = service.slug;
  return new RpcClient(service, {
    transport: new HttpTransport(new URL(url)),
    authorize: (path, body) =>
      `Bearer ${signCall({ issuer: 'tests', audience, path, body }, secrets, Date.now())}`,
    ...options,
  });
}

/** Every method of the service does the same. */
export const standIn = (service: RpcService, run: (...args: unknown[]) => Promise<unknown>): object =>
  Object.fromEntries(Object.keys(service.methods).map((name) => [name, run]));
