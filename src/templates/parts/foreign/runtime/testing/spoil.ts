/** JSON that is not, or not quite, what was agreed. */
import { copy } from './check.ts';

const foreign: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  '',
  'x',
  [],
  {},
  [null],
  { $: 9 },
  '2026-02-30T00:00:00.000Z',
];

/** The value with one thing in it replaced, removed or added, in every place. */
export function spoilt(value: unknown): unknown[] {
  const inside =
    typeof value === 'object' && value !== null
      ? Object.keys(value).flatMap((key) => {
          const rest = (replacement: unknown): unknown => {
            const changed = copy(value) as Record<string, unknown>;
            changed[key] = replacement;
            return changed;
          };
          return [rest(undefined), ...spoilt((value as Record<string, unknown>)[key]).map(rest)];
        })
      : [];
  const polluted: unknown = JSON.parse('{"__proto__":{"isAdmin":true}}');
  return [...foreign, polluted, ...inside];
}
