import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import {
  mintSecrets,
  placementsOf,
  processesFor,
  readPlan,
  startPostgres,
  wiringFor,
} from '../src/local/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'local-'));
// When we are root, the server runs as another user and must get here.
chmodSync(folder, 0o711);
afterAll(() => rmSync(folder, { recursive: true }));

const edge = { name: 'edge', entry: 'apps/edge/src/main.ts', port: 3000 };
const payments = { name: 'payments', entry: 'apps/payments/src/main.ts', port: 3100, url: 'PAYMENTS_URL' };

function planWith(...processes: object[]) {
  writeFileSync(join(folder, 'dev.json'), JSON.stringify({ secrets: ['A_SECRET', 'B_SECRET'], processes }));
  return readPlan(folder);
}

describe('dev.json', () => {
  it('with one process allows one placement and wires nothing', () => {
    const plan = planWith(edge);
    expect(placementsOf(plan)).toEqual(['local']);
    expect(wiringFor(plan, 'local')).toEqual({});
    expect(Object.keys(mintSecrets(plan, { A_SECRET: 'given' }))).toEqual(['B_SECRET']);
  });

  it('with a process that others call allows all three, and tells them where it is', () => {
    const plan = planWith(edge, payments);
    expect(placementsOf(plan)).toEqual(['local', 'loopback', 'remote']);
    expect(processesFor(plan, 'loopback')).toEqual([edge]);
    expect(processesFor(plan, 'remote')).toEqual([edge, payments]);
    expect(wiringFor(plan, 'remote')).toEqual({
      PAYMENTS_URL: 'http://127.0.0.1:3100',
      PAYMENTS_MODE: 'remote',
    });
    expect(Object.keys(mintSecrets(plan, { A_SECRET_FILE: '/x' }))).toEqual(['B_SECRET', 'SERVICE_SECRET']);
  });

  it('sends events from process to process where there are several', () => {
    for (const app of ['edge', 'ledger', 'deaf']) {
      mkdirSync(join(folder, app), { recursive: true });
      const text = app === 'deaf' ? '' : "import { createEvents } from '@books/platform/events';";
      writeFileSync(join(folder, app, 'compose.ts'), text);
    }
    const edge = { name: 'edge', entry: 'edge/main.ts', port: 3000 };
    const deaf = { name: 'deaf', entry: 'deaf/main.ts', port: 3101, url: 'DEAF_URL' };
    const ledger = {
      name: 'ledger',
      entry: 'ledger/main.ts',
      port: 3100,
      url: 'LEDGER_URL',
      eventsPort: 4000,
    };
    const plan = { ...planWith(edge, deaf, ledger), events: true };
    expect(wiringFor(plan, 'remote')).toMatchObject({
      EVENTS_URL: 'edge=http://127.0.0.1:3200,ledger=http://127.0.0.1:4000',
    });
    expect(wiringFor(plan, 'local')).toMatchObject({ EVENTS_URL: 'local' });
    expect(wiringFor({ ...planWith(edge), events: true }, 'remote')).toEqual({ EVENTS_URL: 'local' });
  });
});

describe('the Postgres server that comes with npm', () => {
  it('keeps what was written where it is told to, and lets only the administrator in', async () => {
    const keepIn = join(folder, 'postgres');
    const first = await startPostgres({ keepIn });
    expect(first.folder).toBe(keepIn);
    await query(first.url, 'create table kept (id int)');
    const stranger = new URL(first.url);
    stranger.password = 'guess';
    await expect(query(stranger.href, 'select 1')).rejects.toThrow('password authentication failed');
    await first.stop();
    const second = await startPostgres({ keepIn });
    expect(await query(second.url, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
    await second.stop();
    await expect(query(second.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('is gone with its data when the process that started it was killed', async () => {
    const fixture = fileURLToPath(new URL('fixtures/postgres-user.ts', import.meta.url));
    const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', fixture], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve));
    const [row] = await query(url, 'show data_directory');
    const data = String(row?.['data_directory']);
    expect(existsSync(data)).toBe(true);
    child.kill('SIGKILL');
    await expect.poll(() => existsSync(data), { timeout: 5_000 }).toBe(false);
    await expect(query(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });
});

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
