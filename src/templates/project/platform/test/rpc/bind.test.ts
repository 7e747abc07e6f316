import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { currentContext, newContext, runInContext } from '../../src/context/index.ts';
import type { Host } from '../../src/host/index.ts';
import { bindModule } from '../../src/rpc/index.ts';
import type { HostedModule, Routes } from '../../src/module/index.ts';
import { failureOf, Implementation, secret, startFixture } from './fixture.ts';
import { Declined, paymentsClient, paymentsService } from './sample.ts';
import type { Payments } from './sample.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

interface Bound {
  readonly module: HostedModule<Payments>;
  readonly implementation: Implementation;
  /** How often the module was made in this process. */
  readonly made: () => number;
  readonly log: () => string;
}

function bind(env: Record<string, string>): Bound {
  const implementation = new Implementation();
  const lines: string[] = [];
  let made = 0;
  const host = hostWith(env, lines);
  const local = (): HostedModule<Payments> => {
    made++;
    return { port: implementation, routes: async () => {}, workers: [] };
  };
  const routes = (): Routes => async () => {};
  const module = bindModule({ host, service: paymentsService, local, routes, client: paymentsClient });
  return { module, implementation, made: () => made, log: () => lines.join('') };
}

function hostWith(env: Record<string, string>, lines: string[]): Host {
  const refuse = (): never => {
    throw new Error('not needed here');
  };
  return {
    name: 'monolith',
    env,
    log: pino({}, { write: (line: string) => lines.push(line) }),
    clock: { now: () => new Date(0) },
    config: refuse,
    database: refuse,
    useStores: refuse,
    worker: refuse,
    onReadiness: refuse,
    onStart: refuse,
    gauge: refuse,
    gauges: [],
    onClose: (close) => void closers.push(close),
  };
}

describe('local', () => {
  it('is the same object as before', () => {
    const { module, implementation, log } = bind({});
    expect(module.port).toBe(implementation);
    expect(log()).toContain('"placement":"local"');
  });

  it('wins over a URL', () => {
    expect(bind({ PAYMENTS_MODE: 'local', PAYMENTS_URL: 'http://127.0.0.1:1' }).made()).toBe(1);
  });
});

describe('loopback', () => {
  const env = { PAYMENTS_MODE: 'loopback' };

  it('gives copies, and errors as their class', async () => {
    const { module, implementation } = bind(env);
    expect(module.port).not.toBe(implementation);
    expect(await module.port.charge('a', 5)).toStrictEqual({ id: 'a', amount: 5, at: new Date(0) });
    expect(await failureOf(module.port.charge('declined', 5))).toBeInstanceOf(Declined);
    expect(await failureOf(module.port.find('bug'))).toMatchObject({
      name: 'RemoteInternalError',
      outcome: 'executed',
    });
    expect(module.workers).toEqual([]);
  });

  it('calls what is there when it is called: a spy, say', async () => {
    const { module, implementation } = bind(env);
    implementation.find = async (id) => ({ id, amount: 7, at: new Date(7) });
    expect(await module.port.find('a')).toMatchObject({ amount: 7 });
  });

  it('has a context of its own, as behind a network', async () => {
    const { module, implementation } = bind(env);
    let seen: ReturnType<typeof currentContext>;
    implementation.work = async () => void (seen = currentContext());
    const outer = newContext({ requestId: 'r-1', principal: 'user-1', timeoutMs: 1_000 });
    await runInContext(outer, () => module.port.find('a'));
    expect(seen).not.toBe(outer);
    expect(seen).toMatchObject({ requestId: 'r-1', principal: 'monolith' });
  });

  it('passes cancellation on', async () => {
    const { module, implementation } = bind(env);
    const controller = new AbortController();
    const seen = new Promise<unknown>((resolve) => {
      implementation.work = async () => {
        const signal = currentContext()?.signal;
        signal?.addEventListener('abort', () => resolve(signal.reason));
        controller.abort('enough');
        await new Promise(() => {});
      };
    });
    expect(await failureOf(module.port.ping(controller.signal))).toBe('enough');
    expect(await seen).toMatchObject({ name: 'AbortError' });
  });
});

describe('shadow', () => {
  it('runs here, and compares readonly calls with the service', async () => {
    const fixture = await startFixture();
    closers.push(() => fixture.close());
    const bound = bind({
      PAYMENTS_MODE: 'shadow',
      PAYMENTS_URL: fixture.server.url,
      PAYMENTS_SHADOW_PERCENT: '100',
      SERVICE_SECRET: secret,
    });
    expect(bound.made()).toBe(1);
    expect(Object.keys(bound.module)).toEqual(['port', 'routes', 'workers']);
    await bound.module.port.find('a');
    await bound.module.port.charge('a', 5);
    expect(bound.implementation.runs).toBe(2);
    await expect.poll(() => fixture.implementation.runs).toBe(1);
  });
});

describe('remote', () => {
  it('makes nothing of the module here, keeps its routes, and calls the service', async () => {
    const fixture = await startFixture();
    closers.push(() => fixture.close());
    const bound = bind({ PAYMENTS_URL: fixture.server.url, SERVICE_SECRET: secret });
    expect(bound.made()).toBe(0);
    expect(Object.keys(bound.module)).toEqual(['port', 'routes']);
    expect(await bound.module.port.find('a')).toMatchObject({ id: 'a' });
    expect(fixture.implementation.runs).toBe(1);
    expect(bound.log()).toContain('"placement":"remote"');
    await expect.poll(bound.log).toContain('"same":true');
  });

  it('starts before the service does', async () => {
    const bound = bind({ PAYMENTS_URL: 'http://127.0.0.1:1', SERVICE_SECRET: secret });
    await expect.poll(bound.log).toContain('did not answer yet');
  });

  it('fails at start when the environment is not clear', () => {
    expect(() => bind({ PAYMENTS_MODE: 'remote', SERVICE_SECRET: secret })).toThrow('PAYMENTS_URL: not set');
    expect(() => bind({ PAYMENTS_URL: 'http://127.0.0.1:1' })).toThrow('SERVICE_SECRET');
    expect(() => bind({ PAYMENTS_MODE: 'shadow', SERVICE_SECRET: secret })).toThrow('PAYMENTS_URL: not set');
    const shadow = { PAYMENTS_MODE: 'shadow', PAYMENTS_URL: 'http://127.0.0.1:1', SERVICE_SECRET: secret };
    expect(() => bind({ ...shadow, PAYMENTS_SHADOW_PERCENT: '101' })).toThrow('from 0 to 100');
    expect(() => bind({ PAYMENTS_MODE: 'mirror' })).toThrow('not known');
  });
});
