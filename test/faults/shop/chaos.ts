import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Cluster } from './cluster.ts';
import { between, pick } from './random.ts';

type Fault = readonly [
  name: string,
  weight: number,
  strike: (cluster: Cluster, random: () => number) => Promise<void>,
];

const anyWire = (cluster: Cluster, random: () => number) =>
  pick(random, [...cluster.wires.values(), cluster.database]);
const calledWire = (cluster: Cluster, random: () => number) => pick(random, [...cluster.wires.values()]);

const faults: readonly Fault[] = [
  ['kill a process', 4, async (cluster, random) => cluster.kill(pick(random, cluster.names))],
  ['cut connections', 4, async (cluster, random) => anyWire(cluster, random).cut()],
  [
    'slow connections',
    3,
    async (cluster, random) => {
      const wire = anyWire(cluster, random);
      wire.slow(between(random, 50, 600));
      await delay(between(random, 300, 1_500));
      wire.slow(0);
    },
  ],
  [
    'lose answers',
    3,
    async (cluster, random) => {
      const wire = calledWire(cluster, random);
      wire.swallowAnswers(true);
      await delay(between(random, 100, 800));
      wire.swallowAnswers(false);
    },
  ],
  ['crash the database', 1, async (cluster) => cluster.crashDatabase()],
  ['deliver events again', 2, async (cluster, random) => deliverAgain(cluster, random)],
];

/** As if the note that an event was sent had been lost, which it may be between the two. */
async function deliverAgain({ databaseUrl }: Cluster, random: () => number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  const schema = pick(random, ['orders', 'payments']);
  try {
    await client.connect();
    await client.query(
      `update ${schema}.outbox set sent_to = '{}', completed_at = null
       where id in (select id from ${schema}.outbox where completed_at is not null order by random() limit 20)`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

const deck = faults.flatMap((fault) => Array.from({ length: fault[1] }, () => fault));

/** Strikes at random until `signal` aborts; answers how often each fault struck. */
export async function strike(
  cluster: Cluster,
  random: () => number,
  signal: AbortSignal,
): Promise<Readonly<Record<string, number>>> {
  const struck = new Map<string, number>();
  while (!signal.aborted) {
    const [name, , hit] = pick(random, deck);
    await hit(cluster, random);
    struck.set(name, (struck.get(name) ?? 0) + 1);
    await delay(between(random, 200, 1_200), undefined, { signal }).catch(() => {});
  }
  return Object.fromEntries(struck);
}
