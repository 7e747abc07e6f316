/** One process of bench/telemetry.ts: each request goes through the seams that a request to the shop goes through. */
import { z } from 'zod';
import { statements, transactions } from '../src/templates/project/platform/src/context/index.ts';
import { createHost } from '../src/templates/project/platform/src/host/index.ts';
import { createHttpApp } from '../src/templates/project/platform/src/http/index.ts';
import type { Routes } from '../src/templates/project/platform/src/module/index.ts';
import { createTelemetry } from '../src/templates/project/platform/src/telemetry/index.ts';

const env = {
  ...process.env,
  NODE_ENV: 'test',
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  LOG_LEVEL: 'error',
};
const running = createHost({
  name: 'bench',
  env,
  compose: (host) => {
    if (process.env['TELEMETRY'] !== 'off') createTelemetry(host);
    return { modules: {} };
  },
});
for (const start of running.starters) await start();

const sqls = ['begin; set local role "x"', 'select * from orders where id = $1', 'commit'];
const order = {
  id: '1',
  lines: Array.from({ length: 10 }, (_, index) => ({ sku: `sku-${index}`, quantity: 1 })),
};
const line = z.object({ sku: z.string(), quantity: z.number() });
const routes: Routes = async (app) => {
  const response = { 200: z.object({ id: z.string(), lines: line.array() }) };
  app.get('/orders/:id', { schema: { params: z.object({ id: z.string() }), response } }, () =>
    transactions.around({ schema: 'orders' }, async () => {
      for (const sql of sqls)
        await statements.around({ schema: 'orders', sql }, async () => ({ rowCount: 1 }));
      return order;
    }),
  );
};
const { log } = running.host;
const { app } = await createHttpApp({ title: 'bench', log, routes: [routes], readiness: async () => [] });
process.send?.(`${await app.listen({ host: '127.0.0.1', port: 0 })}/orders/1`);
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.on('disconnect', () => process.exit());
