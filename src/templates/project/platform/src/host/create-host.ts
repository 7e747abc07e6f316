import { ConfigError, ConfigReader, platformConfig } from '../config/index.ts';
import type { PlatformConfig } from '../config/index.ts';
import { oneStore, openPool } from '../db/index.ts';
import type { Pool, Stores } from '../db/index.ts';
import type { Readiness } from '../http/index.ts';
import { createLogger } from '../log/index.ts';
import type { Worker } from '../module/index.ts';
import { poolGauges } from './pool-gauges.ts';
import type { Compose, Composition, Gauge, Host } from './types.ts';

export interface HostOptions {
  readonly name: string;
  readonly env: NodeJS.ProcessEnv;
  readonly compose: Compose;
}

/** A composed process that does not work yet. */
export interface RunningHost {
  readonly host: Host;
  readonly settings: PlatformConfig;
  readonly pool: Pool;
  /** Where the tables of each module are. */
  readonly stores: Stores;
  readonly composition: Composition;
  /** Of the modules and of what else was composed. */
  readonly workers: readonly Worker[];
  /** What else than the database must be ready. */
  readonly checks: readonly Readiness[];
  /** What is to be done before the process serves, in this order. */
  readonly starters: readonly (() => Promise<void>)[];
  /** What is to be closed at the end, last opened first. */
  closers(): (() => Promise<void>)[];
}

/**
 * Composes a process: configuration, log, the one pool and the modules. Opens no connection yet.
 * @throws {ConfigError} naming every bad variable of every part
 */
export function createHost({ name, env, compose }: HostOptions): RunningHost {
  const reader = new ConfigReader(env);
  const settings = reader.read(platformConfig);
  const log = createLogger({ name, level: settings.LOG_LEVEL ?? 'info' });
  const pool = openPool({ url: settings.DATABASE_URL, size: settings.DATABASE_POOL_SIZE, log });
  const only = { url: settings.DATABASE_URL, pool };
  let stores = oneStore(only);
  const closers: (() => Promise<void>)[] = [() => pool.end()];
  const starters: (() => Promise<void>)[] = [];
  const gauges: Gauge[] = [...poolGauges(pool)];
  const workers: Worker[] = [];
  const checks: Readiness[] = [];
  const host: Host = {
    name,
    env,
    log,
    clock: { now: () => new Date() },
    config: (schema) => reader.read(schema),
    database: (module) => stores.database(module),
    useStores: (choose) => (stores = choose(only)),
    worker: (worker) => workers.push(worker),
    onReadiness: (check) => checks.push(check),
    onStart: (start) => starters.push(start),
    gauge: (gauge) => gauges.push(gauge),
    gauges,
    onClose: (close) => closers.push(close),
  };
  const composition = composeChecked(compose, host, reader);
  for (const module of Object.values(composition.modules)) workers.push(...(module.workers ?? []));
  return {
    host,
    settings,
    pool,
    stores,
    composition,
    workers,
    checks,
    starters,
    closers: () => closers.toReversed(),
  };
}

function composeChecked(compose: Compose, host: Host, reader: ConfigReader): Composition {
  try {
    const composition = compose(host);
    reader.assertComplete();
    return composition;
  } catch (error) {
    if (error instanceof ConfigError) reader.add(error.problems);
    // A factory that was given the values of a part that is not complete may fail on them: the variables are the cause.
    reader.assertComplete();
    throw error;
  }
}
