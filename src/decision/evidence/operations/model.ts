import type { EvidenceItem } from '../model.ts';

/** Something that was found, and where: `src/health.ts:12`. */
export interface Sign {
  readonly what: string;
  readonly where: string;
}

/** A pipeline as its configuration has it. */
export interface Pipeline {
  readonly file: string;
  readonly system: string;
  readonly tests: boolean;
  /** Jobs that put something into operation, and by what that is seen. */
  readonly deploys: readonly Sign[];
  /** Jobs that publish an image or a package and leave it there. */
  readonly publishes: readonly Sign[];
  /** Paths to whose changes it is limited. */
  readonly filters: readonly string[];
  /** It works out by itself which packages are affected, e.g. `nx affected`. */
  readonly affected: boolean;
  /** Minutes after which a deployment is cut off, all jobs before it included; undefined where nothing limits it. */
  readonly deployMinutes?: number | undefined;
  /** Why it could not be read. */
  readonly broken?: string | undefined;
}

export interface Ownership {
  readonly file: string;
  readonly rules: number;
  /** Lines that name nobody or use a pattern that is not allowed, e.g. `12: !src/legacy`. */
  readonly invalid: readonly string[];
  /** Everybody named, teams as `@organisation/team`. */
  readonly owners: readonly string[];
  /** By module, who owns most of its files; nobody: an empty list. */
  readonly modules: readonly {
    readonly module: string;
    readonly owners: readonly string[];
    readonly share: number;
  }[];
}

export interface OperationsFacts {
  readonly items: readonly EvidenceItem[];
  readonly pipelines: readonly Pipeline[];
  readonly codeowners?: Ownership | undefined;
}
