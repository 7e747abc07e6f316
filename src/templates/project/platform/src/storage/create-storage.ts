import { platformConfig } from '../config/index.ts';
import { moduleDatabase, openPool } from '../db/index.ts';
import type { Database, Store, Stores } from '../db/index.ts';
import { SetupError } from '../errors/index.ts';
import type { Host } from '../host/index.ts';
import { decideHome } from './decide-home.ts';
import { fencedState, readMark } from './mark.ts';
import { ModuleHome, StorageMovingError } from './module-home.ts';
import type { PlaceName } from './module-home.ts';
import { ownUrlConfig, ownUrlVariable } from './own-url.ts';

export type StorageHost = Pick<Host, 'log' | 'config' | 'useStores' | 'onClose'>;

/**
 * Lets modules have databases of their own. A process that is given `PAYMENTS_DATABASE_URL` uses it from the moment at
 * which the tables of payments have moved there, without a restart, and never uses two places at a time.
 */
export function createStorage(host: StorageHost): void {
  host.useStores((only) => new MovableStores(host, only));
}

class MovableStores implements Stores {
  readonly #host: StorageHost;
  readonly #shared: Store;
  /** By schema; `undefined` for a module that has no database of its own. */
  readonly #homes = new Map<string, { home: ModuleHome; own: Store } | undefined>();

  constructor(host: StorageHost, shared: Store) {
    this.#host = host;
    this.#shared = shared;
  }

  database<Tables>(schema: string): Database<Tables> {
    const shared = moduleDatabase<Tables>(this.#shared.pool, schema);
    const found = this.#homeOf(schema);
    if (found === undefined) return shared;
    const databases = { shared, own: moduleDatabase<Tables>(found.own.pool, schema) };
    return {
      transaction: (work) => inHome(found.home, (place) => databases[place].transaction(work)),
      ready: () => inHome(found.home, (place) => databases[place].ready()),
    };
  }

  async home(schema: string): Promise<Store> {
    const found = this.#homeOf(schema);
    if (found !== undefined) return found.home.store();
    const mark = await readMark(this.#shared.pool, schema);
    if (decideHome(mark, undefined) !== 'shared') throw new SetupError(notHere(schema));
    return mark.moving
      ? { ...this.#shared, frozen: `its tables are being moved to the database of ${ownUrlVariable(schema)}` }
      : this.#shared;
  }

  #homeOf(schema: string): { home: ModuleHome; own: Store } | undefined {
    if (!this.#homes.has(schema)) this.#homes.set(schema, this.#open(schema));
    return this.#homes.get(schema);
  }

  #open(schema: string): { home: ModuleHome; own: Store } | undefined {
    const { log, config, onClose } = this.#host;
    const url = config(ownUrlConfig(schema))[ownUrlVariable(schema)];
    if (url === undefined || url === this.#shared.url) return undefined;
    const { DATABASE_POOL_SIZE } = config(poolConfig);
    const own = { url, pool: openPool({ url, log, size: DATABASE_POOL_SIZE }) };
    onClose(() => own.pool.end());
    return { home: new ModuleHome({ schema, shared: this.#shared, own, log }), own };
  }
}

const poolConfig = platformConfig.pick({ DATABASE_POOL_SIZE: true });

/** Rows, tables or rights that are missing may be those of a place that the module has left. */
const signsOfAMove = new Set([fencedState, '42501', '42P01', '3F000']);

async function inHome<T>(home: ModuleHome, work: (place: PlaceName) => Promise<T>): Promise<T> {
  const place = await home.current();
  try {
    return await work(place);
  } catch (error) {
    if (!signsOfAMove.has(codeOf(error)) || (await home.lookAgain()) === place) throw error;
    // It was rolled back there. Whether the work may be done twice is for its caller to say.
    throw new StorageMovingError('The tables have just moved to another database.', { cause: error });
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

const notHere = (schema: string): string =>
  `The tables of ${schema} are not to be used in the database of DATABASE_URL: they have moved, or are being copied there. ` +
  `Set ${ownUrlVariable(schema)} to the database that they moved to; \`npm run storage -- plan ${schema}\` says where they are.`;
