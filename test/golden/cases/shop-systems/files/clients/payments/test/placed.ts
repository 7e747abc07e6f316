/** The port as its callers get it, wherever the module is. */
import { randomBytes } from 'node:crypto';
import type { Host } from '@shop/platform/host';
import type { Placement } from '@shop/platform/local';
import { createLogger } from '@shop/platform/log';
import type { HostedModule } from '@shop/platform/module';
import { parseSecrets, serveRpc } from '@shop/platform/rpc';
import type { RpcService } from '@shop/platform/rpc';
import { startApps } from '@shop/platform/testing';

export interface Placed<Port> {
  readonly port: Port;
  close(): Promise<void>;
}

type Bind<Port> = (host: Host, local: () => HostedModule<Port>) => HostedModule<Port>;

/** Through the service's own process, over a database of its own. */
export async function placeInProcess<Port>(bind: Bind<Port>): Promise<Placed<Port>> {
  const apps = await startApps('remote');
  const caller = callerHost(apps.env);
  const { port } = bind(caller.host, notHere);
  return { port, close: () => caller.close().then(() => apps.close()) };
}

/** The module's own fixture as it is, through codecs in this process, or over a socket. */
export async function placeFixture<Port extends object>(
  placement: Placement,
  service: RpcService,
  fixture: Placed<Port>,
  bind: Bind<Port>,
): Promise<Placed<Port>> {
  const secret = randomBytes(48).toString('base64url');
  const services = [{ service, implementation: fixture.port }];
  const server = await serveRpc({ services, port: 0, secrets: parseSecrets(secret), log });
  const prefix = service.slug.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
  const caller = callerHost({
    [`${prefix}_MODE`]: placement,
    [`${prefix}_URL`]: server.url,
    SERVICE_SECRET: secret,
  });
  const { port } = bind(caller.host, () => ({ port: fixture.port }));
  return {
    port,
    close: async () => {
      await caller.close();
      await server.drain({ lameDuckMs: 0, abortMs: 1_000, endMs: 2_000 });
      await fixture.close();
    },
  };
}

const log = createLogger({ name: 'placements', level: 'silent' });

/** A caller has an environment and nothing else. */
function callerHost(env: Readonly<Record<string, string>>): { host: Host; close: () => Promise<void> } {
  const closers: (() => Promise<void>)[] = [];
  const host: Host = {
    name: 'placements',
    env,
    log,
    clock: { now: () => new Date() },
    config: notHere,
    database: notHere,
    useStores: notHere,
    worker: notHere,
    onReadiness: notHere,
    onStart: notHere,
    gauge: notHere,
    gauges: [],
    onClose: (close) => closers.push(close),
  };
  return {
    host,
    close: async () => {
      for (const close of closers) await close();
    },
  };
}

function notHere(): never {
  throw new Error('A caller constructs nothing of the module.');
}
