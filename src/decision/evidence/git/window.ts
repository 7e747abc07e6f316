import { activeDays, daySeconds } from './model.ts';
import type { Repository } from './repository.ts';

/** Which commits count. Times are seconds since 1970. */
export interface Windows {
  /** Until when: now, or the newest commit where that is older than 90 days. */
  readonly end: number;
  readonly stale: boolean;
  /** From here on somebody who commits is active. */
  readonly activeFrom: number;
  /** From here on changes count for coupling, ownership and hot spots. */
  readonly changesFrom: number;
}

/** Where a year holds fewer commits than this, older ones count as well: of a dozen commits nothing could be said. */
export const fewestCommits = 200;

/** Dates of commits that were made on other clocks may be out of order; so many old ones in a row are no accident. */
export const patience = 500;

export function windowsOf({ newest }: Repository, now: Date): Windows {
  const seconds = Math.floor(now.getTime() / 1000);
  const stale = seconds - newest > activeDays * daySeconds;
  const end = stale ? newest : seconds;
  return {
    end,
    stale,
    activeFrom: end - activeDays * daySeconds,
    changesFrom: end - 365 * daySeconds,
  };
}
