/** `npm run events`: what waits and what was given up; `show`, `resubmit` and `discard` with the id of an event. */
import { Console } from 'node:console';
import { moduleDatabase, openPool } from '@shop/platform/db';
import type { Database, Pool } from '@shop/platform/db';
import { deadEvents, decide, showEvent, waitingSubjects } from '@shop/platform/events/dead';

const usage = `npm run events -- dead              events that were given up, and how many wait behind each
npm run events -- waiting           subjects whose events are not all sent and handled
npm run events -- show <id>         all that is known of an event
npm run events -- resubmit <id>     a dead event is tried again, with all its attempts
npm run events -- discard <id>      a dead event is passed over for good

DATABASE_URL says where; in development, npm run dev prints the address of its Postgres.`;

const out = new Console(process.stdout);

async function main(): Promise<void> {
  const [command = '', id = ''] = process.argv.slice(2);
  const work = commandFor(command, id);
  const url = process.env['DATABASE_URL'];
  if (work === undefined) return fail(usage);
  if (!url)
    return fail('DATABASE_URL is not set. In development, npm run dev prints the address of its Postgres.');
  const pool = openPool({ url, size: 1 });
  try {
    await work(await modulesOf(pool));
  } finally {
    await pool.end();
  }
}

type Modules = ReadonlyMap<string, Database>;

function commandFor(command: string, id: string): ((modules: Modules) => Promise<void>) | undefined {
  if (command === 'dead') return (modules) => table(modules, deadEvents);
  if (command === 'waiting') return (modules) => table(modules, waitingSubjects);
  if (id === '') return undefined;
  if (command === 'show') return (modules) => show(modules, id);
  if (command === 'resubmit' || command === 'discard') return (modules) => settle(modules, id, command);
  return undefined;
}

/** The modules that have the tables of events, each under its own role. */
async function modulesOf(pool: Pool): Promise<Modules> {
  const { rows } = await pool.query<{ name: string }>(
    `select n.nspname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relname = 'outbox_delivery' and c.relkind = 'r' order by 1`,
  );
  return new Map(rows.map(({ name }) => [name, moduleDatabase(pool, name)]));
}

async function table(
  modules: Modules,
  read: (database: Database) => Promise<readonly object[]>,
): Promise<void> {
  const rows: object[] = [];
  for (const [module, database] of modules)
    rows.push(...(await read(database)).map((row) => ({ module, ...row })));
  if (rows.length === 0) out.log('none');
  else out.table(rows);
}

async function show(modules: Modules, id: string): Promise<void> {
  let found = false;
  for (const [module, database] of modules)
    for (const row of await showEvent(database, id)) {
      found = true;
      out.log(JSON.stringify({ module, ...row }, undefined, 2));
    }
  if (!found) fail(`No module knows an event ${id}.`);
}

async function settle(modules: Modules, id: string, decision: 'resubmit' | 'discard'): Promise<void> {
  let count = 0;
  for (const [module, database] of modules) {
    const places = await decide(database, id, decision);
    if (places > 0) out.log(`${module}: ${decision === 'resubmit' ? 'tried again' : 'passed over'}`);
    count += places;
  }
  if (count === 0) fail(`No module has a dead event ${id}.`);
}

function fail(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

await main();
