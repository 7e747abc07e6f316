/** What lifting an interface means for the text of a program, as plain records. */
import type { ExactPlace } from '../../../analysis/places.ts';
import type { Diagnostic } from '../../../diagnostics/index.ts';

/** A stretch of a file as it was read: offsets, from inclusive, to exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Text, or a stretch of the file together with the changes that are made within it. */
export type Piece = string | Span;

/** A stretch of a file that is replaced. Splices may lie within each other, but do not overlap otherwise. */
export interface Splice extends Span {
  readonly pieces: readonly Piece[];
}

export interface LiftTarget {
  /** Relative to the root. */
  readonly file: string;
  /** What the file exports; the file's exported functions where there is none. */
  readonly name?: string;
}

export interface LiftOptions {
  /** The members to lift; all that are synchronous where it is left out. */
  readonly methods?: readonly string[];
  /** How many functions may become async. */
  readonly maxFunctions?: number;
}

/** A function that becomes async. */
export interface LiftedFunction {
  readonly name: string;
  readonly place: ExactPlace;
  /** The function it has to wait for; none where it is a member of the target or one of its family. */
  readonly because?: string;
}

export interface LiftReport {
  /** The name of what is lifted. */
  readonly target: string;
  /** The synchronous members that are lifted, in the order of their declaration. */
  readonly members: readonly string[];
  readonly functions: readonly LiftedFunction[];
  /** How many calls are awaited now. */
  readonly awaited: number;
  readonly splices: ReadonlyMap<string, readonly Splice[]>;
  /** Files that declare something lifted. */
  readonly sources: readonly string[];
  /** Those of them that export it by default, so that whoever imports it may call it by any name. */
  readonly unnamed: readonly string[];
  /** Names under which lifted functions are called: whatever file mentions one of them has to be looked at. */
  readonly names: readonly string[];
  /** Files whose text depends on what is lifted; their types have to be checked again. */
  readonly files: readonly string[];
  readonly findings: readonly Diagnostic[];
}
