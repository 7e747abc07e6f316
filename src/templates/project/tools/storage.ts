/** `npm run storage -- <step> <module>`: moves the tables of a module to a database of their own. docs/systems/storage-moves.md */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { SetupError } from '@shop/platform/errors';
import { ownUrlVariable } from '@shop/platform/storage';
import { CalledOff } from './storage/hand-over.ts';
import { withPlaces } from './storage/move.ts';
import type { Move } from './storage/move.ts';
import { back, check, copy, finish, plan, switchOver } from './storage/steps.ts';
import type { Step } from './storage/steps.ts';

const steps: Readonly<Record<string, Step>> = { plan, copy, check, switch: switchOver, back, finish };

const usage = `npm run storage -- <step> <module> [--within <seconds>]

  plan     where the tables are, what would be moved, and what stands in the way
  copy     makes the tables in the new database, fills them and keeps them filled
  check    compares both databases, while the tables are used
  switch   makes the new database the home; nobody can write for at most --within seconds (30), or it is called off
  back     undoes all of it, with what was written since
  finish   gives up the way back

DATABASE_URL is the database that the module shares with others, <MODULE>_DATABASE_URL its own. Where the servers reach
each other at other addresses: STORAGE_SHARED_REACHED_AT, STORAGE_OWN_REACHED_AT. STORAGE_METHOD=replication or copy
decides for you. Each variable may come from a file: <NAME>_FILE.
`;

async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { within: { type: 'string', default: '30' } },
  });
  const [stepName = '', module = '', ...others] = positionals;
  const step = Object.hasOwn(steps, stepName) ? steps[stepName] : undefined;
  if (step === undefined || module === '' || others.length > 0) return fail(usage);
  const move = moveOf(module, Number(values.within));
  return (await withPlaces(move, (places) => step(move, places))) ? 0 : 1;
}

function moveOf(module: string, within: number): Move {
  const folder = join(process.cwd(), 'modules', module, 'migrations');
  if (!existsSync(folder)) throw new SetupError(`There is no module ${module} with migrations (${folder}).`);
  if (!(within > 0)) throw new SetupError('--within: a number of seconds');
  const schema = module.replaceAll('-', '_');
  const [sharedAt, ownAt] = [read('STORAGE_SHARED_REACHED_AT'), read('STORAGE_OWN_REACHED_AT')];
  const method = read('STORAGE_METHOD');
  if (method !== undefined && method !== 'replication' && method !== 'copy')
    throw new SetupError('STORAGE_METHOD: replication or copy');
  return {
    module,
    schema,
    migrations: { schema, directory: pathToFileURL(`${folder}/`) },
    urls: { shared: required('DATABASE_URL'), own: required(ownUrlVariable(schema)) },
    reachAt: { ...(sharedAt && { shared: sharedAt }), ...(ownAt && { own: ownAt }) },
    method,
    stopWithinMs: within * 1_000,
    say: (line) => process.stdout.write(`${line}\n`),
  };
}

function read(variable: string): string | undefined {
  const file = process.env[`${variable}_FILE`];
  return process.env[variable] || (file ? readFileSync(file, 'utf8').trimEnd() : undefined);
}

function required(variable: string): string {
  const value = read(variable);
  if (value === undefined) throw new SetupError(`${variable}: not set`);
  return value;
}

function fail(message: string): 2 {
  process.stderr.write(message);
  return 2;
}

function codeFor(error: unknown): number {
  if (error instanceof CalledOff) {
    process.stderr.write(
      `Called off: ${error.message}. Nothing has changed; everybody goes on where they were.\n`,
    );
    return 1;
  }
  const known =
    error instanceof SetupError ||
    (error instanceof Error && String(Reflect.get(error, 'code')).startsWith('ERR_PARSE_ARGS'));
  process.stderr.write(
    `${error instanceof Error && !known ? (error.stack ?? error.message) : String(error instanceof Error ? error.message : error)}\n`,
  );
  return known ? 2 : 1;
}

process.exitCode = await main(process.argv.slice(2)).catch(codeFor);
