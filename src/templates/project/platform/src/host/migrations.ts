import { migrate, pendingMigrations } from '../db/index.ts';
import type { Store } from '../db/index.ts';
import { SetupError } from '../errors/index.ts';
import type { Readiness } from '../http/index.ts';
import type { Migrations } from '../module/index.ts';
import type { RunningHost } from './create-host.ts';

/** Runs what has not run of every module of this process, one module after the other. */
export async function migrateAll({ composition, stores, host }: RunningHost): Promise<void> {
  for (const migrations of migrationsOf({ composition })) {
    const store = await stores.home(migrations.schema);
    const files = await migrateStore(store, migrations);
    if (files.length > 0) host.log.info({ schema: migrations.schema, files }, 'migrated');
  }
}

async function migrateStore({ url, pool, frozen }: Store, migrations: Migrations): Promise<string[]> {
  if (frozen === undefined) return migrate(url, migrations);
  const files = await pendingMigrations(pool, migrations);
  if (files.length === 0) return [];
  throw new SetupError(`Migrations of ${migrations.schema} have to wait (${files.join(', ')}): ${frozen}.`);
}

/** Ready: not stopping, the database answers, every migration of this process has run in it, and so says each check. */
export function readinessOf(running: RunningHost, draining: () => boolean): Readiness {
  const database = databaseReadiness(running);
  return async () => {
    if (draining()) return ['shutting down'];
    const reasons = await Promise.all([database, ...running.checks].map((check) => check()));
    return reasons.flat();
  };
}

function databaseReadiness({ composition, pool, stores, host }: RunningHost): Readiness {
  let migrated = false;
  return async () => {
    try {
      const homes = await Promise.all(migrationsOf({ composition }).map(({ schema }) => stores.home(schema)));
      if (migrated) {
        const pools = new Set([pool, ...homes.map((home) => home.pool)]);
        await Promise.all([...pools].map((each) => each.query('select 1')));
        return [];
      }
      const behind: string[] = [];
      for (const migrations of migrationsOf({ composition })) {
        const home = await stores.home(migrations.schema);
        const files = await pendingMigrations(home.pool, migrations);
        behind.push(...files.map((file) => `migration ${migrations.schema}/${file} has not run`));
      }
      migrated = behind.length === 0;
      return behind;
    } catch (error) {
      if (error instanceof SetupError) return [error.message];
      host.log.warn({ err: error }, 'the database does not answer');
      return ['the database does not answer'];
    }
  };
}

function migrationsOf({ composition }: Pick<RunningHost, 'composition'>): Migrations[] {
  return Object.values(composition.modules).flatMap((module) => module.migrations ?? []);
}
