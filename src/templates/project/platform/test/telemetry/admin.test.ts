import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpApp } from '../../src/http/index.ts';
import { createLogger } from '../../src/log/index.ts';
import { isLoopback } from '../../src/telemetry/admin/guard.ts';
import { adminPortOf, telemetryConfig } from '../../src/telemetry/settings.ts';
import { get, startTelemetry } from './fixture.ts';
import type { Started } from './fixture.ts';

const debugPaths = ['/debug/cpu?seconds=0.1', '/debug/heap', '/debug/flight'];
const adminPaths = ['/metrics', ...debugPaths];

let started: Started;
beforeAll(async () => {
  started = await startTelemetry();
});
afterAll(() => started.stop());

describe('the admin port', () => {
  it('listens on loopback and lists its pages', async () => {
    expect(started.admin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { text } = await get(started.admin);
    for (const path of adminPaths) expect(text).toContain(path.split('?', 1)[0]);
  });

  it('profiles the CPU for so many seconds, for one at a time', async () => {
    const first = get(`${started.admin}/debug/cpu?seconds=0.3`);
    await expect.poll(async () => (await get(`${started.admin}/debug/cpu?seconds=0.1`)).status).toBe(429);
    const { headers, text } = await first;
    expect(headers['content-disposition']).toMatch(/\.cpuprofile"$/);
    const profile = JSON.parse(text);
    expect(profile.endTime - profile.startTime).toBeGreaterThan(250_000);
    expect(profile.nodes[0].callFrame.functionName).toBe('(root)');
  });

  it.each(['0', '-1', '61', 'x', 'Infinity'])('does not profile for %s seconds', async (seconds) => {
    expect((await get(`${started.admin}/debug/cpu?seconds=${seconds}`)).status).toBe(400);
  });

  it('gives a heap snapshot', async () => {
    const { status, text } = await get(`${started.admin}/debug/heap`);
    expect(status).toBe(200);
    expect(Object.keys(JSON.parse(text))).toContain('snapshot');
  }, 60_000);

  it('answers nothing but GET, and nothing that is not there', async () => {
    expect((await get(`${started.admin}/metrics`, {}, 'POST')).status).toBe(405);
    expect((await get(`${started.admin}/debug/nothing`)).status).toBe(404);
  });
});

describe('who may come in', () => {
  it.each([
    'evil.example',
    'localhost.evil.example:9000',
    '127.0.0.1.nip.io',
    '10.0.0.1:9000',
    '[::2]',
    'a b',
  ])('nobody by the name %j, though it leads here: DNS rebinding', async (host) => {
    for (const path of ['/', ...adminPaths])
      expect((await get(started.admin + path, { host })).status).toBe(403);
  });

  it.each(['localhost:9000', '127.0.0.1', '[::1]:9000', 'LOCALHOST'])('who says %s', async (host) => {
    expect((await get(`${started.admin}/metrics`, { host })).status).toBe(200);
  });

  it.each([
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('no web page: %j', async (headers) => {
    for (const path of adminPaths) expect((await get(started.admin + path, headers)).status).toBe(403);
  });

  it('somebody who types the address into a browser', async () => {
    expect((await get(`${started.admin}/metrics`, { 'sec-fetch-site': 'none' })).status).toBe(200);
  });

  const elsewhere = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)?.address;
  it.skipIf(elsewhere === undefined)(
    'others on the network only for metrics, where they are let in',
    async () => {
      const open = await startTelemetry({ ADMIN_HOST: '0.0.0.0' });
      const { port } = new URL(open.admin);
      const from = (path: string) => get(`http://${elsewhere}:${port}${path}`, { host: 'localhost' });
      expect((await from('/metrics')).status).toBe(200);
      for (const path of ['/', ...debugPaths]) expect((await from(path)).status).toBe(404);
      expect((await get(`http://127.0.0.1:${port}/debug/flight`)).status).toBe(200);
      await open.stop();
      await expect(get(started.admin.replace('127.0.0.1', String(elsewhere)))).rejects.toThrow();
    },
  );

  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['::1', true],
    ['[::1]', true],
    ['::ffff:127.0.0.1', true],
    ['0.0.0.0', false],
    ['127.0.0.1.evil.example', false],
    ['localhost.', false],
    ['', false],
  ])('%s is this machine: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});

describe('the public interface', () => {
  it('knows none of it', async () => {
    const { app } = await createHttpApp({
      title: 'test',
      log: createLogger({ name: 'test', level: 'silent' }),
      routes: [],
      readiness: async () => [],
    });
    for (const path of adminPaths) expect((await app.inject(path)).statusCode).toBe(404);
    await app.close();
  });
});

describe('its port', () => {
  it.each([
    [{}, 9_000],
    [{ PORT: '3000' }, 9_000],
    [{ PORT: '3101' }, 9_101],
    [{ PORT: '60000' }, 0],
    [{ PORT: '8080', NODE_ENV: 'production' }, 9_000],
    [{ PORT: '3000', NODE_ENV: 'test' }, 0],
    [{ PORT: '3000', ADMIN_PORT: '9500' }, 9_500],
  ])('of %j is %d', (env, expected) => {
    expect(adminPortOf(telemetryConfig.parse(env))).toBe(expected);
  });

  it('says by its variable when it is taken', async () => {
    const { port } = new URL(started.admin);
    await expect(startTelemetry({ ADMIN_PORT: port })).rejects.toThrow(`ADMIN_PORT: ${port} on 127.0.0.1`);
  });
});
