/** `npm run dev`: Postgres and every process of dev.json, until Ctrl-C. */
import { join, relative } from 'node:path';
import {
  eventsPortOf,
  isPortFree,
  mintSecrets,
  processesFor,
  readPlan,
  startPostgres,
  wiringFor,
} from '@books/platform/local';
import type { DevPlan } from '@books/platform/local';
import { lockFolder } from './dev/lock.ts';
import { printer, say } from './dev/output.ts';
import { supervise } from './dev/supervise.ts';
import type { Supervised } from './dev/supervise.ts';
import { watchSources } from './dev/watch.ts';

const sameKeystrokeMs = 500;

async function main(): Promise<void> {
  const plan = readPlan();
  process.once('exit', lockFolder(join(plan.root, '.data')));
  await requireFreePorts(plan);
  const stops: (() => Promise<void>)[] = [];
  onInterrupt(async () => {
    for (const stop of stops.toReversed()) await stop();
  });
  const database = await databaseOf(plan);
  stops.push(database.stop);
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    DATABASE_URL: database.url,
    ...mintSecrets(plan, process.env),
    ...wiringFor(plan, 'remote'),
    ...choicesOf(process.env),
  };
  const processes = processesFor(plan, 'remote').map((planned, index) =>
    supervise(planned, {
      root: plan.root,
      env: { ...env, PORT: String(planned.port) },
      print: printer(planned.name, index),
    }),
  );
  stops.push(() => stopAll(processes));
  const unwatch = watchSources(plan.root, (file) => {
    say(`${file} changed, starting again`);
    for (const running of processes) running.restart();
  });
  stops.push(async () => unwatch());
  await Promise.all(processes.map(({ ready }) => ready));
  for (const { name, port, url } of plan.processes)
    say(
      url === undefined
        ? `${name}: http://127.0.0.1:${port}, its API at http://127.0.0.1:${port}/docs`
        : `${name}: port ${port}`,
    );
}

/** A server of the user's, or the one that comes with npm, with its data below .data. */
async function databaseOf({ root }: DevPlan): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, stop: async () => {} };
  const server = await startPostgres({ keepIn: join(root, '.data/postgres') });
  say(`Postgres: ${server.url}, its data in ${relative(root, server.folder)}`);
  return server;
}

async function requireFreePorts({ processes, events }: DevPlan): Promise<void> {
  const several = events && processes.length > 1;
  for (const planned of processes)
    for (const port of several ? [planned.port, eventsPortOf(planned)] : [planned.port])
      if (!(await isPortFree(port)))
        throw new Error(
          `Port ${port}, which dev.json gives to ${planned.name}, is taken. Stop what listens there, or change dev.json.`,
        );
}

/** What was set by hand, for a run that is placed otherwise: `PAYMENTS_MODE=local npm run dev`; or a broker. */
function choicesOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isChoice = (name: string): boolean => name.endsWith('_MODE') || name === 'EVENTS_URL';
  return Object.fromEntries(Object.entries(env).filter(([name]) => isChoice(name)));
}

/** Those with a public interface first: they still call the others while they finish. */
async function stopAll(processes: readonly Supervised[]): Promise<void> {
  for (const running of processes.toSorted((a, b) => Number(a.called) - Number(b.called)))
    await running.stop();
}

function onInterrupt(stop: () => Promise<void>): void {
  let interruptedAt: number | undefined;
  const interrupt = (): void => {
    // npm and the terminal may each deliver the same Ctrl-C.
    if (interruptedAt !== undefined && performance.now() - interruptedAt > sameKeystrokeMs) process.exit(130);
    if (interruptedAt !== undefined) return;
    interruptedAt = performance.now();
    say('stopping; Ctrl-C once more stops at once');
    void stop().finally(() => process.exit(0));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  process.on('SIGHUP', interrupt);
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
