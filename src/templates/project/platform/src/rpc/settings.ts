/** Where a module runs, by the environment. Everything wrong is found at start. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { ConfigError } from '../config/index.ts';
import { parseSecrets } from './auth.ts';
import type { Secrets } from './auth.ts';

export type Placement = 'local' | 'loopback' | 'shadow' | 'remote';
type Environment = Readonly<Record<string, string | undefined>>;

export interface RemoteSettings {
  readonly url: URL;
  readonly secrets: Secrets;
  readonly timeoutMs: number | undefined;
  readonly maxConcurrency: number | undefined;
}

const defaultShadowPercent = 1;

/** The prefix of a service's variables: `payments` → `PAYMENTS`. */
export function variablePrefix(slug: string): string {
  return slug.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}

/** `<NAME>_MODE` is asked first, so that `local` is always the way back. Without it a URL means `remote`. */
export function readPlacement(slug: string, env: Environment): Placement {
  const name = `${variablePrefix(slug)}_MODE`;
  const mode = env[name];
  switch (mode) {
    case undefined:
    case '':
      return hasValue(env[`${variablePrefix(slug)}_URL`]) ? 'remote' : 'local';
    case 'local':
    case 'loopback':
    case 'shadow':
    case 'remote':
      return mode;
    default:
      throw wrong(name, `${mode} is not known: use local, loopback, shadow or remote`);
  }
}

export function readRemoteSettings(slug: string, env: Environment): RemoteSettings {
  const prefix = variablePrefix(slug);
  const plaintextAllowed = env[`${prefix}_ALLOW_PLAINTEXT`] === '1';
  return {
    url: parseServiceUrl(`${prefix}_URL`, env[`${prefix}_URL`], plaintextAllowed),
    secrets: readSecrets(env),
    timeoutMs: readPositive(`${prefix}_TIMEOUT_MS`, env),
    maxConcurrency: readPositive(`${prefix}_MAX_CONCURRENCY`, env),
  };
}

/** The share of the calls that shadowing compares, in percent: `<NAME>_SHADOW_PERCENT`. */
export function readShadowPercent(slug: string, env: Environment): number {
  const name = `${variablePrefix(slug)}_SHADOW_PERCENT`;
  const text = env[name];
  if (!hasValue(text)) return defaultShadowPercent;
  if (!/^(?:\d{1,2}(?:\.\d{1,4})?|100)$/.test(text)) throw wrong(name, 'must be a number from 0 to 100');
  return Number(text);
}

/** `SERVICE_SECRET`, or the content of the file that `SERVICE_SECRET_FILE` names: `current,previous`. */
export function readSecrets(env: Environment): Secrets {
  const { SERVICE_SECRET: text, SERVICE_SECRET_FILE: file } = env;
  return parseSecrets(hasValue(text) || !hasValue(file) ? text : readSecretFile(file));
}

function readSecretFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw wrong('SERVICE_SECRET_FILE', 'the file cannot be read');
  }
}

function parseServiceUrl(name: string, text: string | undefined, plaintextAllowed: boolean): URL {
  if (!hasValue(text))
    throw wrong(name, 'not set; it is the address of the service, such as http://127.0.0.1:3100');
  if (!isUrl(text)) throw wrong(name, 'not a URL');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw wrong(name, 'must begin with http:// or https://');
  if (url.username !== '' || url.password !== '') throw wrong(name, 'must not contain a user or password');
  if (url.search !== '' || url.hash !== '') throw wrong(name, 'must not have a query or fragment');
  if (url.protocol === 'http:' && !plaintextAllowed && !isPrivateHost(url.hostname))
    throw wrong(
      name,
      `plain http to a public host: use https, or set ${name.replace(/URL$/, 'ALLOW_PLAINTEXT')}=1`,
    );
  return url;
}

/** `URL.canParse` is younger than some of the declarations of Node that this is compiled with. */
function isUrl(text: string): boolean {
  try {
    return new URL(text).href !== '';
  } catch {
    return false;
  }
}

/** Loopback, private and link-local ranges, single labels (a name in the cluster) and names that stay inside. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIP(host) === 4) return /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host);
  if (isIP(host) === 6) return host === '::1' || /^(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/.test(host);
  return !host.includes('.') || /\.(?:localhost|local|internal|svc|svc\.cluster\.local)$/.test(host);
}

function readPositive(name: string, env: Environment): number | undefined {
  const text = env[name];
  if (!hasValue(text)) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw wrong(name, 'must be a whole number above 0');
  return Number(text);
}

function hasValue(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

function wrong(name: string, problem: string): ConfigError {
  return new ConfigError([`${name}: ${problem}`]);
}
