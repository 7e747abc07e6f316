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
    methodOf(service, implementation, method.name);
    // Looked up at each call, as a caller in the process would: a test may have put a spy in its place.
    const invoke = (args: readonly unknown[]): unknown =>
      Reflect.apply(methodOf(service, implementation, method.name), implementation, args);
    return [method.name, { method, invoke }];
  });
  return { service, methods: new Map(methods) };
}

function methodOf(service: RpcService, implementation: object, name: string): Function {
  const found: unknown = Reflect.get(implementation, name);
  if (typeof found === 'function') return found;
  throw new Error(`${service.name}: the implementation has no method ${name}`);
}
