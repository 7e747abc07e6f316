/** `npm run sagas -- <module>`: the sagas under way; `<module> <id>`: the steps of one; `<module> <id> retry|undo`. */
import { Console } from 'node:console';
import { moduleDatabase, openPool } from '@shop/platform/db';
import { openSagas, resume, stepsTaken } from '@shop/platform/sagas';

const usage = `npm run sagas -- <module>                the sagas that have not ended, the stuck ones first
npm run sagas -- <module> <id>           what one of them has done
npm run sagas -- <module> <id> retry     a stuck one goes on where it stopped
npm run sagas -- <module> <id> undo      what it has done is undone`;

const out = new Console(process.stdout);

async function main(): Promise<void> {
  const [module, id, how] = process.argv.slice(2);
  const url = process.env['DATABASE_URL'];
  if (module === undefined || (how !== undefined && how !== 'retry' && how !== 'undo')) return fail(usage);
  if (!url)
    return fail('DATABASE_URL is not set. In development, `npm run dev` prints the address of its Postgres.');
  const pool = openPool({ url, size: 1 });
  try {
    const database = moduleDatabase(pool, module.replaceAll('-', '_'));
    if (id === undefined) out.table(await openSagas(database));
    else if (how === undefined) out.table(await stepsTaken(database, id));
    else if (await resume(database, id, how)) out.log(`${id} goes on`);
    else fail(`${module} has no saga ${id} that could ${how}.`);
  } finally {
    await pool.end();
  }
}

function fail(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

await main();
