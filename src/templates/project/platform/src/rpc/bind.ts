/** Decides once, at start, where the calls of a module go. Its callers cannot tell the difference in its type. */
import type { Host } from '../host/index.ts';
import type { HostedModule, Routes } from '../module/index.ts';
import { signCall } from './auth.ts';
import { RpcClient } from './client.ts';
import type { RpcClientOptions } from './client.ts';
import { HttpTransport } from './http-transport.ts';
import { loopbackTransport } from './loopback.ts';
import type { RpcCaller, RpcService } from './method.ts';
import { requestRetry } from './retry.ts';
import { readPlacement, readRemoteSettings, readShadowPercent } from './settings.ts';
import type { RemoteSettings } from './settings.ts';
import { Shadow } from './shadow/shadow.ts';

export interface BindOptions<Port extends object> {
  readonly host: Host;
  readonly service: RpcService;
  /** Makes the module in this process; not called in `remote`. */
  readonly local: () => HostedModule<Port>;
  /** The public routes over any implementation of the port. */
  readonly routes?: (port: Port) => Routes;
  readonly client: (rpc: RpcCaller) => Port;
}

/** Throws when the environment does not say clearly where the module is. */
export function bindModule<Port extends object>(options: BindOptions<Port>): HostedModule<Port> {
  const { host, service } = options;
  const placement = readPlacement(service.slug, host.env);
  switch (placement) {
    case 'local':
      host.log.info({ module: service.slug, placement }, 'Module runs in this process');
      return options.local();
    case 'loopback':
      host.log.info(
        { module: service.slug, placement },
        'Module runs in this process, called as if it were remote',
      );
      return bindLoopback(options);
    case 'shadow':
      return bindShadow(options, readRemoteSettings(service.slug, host.env));
    case 'remote':
      return bindRemote(options, readRemoteSettings(service.slug, host.env));
  }
}

function bindLoopback<Port extends object>({
  host,
  service,
  local,
  routes,
  client,
}: BindOptions<Port>): HostedModule<Port> {
  const module = local();
  const transport = loopbackTransport({
    service,
    implementation: module.port,
    caller: host.name,
    log: host.log,
  });
  const port = client(new RpcClient(service, { transport }));
  return { ...module, port, ...(routes !== undefined && { routes: routes(port) }) };
}

function bindRemote<Port extends object>(
  { host, service, routes, client }: BindOptions<Port>,
  settings: RemoteSettings,
): HostedModule<Port> {
  const { url } = settings;
  host.log.info({ module: service.slug, placement: 'remote', url: url.origin }, 'Module is called over HTTP');
  const rpc = remoteClient(service, host, settings);
  host.onClose(() => rpc.close());
  void checkContract(rpc, service, host);
  const port = client(rpc);
  return { port, ...(routes !== undefined && { routes: routes(port) }) };
}

/** The module as it runs here; some of its calls are repeated at the service, to compare. */
function bindShadow<Port extends object>(
  { host, service, local, routes }: BindOptions<Port>,
  settings: RemoteSettings,
): HostedModule<Port> {
  const percent = readShadowPercent(service.slug, host.env);
  const where = { module: service.slug, placement: 'shadow', url: settings.url.origin, percent };
  host.log.info(where, 'Module runs in this process; readonly calls are compared with the service');
  const rpc = remoteClient(service, host, settings, shadowLimits);
  const module = local();
  const { timeoutMs } = settings;
  const shadow = new Shadow({ service, remote: rpc, log: host.log, percent, timeoutMs });
  host.onClose(async () => {
    await shadow.close();
    await rpc.close();
  });
  void checkContract(rpc, service, host);
  const port = shadow.port(module.port);
  return { ...module, port, ...(routes !== undefined && { routes: routes(port) }) };
}

/** One attempt and nobody waiting: a comparison is dropped rather than repeated. */
const shadowLimits = {
  maxConcurrency: 8,
  maxWaiting: 0,
  retry: { ...requestRetry, maxAttempts: 1 },
} as const;

function remoteClient(
  service: RpcService,
  host: Host,
  settings: RemoteSettings,
  limits: Partial<RpcClientOptions> = {},
): RpcClient {
  const { url, secrets, timeoutMs, maxConcurrency } = settings;
  const audience = service.slug;
  const issuer = host.name;
  return new RpcClient(service, {
    transport: new HttpTransport(url, maxConcurrency === undefined ? {} : { maxSockets: maxConcurrency }),
    authorize: (path, body) => `Bearer ${signCall({ issuer, audience, path, body }, secrets, Date.now())}`,
    timeoutMs,
    maxConcurrency,
    ...limits,
    onContractMismatch: (theirs) =>
      host.log.warn(
        { module: audience, ours: service.contractHash, theirs },
        'The service has another contract',
      ),
  });
}

/** Not fatal: the service may start later than its callers. */
async function checkContract(rpc: RpcClient, service: RpcService, { log }: Host): Promise<void> {
  try {
    const { contractHash, durableDedup } = await rpc.askContract();
    log.info(
      { module: service.slug, same: contractHash === service.contractHash, durableDedup },
      'Service answered',
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn({ module: service.slug, reason }, 'Service did not answer yet; calls are made all the same');
  }
}
