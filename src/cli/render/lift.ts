import type { LiftedFunction, LiftReport } from '../../extract/analyse/lift/index.ts';
import { formatPlace } from './findings.ts';
import type { Style } from './style.ts';

/** More functions than this are counted, not listed: the diff has them all. */
const listed = 30;

/** What becomes asynchronous: the members first, then every caller that has to wait for them. */
export function formatLift({ target, members, functions, awaited }: LiftReport, style: Style): string {
  const callers = functions.filter(({ because }) => because !== undefined);
  const lines = callers.slice(0, listed).map((caller) => style.wrap(formatCaller(caller), 4, '  '));
  const more = callers.length > listed ? [`  and ${callers.length - listed} more`] : [];
  const head = `${target}: ${members.join(', ')}`;
  const counted = `${count(awaited, 'call')} awaited, ${count(callers.length, 'caller')} made async`;
  return [style.bold(style.wrap(head)), counted, ...lines, ...more].join('\n');
}

/** A callback at the top level of a file has no name but the file's. */
const formatCaller = ({ name, place }: LiftedFunction): string =>
  name === place.file ? formatPlace(place) : `${name}  ${formatPlace(place)}`;

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/** The same for `--json`. */
export const liftJson = ({ target, members, functions, awaited }: LiftReport) => ({
  target,
  members,
  functions,
  awaited,
});
