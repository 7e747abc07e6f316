import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { currentContext, withTimeout } from '../../../src/context/index.ts';
import { createHttpApp } from '../../../src/http/index.ts';
import type { OpenScenario } from '../../../src/leaks/index.ts';
import { createLogger } from '../../../src/log/index.ts';
import type { Routes } from '../../../src/module/index.ts';
import { startCollector, startTelemetry } from '../../telemetry/fixture.ts';

const routes: Routes = async (app) => {
  const response = { 200: z.string() };
  app.get('/fine', { schema: { response } }, () => withTimeout(500, async () => 'fine'));
  app.get('/bug', { schema: { response } }, async () => {
    throw new TypeError('a bug');
  });
  app.get('/slow', { schema: { response } }, async () => {
    const signal = currentContext()?.signal;
    await delay(1_500, undefined, { ...(signal && { signal }) }).catch(() => {});
    return 'late';
  });
};

/** With its recorder off, which fills up, as is its purpose; spans leave at once and are not taken for a leak. */
export const open: OpenScenario = async () => {
  process.env['OTEL_BSP_SCHEDULE_DELAY'] = '20';
  const collector = await startCollector();
  const telemetry = await startTelemetry({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_TRACES_SAMPLER: 'always_on',
    FLIGHT_RECORDER: 'off',
  });
  const log = createLogger({ name: 'leaks', level: 'silent' });
  const { app } = await createHttpApp({ title: 'leaks', log, routes: [routes], readiness: async () => [] });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent({ keepAlive: true });
  const ask = (path: string, leaveAfterMs?: number): Promise<void> =>
    new Promise((resolve) => {
      const sent = request(url + path, { agent }, (answer) => answer.resume().on('end', resolve));
      sent.on('error', () => resolve()).end();
      if (leaveAfterMs !== undefined) setTimeout(() => sent.destroy(), leaveAfterMs);
    });
  return {
    run: async () => {
      for (const path of ['/fine', '/bug', '/nowhere']) await ask(path);
      await ask('/slow', 1);
      (collector.spans as unknown[]).length = 0;
    },
    close: async () => {
      agent.destroy();
      await app.close();
      await telemetry.stop();
      await collector.close();
    },
  };
};
