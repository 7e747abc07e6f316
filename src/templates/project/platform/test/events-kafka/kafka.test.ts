import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, describe, expect, it } from 'vitest';
import { kafkaEvents } from '../../src/events-kafka/index.ts';
import { projectName } from '../../src/project.ts';
import { eventsBehaviour } from '../events/behaviour.ts';
import { findProgram } from '../events/broker.ts';
import { World } from '../events/world.ts';

/** Without a real broker: the one that librdkafka has for tests. It keeps nothing when it ends. */
const command = findProgram('kcat', 'REQUIRE_KCAT');

async function startMock(): Promise<{ host: string; end(): void }> {
  const args = ['-P', '-X', 'test.mock.num.brokers=1', '-b', 'none', '-t', 'none', '-d', 'mock'];
  const process: ChildProcess = spawn(command ?? '', args, { stdio: ['pipe', 'ignore', 'pipe'] });
  const host = await new Promise<string>((resolve) => {
    process.stderr?.on('data', (text: Buffer) => {
      const found = /bootstrap\.servers=([\d.]+:\d+)/.exec(text.toString())?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return { host, end: () => void process.kill('SIGKILL') };
}

describe.skipIf(command === undefined)('with the mock broker of librdkafka', () => {
  let mock: undefined | { host: string; end(): void };
  afterAll(() => mock?.end());

  eventsBehaviour('events over Kafka', async () => ({
    adapter: kafkaEvents,
    together: false,
    // A broker for each test: a group that its members have left takes long to form again on this one.
    reset: async () => {
      mock?.end();
      mock = await startMock();
    },
    env: () => ({ EVENTS_URL: `kafka://${mock?.host}`, EVENTS_KAFKA_SESSION_MS: '6000' }),
    sendRaw: async (body) => {
      const producer = new Kafka({ brokers: [mock?.host ?? ''], logLevel: logLevel.NOTHING }).producer();
      await producer.connect();
      await producer.send({ topic: `${projectName}.events`, messages: [{ key: 'raw', value: body }] });
      await producer.disconnect();
    },
    close: async () => {},
  }));

  it.each([
    ['kafka://', 'EVENTS_URL: expected kafka://host:9092'],
    ['kafka://user@host:9092', 'EVENTS_URL: expected kafka://host:9092'],
  ])('is not set up with %s', async (url, problem) => {
    const world = await World.create(['alpha']);
    const options = { name: 'shop', schemas: ['alpha'], env: { EVENTS_URL: url }, adapters: [kafkaEvents] };
    await expect(world.start(options)).rejects.toThrow(problem);
    await world.close();
  });
});
