import { readFileSync } from 'node:fs';
import { credsAuthenticator } from '@nats-io/transport-node';
import type { NodeConnectionOptions } from '@nats-io/transport-node';
import { ConfigError } from '../config/index.ts';
import type { TransportContext } from '../events/index.ts';

/**
 * Reads EVENTS_URL, `nats://user:password@host:4222,nats://other:4222`, or `tls://…`; credentials may also be in the file
 * that EVENTS_NATS_CREDS names.
 */
export function connectionOptions({ url, env, process }: TransportContext): NodeConnectionOptions {
  const servers = url.split(',').map((part) => parse(part.trim()));
  const { username, password, protocol } = servers[0] ?? parse('');
  return {
    servers: servers.map(({ host }) => host),
    name: process,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 500,
    timeout: 5_000,
    ...(protocol === 'tls:' ? { tls: {} } : {}),
    ...login(decodeURIComponent(username), decodeURIComponent(password)),
    ...credentials(env['EVENTS_NATS_CREDS']),
  };
}

function parse(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new ConfigError(['EVENTS_URL: expected nats://host:4222, or several with commas between them']);
  }
}

/** A name alone is a token. */
function login(user: string, pass: string): NodeConnectionOptions {
  if (user === '') return {};
  return pass === '' ? { token: user } : { user, pass };
}

function credentials(file: string | undefined): NodeConnectionOptions {
  if (!file) return {};
  try {
    return { authenticator: credsAuthenticator(new Uint8Array(readFileSync(file))) };
  } catch {
    throw new ConfigError(['EVENTS_NATS_CREDS: the file cannot be read']);
  }
}
