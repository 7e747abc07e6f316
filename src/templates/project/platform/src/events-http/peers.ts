import { ConfigError } from '../config/index.ts';
import { isPrivateHost } from '../rpc/settings.ts';

/** A process, and where it takes in events. */
export interface Peer {
  readonly process: string;
  readonly url: URL;
}

const form = /^([a-z][a-z0-9-]*)=(https?:\/\/\S+)$/;

/**
 * Reads EVENTS_URL: every process that has events, `shop=http://127.0.0.1:3200,mail=http://127.0.0.1:3201`. It is
 * the same for all of them, and each finds its own place in it.
 * @throws {ConfigError}
 */
export function parsePeers(text: string): readonly Peer[] {
  const problems: string[] = [];
  const peers = text.split(',').flatMap((part) => {
    const found = parsePeer(part.trim());
    if (typeof found !== 'string') return [found];
    problems.push(`EVENTS_URL: ${found}`);
    return [];
  });
  const names = peers.map(({ process }) => process);
  for (const name of new Set(names.filter((name, index) => names.indexOf(name) !== index)))
    problems.push(`EVENTS_URL: ${name} has two addresses; put what balances its replicas there`);
  if (problems.length > 0) throw new ConfigError(problems);
  return peers;
}

function parsePeer(part: string): Peer | string {
  const [, process, address] = form.exec(part) ?? [];
  if (process === undefined || address === undefined)
    return 'write <process>=<address> for each process, as in shop=http://127.0.0.1:3200,mail=http://127.0.0.1:3201';
  const url = parseUrl(address);
  if (url === undefined) return `the address of ${process} is not a URL`;
  if (
    url.username !== '' ||
    url.password !== '' ||
    url.pathname !== '/' ||
    url.search !== '' ||
    url.hash !== ''
  )
    return `the address of ${process} is more than a host and a port`;
  if (url.protocol === 'http:' && !isPrivateHost(url.hostname))
    return `the address of ${process} is plain http to a public host: use https`;
  return { process, url };
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
