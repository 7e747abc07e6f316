/** How much a finding weighs: `refuse` cannot cross, `error` blocks until accepted with a reason, the others inform. */
export type Level = 'refuse' | 'error' | 'warning' | 'info';

/** A place a finding speaks of. `line` and `column` count from 1; `file` is relative to the project's root. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** What stands there, e.g. `Payments.charge`. */
  readonly symbol?: string;
}

/** What is, why it matters, and one literal thing to try. */
export interface Wording {
  readonly what: string;
  readonly why: string;
  readonly hint: string;
}

export interface CatalogueEntry<Args> {
  readonly level: Level;
  says(args: Args): Wording;
}

/** Declares one diagnostic: its level and, as a function of its arguments, its words. */
export function entry<Args extends object = Record<never, never>>(
  level: Level,
  says: (args: Args) => Wording,
): CatalogueEntry<Args> {
  return { level, says };
}

/** The name of a finding's place on the command line and in the manifest: what stands there, else where it stands. */
export function placeName(place: Place | undefined): string {
  if (place === undefined) return 'project';
  return place.symbol ?? (place.line === undefined ? place.file : `${place.file}:${place.line}`);
}
