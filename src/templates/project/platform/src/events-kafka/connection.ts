import { Kafka, logLevel } from 'kafkajs';
import type { KafkaConfig, SASLOptions, logCreator } from 'kafkajs';
import { ConfigError } from '../config/index.ts';
import type { TransportContext } from '../events/index.ts';
import type { Logger } from '../log/index.ts';

const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/**
 * Reads EVENTS_URL, `kafka://user:password@host:9092,other:9092`, or `kafka+tls://…`. EVENTS_KAFKA_SASL says how the
 * password is used: `plain`, `scram-sha-256` or `scram-sha-512`.
 * @throws {ConfigError}
 */
export function createKafka({ url, env, process, log }: TransportContext): Kafka {
  const [, tls, user, password, hosts] =
    /^kafka(\+tls)?:\/\/(?:([^:@/]+):([^@/]+)@)?([^@/?#]+)\/?$/.exec(url) ?? [];
  if (hosts === undefined)
    throw new ConfigError([
      'EVENTS_URL: expected kafka://host:9092, or several hosts with commas between them',
    ]);
  const config: KafkaConfig = {
    clientId: process,
    brokers: hosts.split(','),
    ssl: tls !== undefined,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    // Whoever sends tries again by itself, and says so.
    retry: { retries: 2, initialRetryTime: 200 },
    logCreator: logTo(log),
  };
  if (user === undefined || password === undefined) return new Kafka(config);
  return new Kafka({ ...config, sasl: sasl(env, decodeURIComponent(user), decodeURIComponent(password)) });
}

function sasl(env: NodeJS.ProcessEnv, username: string, password: string): SASLOptions {
  const wanted = env['EVENTS_KAFKA_SASL'] || 'scram-sha-512';
  const mechanism = mechanisms.find((known) => known === wanted);
  if (mechanism === undefined)
    throw new ConfigError([`EVENTS_KAFKA_SASL: expected one of ${mechanisms.join(', ')}`]);
  return { mechanism, username, password } as SASLOptions;
}

/** Its errors are ours to tell where something fails because of them; here they are hints. */
function logTo(log: Logger): logCreator {
  return () =>
    ({ level, log: { message } }) => {
      if (level === logLevel.ERROR || level === logLevel.WARN) log.debug({ kafka: message }, 'Kafka client');
    };
}
