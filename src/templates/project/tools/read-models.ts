/** `npm run read-models`: how far behind each read model is; `rebuild` makes one anew beside the one that is read. */
import { Console } from 'node:console';
import { setTimeout as delay } from 'node:timers/promises';
import { moduleDatabase, openPool } from '@shop/platform/db';
import type { Database, Pool } from '@shop/platform/db';
import { beginRebuild, statesOf } from '@shop/platform/read-models';
import type { ModelState } from '@shop/platform/read-models';

const usage = `npm run read-models                            versions, and how far behind they are
npm run read-models -- rebuild <module> <name> made anew from the journal; read once it has caught up

DATABASE_URL says where; in development, npm run dev prints the address of its Postgres. The processes do the work: they
have to run.`;

const out = new Console(process.stdout, process.stderr);
const lookMs = 500;

async function main(): Promise<void> {
  const [command = '', module = '', name = ''] = process.argv.slice(2);
  const url = process.env['DATABASE_URL'];
  if (command !== '' && (command !== 'rebuild' || name === '')) return fail(usage);
  if (!url)
    return fail('DATABASE_URL is not set. In development, npm run dev prints the address of its Postgres.');
  const pool = openPool({ url, size: 1 });
  try {
    const modules = await modulesOf(pool);
    if (command === 'rebuild') await rebuild(modules, module, name);
    else await show(modules);
  } finally {
    await pool.end();
  }
}

type Modules = ReadonlyMap<string, Database>;

/** The modules that have the tables of read models, each under its own role. */
async function modulesOf(pool: Pool): Promise<Modules> {
  const { rows } = await pool.query<{ name: string }>(
    `select n.nspname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relname = 'event_journal' and c.relkind = 'r' order by 1`,
  );
  return new Map(rows.map(({ name }) => [name, moduleDatabase(pool, name)]));
}

const readStates = (database: Database): Promise<readonly ModelState[]> =>
  database.transaction((trx) => statesOf(trx));

async function show(modules: Modules): Promise<void> {
  const rows: object[] = [];
  for (const [module, database] of modules)
    rows.push(...(await readStates(database)).map((state) => ({ module, ...state })));
  if (rows.length === 0) out.log('none');
  else out.table(rows);
}

async function rebuild(modules: Modules, module: string, name: string): Promise<void> {
  const database = modules.get(module.replaceAll('-', '_'));
  if (database === undefined) return fail(`${module} has no read models.`);
  const version = await database.transaction((trx) => beginRebuild(trx, name));
  const ofModel = async (): Promise<readonly ModelState[]> =>
    (await readStates(database)).filter((state) => state.name === name);
  const building = version ?? (await ofModel()).find(({ state }) => state === 'building')?.version;
  if (building === undefined) return fail(`${module} has no read model "${name}" that is in use.`);
  for (let said = ''; ; await delay(lookMs)) {
    const made = (await ofModel()).find((state) => state.version === building);
    if (made === undefined || made.state !== 'building') break;
    const line = `version ${building}: ${made.behind} events to come${made.lastError === null ? '' : `; it stands still: ${made.lastError}`}`;
    if (line !== said) out.log(line);
    said = line;
  }
  out.log(`version ${building} is read from now on`);
}

function fail(message: string): void {
  out.error(message);
  process.exitCode = 2;
}

await main();
