/**
 * The shop as services under load, while processes and the database are killed and connections are cut, slowed and
 * robbed of answers: `npm run faults -- [--orders 10000] [--seed 1] [--keep]`. Fails unless the books balance.
 */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readPlan } from '../../../src/templates/project/platform/src/local/index.ts';
import { run } from '../../support/run.ts';
import { shop, writeProject } from '../../support/write-project.ts';
import { balance, settled } from './books.ts';
import { strike } from './chaos.ts';
import { Cluster } from './cluster.ts';
import { orderAll } from './customers.ts';
import { seeded } from './random.ts';

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '10000' },
    'at-once': { type: 'string', default: '24' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
  },
});
const orders = Number(values.orders);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

say('making the project …');
const root = await writeProject({ ...shop, architecture: 'services', systems: ['events'] });
await run(root, 'npm', ['install', '--prefer-offline', '--no-audit', '--no-fund']);
await run(root, 'npm', ['run', 'build']);
const cluster = await Cluster.start(readPlan(root));
try {
  say(`${orders} orders through ${cluster.names.join(', ')} in ${root}`);
  const calm = new AbortController();
  const chaos = strike(cluster, seeded(Number(values.seed)), calm.signal);
  const began = performance.now();
  const customers = await orderAll({
    url: cluster.url,
    orders,
    atOnce: Number(values['at-once']),
    random: seeded(Number(values.seed) + 1),
    onPlaced: (count) => count % 500 === 0 && say(`${count} placed`),
  });
  calm.abort();
  const struck = await chaos;
  await cluster.ready();
  await settled(cluster.databaseUrl, 120_000);
  const books = await balance(cluster.databaseUrl, customers.placed);
  const repeated = customers.placed.filter(({ tries }) => tries > 1).length;
  const result = {
    seconds: Math.round((performance.now() - began) / 1_000),
    struck,
    restarts: cluster.restarts,
    placed: customers.placed.length,
    repeated,
    ...books,
    unexpected: customers.unexpected,
  };
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  const balanced = books.wrong.length === 0 && customers.unexpected.length === 0;
  process.exitCode = balanced && customers.placed.length === orders ? 0 : 1;
} finally {
  await cluster.stop();
  if (!values.keep) rmSync(root, { recursive: true, force: true });
}
