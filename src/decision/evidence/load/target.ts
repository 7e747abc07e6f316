import { isIP } from 'node:net';
import { diagnostic, refuse, succeed, type Outcome } from '../../../diagnostics/index.ts';

/** The address of a load test. Another machine is tested only where that was allowed. */
export function readTarget(text: string, allowRemote: boolean): Outcome<URL> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.username !== '' || url.password !== ''))
    return refuse(diagnostic('load-target-invalid', { target: `${url.protocol}//…@${url.host}` }));
  if (!url || !/^https?:$/.test(url.protocol))
    return refuse(diagnostic('load-target-invalid', { target: text }));
  if (!allowRemote && !isLoopback(url.hostname))
    return refuse(diagnostic('load-target-remote', { host: url.hostname }));
  return succeed(url);
}

/** Only what cannot lead elsewhere: a name other than `localhost` could be anybody's. */
function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || host === '::1' || host === '::ffff:7f00:1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}
