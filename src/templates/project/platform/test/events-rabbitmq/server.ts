/** A RabbitMQ server of its own, from the machine's package. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../src/local/index.ts';
import { startBroker } from '../events/broker.ts';
import type { Broker } from '../events/broker.ts';

const versions = '/usr/lib/rabbitmq/lib';

/** Where its scripts are; the ones on the path change the user first. */
export function findRabbitmq(): string | undefined {
  const found = (existsSync(versions) ? readdirSync(versions) : [])
    .map((version) => join(versions, version, 'sbin'))
    .find((folder) => existsSync(join(folder, 'rabbitmq-server')));
  if (found === undefined && process.env['REQUIRE_RABBITMQ'])
    throw new Error('REQUIRE_RABBITMQ is set, and there is no RabbitMQ on this machine.');
  return found;
}

export async function startRabbitmq(scripts: string): Promise<Broker> {
  const [port, distPort] = await Promise.all([freePort(), freePort()]);
  const node = `events-${randomBytes(4).toString('hex')}@localhost`;
  let env: Record<string, string> = {};
  return startBroker({
    command: join(scripts, 'rabbitmq-server'),
    port,
    url: `amqp://guest:guest@127.0.0.1:${port}`,
    startWithinMs: 60_000,
    start: (folder) => {
      env = {
        HOME: folder,
        RABBITMQ_NODENAME: node,
        RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
        RABBITMQ_NODE_PORT: String(port),
        RABBITMQ_DIST_PORT: String(distPort),
        RABBITMQ_MNESIA_BASE: join(folder, 'data'),
        RABBITMQ_LOG_BASE: join(folder, 'log'),
        RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
        RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq'),
        RABBITMQ_CONF_ENV_FILE: join(folder, 'environment'),
        RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced'),
      };
      return { args: [], env };
    },
    answers: () => isRunning(join(scripts, 'rabbitmqctl'), node, env),
  });
}

function isRunning(rabbitmqctl: string, node: string, env: Record<string, string>): Promise<boolean> {
  const path = process.env['PATH'] ?? '';
  return new Promise((resolve) => {
    execFile(
      rabbitmqctl,
      ['-n', node, 'await_startup', '--timeout', '30'],
      { env: { ...env, PATH: path } },
      (error) => resolve(error === null),
    );
  });
}
