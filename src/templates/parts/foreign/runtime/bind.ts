/** Decides once, where an object is put together, whether its calls stay in this process. Callers cannot tell by its type. */
import { isServedHere } from './local.ts';
import { log } from './log/index.ts';
import { signCall } from './rpc/auth.ts';
import { RpcClient } from './rpc/client.ts';
import type { RpcClientOptions } from './rpc/client.ts';
import { hasOwn } from './rpc/has-own.ts';
import { HttpTransport } from './rpc/http-transport.ts';
import { loopbackTransport } from './rpc/loopback.ts';
import type { RpcCaller, RpcService } from './rpc/method.ts';
import { requestRetry } from './rpc/retry.ts';
import { readPlacement, readRemoteSettings, readShadowPercent } from './rpc/settings.ts';
import type { Placement, RemoteSettings } from './rpc/settings.ts';
import { Shadow } from './rpc/shadow/shadow.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface BindOptions<Port extends object> {
  /** Asked for where it is needed, so that `local` touches nothing of the client. */
  readonly service: () => RpcService;
  /** Prefix of the variables: `payments` reads `PAYMENTS_MODE` and `PAYMENTS_URL`. */
  readonly slug: string;
  readonly client: (rpc: RpcCaller) => Port;
  /** What this process calls itself when it calls the service. */
  readonly caller: string;
  readonly env: Environment;
}

/**
 * The object itself in `local`, a client in the other placements. `local` is not called in `remote`, so nothing of the
 * implementation is constructed there. Throws when the environment does not say clearly where the service is.
 */
export function bindPort<Port extends object>(local: () => Port, options: BindOptions<Port>): Port {
  const placement = placementOf(options);
  return placement === 'remote' ? remotePort(options) : placed(placement, local(), options);
}

/** The same for what can only be made asynchronously. */
export async function bindPortAsync<Port extends object>(
  local: () => Port | Promise<Port>,
  options: BindOptions<Port>,
): Promise<Port> {
  const placement = placementOf(options);
  return placement === 'remote' ? remotePort(options) : placed(placement, await local(), options);
}

/** Ends connections to services: for tests, and for an orderly end of a process. */
export async function closeClients(): Promise<void> {
  const closing = [...clients.values()];
  clients.clear();
  await Promise.all(closing.map(({ close }) => close()));
}

function placementOf({ slug, env }: BindOptions<object>): Placement {
  return isServedHere(slug) ? 'local' : readPlacement(slug, env);
}

function placed<Port extends object>(
  placement: Exclude<Placement, 'remote'>,
  implementation: Port,
  options: BindOptions<Port>,
): Port {
  switch (placement) {
    case 'local':
      return implementation;
    case 'loopback':
      return loopbackPort(implementation, options);
    case 'shadow':
      return shadowPort(implementation, options);
  }
}

function loopbackPort<Port extends object>(implementation: Port, options: BindOptions<Port>): Port {
  const service = options.service();
  const transport = loopbackTransport({ service, implementation, caller: options.caller, log });
  const port = options.client(new RpcClient(service, { transport }));
  return withTheRest(port, implementation, service);
}

/** Methods that are not of the contract stay those of the implementation: hooks of a container, methods kept in process. */
function withTheRest<Port extends object>(port: Port, implementation: Port, service: RpcService): Port {
  const own = new Map<PropertyKey, unknown>();
  return new Proxy(port, {
    get: (target, key) => {
      if (hasOwn(service.methods, key)) return Reflect.get(target, key, target);
      if (own.has(key)) return own.get(key);
      const value: unknown = Reflect.get(implementation, key, implementation);
      if (typeof value !== 'function' || key === 'constructor') return Reflect.get(target, key, target);
      const bound = (...args: unknown[]): unknown => Reflect.apply(value, implementation, args);
      own.set(key, bound);
      return bound;
    },
    has: (target, key) => key in target || typeof Reflect.get(implementation, key) === 'function',
  });
}

function shadowPort<Port extends object>(implementation: Port, options: BindOptions<Port>): Port {
  const { slug, env } = options;
  const settings = readRemoteSettings(slug, env);
  const percent = readShadowPercent(slug, env);
  const service = options.service();
  const shared = clientFor(options, settings, 'shadow', () => {
    const rpc = newClient(service, options, settings, shadowLimits);
    const { timeoutMs } = settings;
    const shadow = new Shadow({ service, remote: rpc, log, percent, timeoutMs });
    const close = (): Promise<void> => shadow.close().then(() => rpc.close());
    return { rpc, shadow, close };
  });
  return shared.shadow === undefined ? implementation : shared.shadow.port(implementation);
}

/** One attempt and nobody waiting: a comparison is dropped rather than repeated. */
const shadowLimits = {
  maxConcurrency: 8,
  maxWaiting: 0,
  retry: { ...requestRetry, maxAttempts: 1 },
} as const;

function remotePort<Port extends object>(options: BindOptions<Port>): Port {
  const settings = readRemoteSettings(options.slug, options.env);
  const { rpc } = clientFor(options, settings, 'remote', () => {
    const client = newClient(options.service(), options, settings);
    return { rpc: client, close: () => client.close() };
  });
  return options.client(rpc);
}

interface SharedClient {
  readonly rpc: RpcClient;
  readonly shadow?: Shadow;
  close(): Promise<void>;
}

/** An object that is put together in several places still has one client: one pool, one breaker, one retry budget. */
const clients = new Map<string, SharedClient>();

function clientFor(
  { slug }: BindOptions<object>,
  { url, secrets, timeoutMs, maxConcurrency }: RemoteSettings,
  placement: Placement,
  make: () => SharedClient,
): SharedClient {
  const name = JSON.stringify([slug, placement, url.href, secrets, timeoutMs, maxConcurrency]);
  const known = clients.get(name);
  if (known !== undefined) return known;
  log.info({ service: slug, placement, url: url.origin }, 'Calls go to another process');
  const client = make();
  clients.set(name, client);
  void checkContract(client.rpc, slug);
  return client;
}

function newClient(
  service: RpcService,
  { caller }: BindOptions<object>,
  { url, secrets, timeoutMs, maxConcurrency }: RemoteSettings,
  limits: Partial<RpcClientOptions> = {},
): RpcClient {
  const { slug, contractHash } = service;
  return new RpcClient(service, {
    transport: new HttpTransport(url, maxConcurrency === undefined ? {} : { maxSockets: maxConcurrency }),
    authorize: (path, body) =>
      `Bearer ${signCall({ issuer: caller, audience: slug, path, body }, secrets, Date.now())}`,
    timeoutMs,
    maxConcurrency,
    ...limits,
    onContractMismatch: (theirs) =>
      log.warn({ service: slug, ours: contractHash, theirs }, 'The service has another contract'),
  });
}

/** Not fatal: the service may start later than its callers. */
async function checkContract(rpc: RpcClient, slug: string): Promise<void> {
  try {
    const { contractHash, durableDedup } = await rpc.askContract();
    log.info({ service: slug, contract: contractHash, durableDedup }, 'Service answered');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn({ service: slug, reason }, 'Service did not answer yet; calls are made all the same');
  }
}
