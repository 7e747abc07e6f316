/** The services of a process, in maps: a name from a path finds a declared method or nothing. */
import type { AnyRpcMethod, RpcService } from '../method.ts';

/** A service and the object that does its work. */
export interface ServedService {
  readonly service: RpcService;
  readonly implementation: object;
}

export interface ServedMethod {
  readonly method: AnyRpcMethod;
  invoke(args: readonly unknown[]): unknown;
}

export interface Served {
  readonly service: RpcService;
  readonly methods: ReadonlyMap<string, ServedMethod>;
}

/** Throws when an implementation lacks a method of its contract. */
export function registerServices(services: readonly ServedService[]): ReadonlyMap<string, Served> {
  return new Map(
    services.map(({ service, implementation }) => [service.name, register(service, implementation)]),
  );
}

function register(service: RpcService, implementation: object): Served {
  const methods = Object.values(service.methods).map((method): [string, ServedMethod] => {
    const run: unknown = Reflect.get(implementation, method.name);
    if (typeof run !== 'function')
      throw new Error(`${service.name}: the implementation has no method ${method.name}`);
    return [method.name, { method, invoke: (args) => Reflect.apply(run, implementation, args) }];
  });
  return { service, methods: new Map(methods) };
}
