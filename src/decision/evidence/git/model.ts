import type { EvidenceItem } from '../model.ts';

/** Somebody who committed; bots are not people. Dates are `YYYY-MM-DD`. */
export interface Author {
  readonly name: string;
  readonly commits: number;
  /** Distinct days with a commit. */
  readonly days: number;
  readonly lastActive: string;
  /** Committed now and then: no part of the team. */
  readonly passing: boolean;
}

export interface Share {
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
}

export interface Ownership {
  readonly module: string;
  /** Commits that changed the module. */
  readonly commits: number;
  /** Everybody, the largest share first. */
  readonly authors: readonly Share[];
  /** The fewest people who together made more than half of the changes. */
  readonly busFactor: number;
}

/** Two modules that changed in the same commits. */
export interface CoChange {
  readonly a: string;
  readonly b: string;
  readonly together: number;
  readonly ofA: number;
  readonly ofB: number;
  /** `together` as a share of the commits of the one that changed less: 0 to 1. */
  readonly degree: number;
}

export interface HotSpot {
  readonly file: string;
  readonly commits: number;
  readonly lines: number;
}

/** Dates are `YYYY-MM-DD`, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface GitFacts {
  readonly items: readonly EvidenceItem[];
  /** What HEAD was. */
  readonly commit?: string | undefined;
  readonly history: 'full' | 'shallow' | 'none';
  /** Date of the newest commit. */
  readonly newest?: string | undefined;
  /** The newest commit is older than 90 days, so that the figures are of the time before it. */
  readonly stale: boolean;
  /** What coupling, ownership and hot spots were counted on. */
  readonly window?: (Period & { readonly commits: number }) | undefined;
  /** People with a commit in the 90 days that count; the most commits first. */
  readonly authors: readonly Author[];
  readonly ownership: readonly Ownership[];
  /** Every pair that changed together at least once, the highest degree first. */
  readonly coChange: readonly CoChange[];
  /** Commits that touch more than one module, as a share of those that touch any: 0 to 1. */
  readonly crossModuleShare?: number | undefined;
  readonly releasesPerWeek?: number | undefined;
  readonly hotSpots: readonly HotSpot[];
}

/** A pair says something from this many common commits on, */
export const minimumSupport = 10;
/** and speaks against independence from this degree on. */
export const strongDegree = 0.5;

export const isStrong = ({ together, degree }: CoChange): boolean =>
  together >= minimumSupport && degree >= strongDegree;

export const daySeconds = 86_400;
export const activeDays = 90;

/** Seconds since 1970 as a date in UTC. */
export const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
