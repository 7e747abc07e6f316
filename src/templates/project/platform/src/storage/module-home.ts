import { setTimeout as delay } from 'node:timers/promises';
import { remainingMs } from '../context/index.ts';
import type { Store } from '../db/index.ts';
import { SetupError } from '../errors/index.ts';
import type { Logger } from '../log/index.ts';
import { decideHome } from './decide-home.ts';
import type { Mark } from './mark.ts';
import { readMark } from './mark.ts';
import { ownUrlVariable } from './own-url.ts';

export type PlaceName = 'shared' | 'own';

export interface ModulePlaces {
  readonly schema: string;
  readonly shared: Store;
  readonly own: Store;
  readonly log: Logger;
}

/** The module is on its way from one database to another. It has the code of a server that is starting: try again. */
export class StorageMovingError extends Error {
  override readonly name = 'StorageMovingError';
  readonly code = '57P03';
}

/** How long a transaction that finds the module between two databases waits before it gives up. */
const waitAtMostMs = 1_000;
const lookAgainMs = 50;

/** Which of its two databases a module is at home in. Known until somebody is refused there. */
export class ModuleHome {
  readonly #places: ModulePlaces;
  #known: Promise<PlaceName> | undefined;

  constructor(places: ModulePlaces) {
    this.#places = places;
  }

  current(): Promise<PlaceName> {
    return (this.#known ??= this.#waitForOne());
  }

  /** To be called when `place` refused: it may not be the home any more. */
  lookAgain(): Promise<PlaceName> {
    const looking = this.#waitForOne();
    this.#known = looking;
    return looking;
  }

  /** What is so at this moment, for those who start. */
  async store(): Promise<Store> {
    const { shared, own, schema } = this.#places;
    const marks = await this.#readMarks();
    const home = decideHome(marks.shared, marks.own);
    if (home === 'neither') throw new SetupError(`${schema} is between two databases: ${carryOn(schema)}`);
    if (home !== 'shared' && home !== 'own') throw new SetupError(refusals[home](schema));
    const store = home === 'own' ? own : shared;
    return marks[home].moving
      ? { ...store, frozen: `its tables are being moved: ${carryOn(schema)}` }
      : store;
  }

  async #waitForOne(): Promise<PlaceName> {
    const { schema, log } = this.#places;
    const before = this.#known;
    const end = performance.now() + Math.min(waitAtMostMs, remainingMs() ?? waitAtMostMs);
    try {
      for (;;) {
        const marks = await this.#readMarks();
        const home = decideHome(marks.shared, marks.own);
        if (home === 'both' || home === 'strangers') throw new SetupError(refusals[home](schema));
        if (home !== 'neither') {
          if (before !== undefined) log.info({ schema, home }, 'looked again where the tables are');
          return home;
        }
        if (performance.now() >= end) throw new StorageMovingError(`${schema} is between two databases.`);
        await delay(lookAgainMs);
      }
    } catch (error) {
      this.#known = undefined;
      throw error;
    }
  }

  async #readMarks(): Promise<Record<PlaceName, Mark>> {
    const { schema, shared, own } = this.#places;
    const read = async (store: Store, variable: string): Promise<Mark> => {
      try {
        return await readMark(store.pool, schema);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new StorageMovingError(`The database of ${variable} cannot be used: ${reason}`, { cause });
      }
    };
    const [first, second] = await Promise.all([
      read(shared, 'DATABASE_URL'),
      read(own, ownUrlVariable(schema)),
    ]);
    return { shared: first, own: second };
  }
}

const carryOn = (schema: string): string => `\`npm run storage -- plan ${schema}\` says how to go on`;

const refusals: Readonly<Record<'both' | 'strangers', (schema: string) => string>> = {
  both: (schema) =>
    `The tables of ${schema} are in use in two databases, that of DATABASE_URL and that of ${ownUrlVariable(schema)}, and ` +
    `what is written would be in one of them only. A move begins with an empty database; else unset ${ownUrlVariable(schema)}.`,
  strangers: (schema) =>
    `The tables of ${schema} have moved out of the database of DATABASE_URL, and not into that of ${ownUrlVariable(schema)}: ` +
    `one of the two variables names the wrong database.`,
};
