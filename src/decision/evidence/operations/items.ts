import type { EvidenceItem, OfferedAnswer } from '../model.ts';
import type { Sign } from './model.ts';

/** Details of so many places say enough. */
const shown = 12;

interface Wanted {
  readonly id: string;
  readonly title: string;
  /** A command that shows the same. */
  readonly source: string;
}

/** Something was found: what follows from it is concluded and not measured. */
export function foundItem(
  wanted: Wanted,
  figure: string,
  places: readonly (Sign | string)[],
  more: { readonly why?: string; readonly answers?: OfferedAnswer } = {},
): EvidenceItem {
  return { ...wanted, group: 'operations', figure, certainty: 'inferred', details: listed(places), ...more };
}

/** Nothing was found, and it may well be where nobody looked. */
export const unknownItem = (
  wanted: Wanted,
  why: string,
  places: readonly (Sign | string)[] = [],
): EvidenceItem => ({
  ...wanted,
  group: 'operations',
  figure: 'unknown',
  certainty: 'unknown',
  why,
  ...(places.length > 0 && { details: listed(places) }),
});

const listed = (places: readonly (Sign | string)[]): readonly string[] => {
  const lines = places.map((place) => (typeof place === 'string' ? place : `${place.where}: ${place.what}`));
  return lines.length > shown ? [...lines.slice(0, shown), `and ${lines.length - shown} more`] : lines;
};

/** `pino, winston` of `imports pino` and `depends on winston`. */
export const namesIn = (signs: readonly Sign[]): string =>
  [...new Set(signs.map(({ what }) => what.replace(/^(depends on|imports|a script starts) /, '')))]
    .slice(0, 4)
    .join(', ');

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
