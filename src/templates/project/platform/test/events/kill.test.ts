import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { World } from './world.ts';

const entry = fileURLToPath(new URL('./fixtures/process.ts', import.meta.url));
const subjects = ['a', 'b', 'c'];
const perSubject = 40;
const kills = 4;

async function start(url: string): Promise<ChildProcess> {
  const child = fork(entry, {
    execArgv: ['--conditions=source', '--import', 'tsx'],
    env: {
      ...process.env,
      DATABASE_URL: url,
      LOG_LEVEL: 'silent',
      EVENTS_POLL_MS: '20',
      EVENTS_HANDLE_MS: '500',
      EVENTS_LEASE_MS: '1000',
      EVENTS_BACKOFF_MS: '10',
      // A kill costs an attempt of whatever was in hand.
      EVENTS_MAX_ATTEMPTS: String(kills + 2),
    },
  });
  await once(child, 'message');
  return child;
}

/** Resolves once it is committed; `false`: the process was killed, and nobody knows. */
function publish(child: ChildProcess, subject: string, value: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (committed: boolean): void => {
      child.off('message', hear).off('exit', gone);
      resolve(committed);
    };
    const hear = (answer: { subject: string; value: number }): void => {
      if (answer.subject === subject && answer.value === value) end(true);
    };
    const gone = (): void => end(false);
    child.on('message', hear).on('exit', gone);
    child.send({ subject, value }, (error) => error && end(false));
  });
}

it('loses nothing, and does nothing twice, when a process is killed again and again', async () => {
  const world = await World.create(['alpha', 'beta']);
  const isPublished = async (subject: string, value: number): Promise<boolean> => {
    const text = `select from alpha.outbox where aggregateid = '${subject}' and payload = '{"value": ${value}}'`;
    return (await world.rows(text)).length > 0;
  };
  let child = await start(world.url);
  for (let value = 0; value < perSubject; value++) {
    if (value % Math.floor(perSubject / kills) === 5) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      child = await start(world.url);
    }
    await Promise.all(
      subjects.map(async (subject) => {
        if (!(await publish(child, subject, value)) && !(await isPublished(subject, value)))
          throw new Error('publish failed');
      }),
    );
  }
  await vi.waitFor(
    async () => expect(await world.effects('beta')).toHaveLength(subjects.length * perSubject),
    { timeout: 60_000, interval: 50 },
  );
  const effects = await world.effects('beta');
  for (const subject of subjects)
    expect(effects.filter((effect) => effect.subject === subject).map(({ value }) => value)).toEqual(
      Array.from({ length: perSubject }, (_, value) => value),
    );
  child.kill('SIGKILL');
  await world.close();
}, 180_000);
