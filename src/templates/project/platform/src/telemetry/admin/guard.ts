import type { IncomingMessage } from 'node:http';

/** Why a request is refused, or nothing. */
export type Refusal = { readonly status: 403 | 404 | 405; readonly reason: string } | undefined;

export interface Door {
  /** The address that the admin port is bound to. */
  readonly host: string;
  /** Paths that may be read from elsewhere when it is not bound to loopback. */
  readonly open: ReadonlySet<string>;
}

/** Whether an address, or the host of a URL, is this machine. */
export function isLoopback(host: string): boolean {
  const plain = host
    .replace(/^\[|\]$/g, '')
    .replace(/^::ffff:/i, '')
    .toLowerCase();
  return plain === 'localhost' || plain === '::1' || /^127(?:\.\d{1,3}){3}$/.test(plain);
}

/**
 * What is behind this port can read the memory of the process. It is for people on this machine: not for others on the
 * network, and not for web pages, which can send requests to this machine from the browser of somebody on it.
 */
export function refusalOf(request: IncomingMessage, path: string, door: Door): Refusal {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { status: 405, reason: 'Only GET is answered.' };
  if (isFromWebPage(request)) return { status: 403, reason: 'Not for web pages.' };
  const open = !isLoopback(door.host) && door.open.has(path);
  if (open) return undefined;
  // Proxies of a mesh come from 127.0.0.6 and the like, for whoever is behind them.
  const { remoteAddress = '' } = request.socket;
  if (!/^(?:::ffff:)?127\.0\.0\.1$|^::1$/i.test(remoteAddress)) return { status: 404, reason: 'Not Found' };
  // A name that an attacker resolves to this machine (DNS rebinding) is still the attacker's name.
  if (!isLoopback(hostOf(request))) return { status: 403, reason: 'Only for localhost.' };
  return undefined;
}

function isFromWebPage({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return headers.origin !== undefined || (site !== undefined && site !== 'none' && site !== 'same-origin');
}

function hostOf({ headers }: IncomingMessage): string {
  const url = `http://${headers.host ?? ''}`;
  return URL.canParse(url) ? new URL(url).hostname : '';
}
