/**
 * How a port is put together in a codebase, as plain records: where it is made, what changes there, and what the process
 * of its own has to write to make the same object. No compiler node leaves the finders.
 */
import type { LocatedPort } from '../../../analysis/located-port.ts';
import type { ExactPlace } from '../../../analysis/places.ts';
import type { Program } from '../../../analysis/program.ts';
import type { TextEdit } from '../../../changes/index.ts';
import type { Diagnostic } from '../../../diagnostics/index.ts';

export type WiringStyleId =
  | 'construction'
  | 'factory'
  | 'deps-object'
  | 'singleton'
  | 'functions'
  | 'static'
  | 'nest'
  | 'awilix'
  | 'tsyringe'
  | 'inversify';

/** The generated function that decides where the port runs: `bindPayments(() => new PaymentService(db))`. */
export interface Binder {
  readonly name: string;
  /** Relative to the root. */
  readonly file: string;
}

export interface WiringRequest {
  readonly program: Program;
  readonly port: LocatedPort;
  readonly binder: Binder;
  /** The methods that can be called in another process; all of the port's where it is left out. */
  readonly methods?: readonly string[];
  /** How one file of the codebase imports another; both relative to the root. */
  specifier(fromFile: string, toFile: string): string;
}

/** A place that makes the port, as the report shows it. */
export interface WiredSite {
  readonly style: WiringStyleId;
  readonly place: ExactPlace;
  /** The expression or declaration, on one line. */
  readonly text: string;
  /** Its last line, where what stands inside belongs to it: the registration of a container. */
  readonly lastLine?: number;
}

export interface ComposedImport {
  /** `file:<path relative to the root>`, or the name of a package. */
  readonly module: string;
  /** The exported name, `default`, or `*`; an empty name imports the module for its effects alone. */
  readonly imported: string;
  readonly name: string;
  readonly typeOnly?: boolean;
}

/** What `compose.ts` of the service's process says. */
export interface Composition {
  readonly imports: readonly ComposedImport[];
  /** In order. */
  readonly statements: readonly string[];
  /** Evaluates to the implementation. */
  readonly expression: string;
  /** The expression or a statement awaits. */
  readonly async: boolean;
  /** Statement that releases what was made. */
  readonly close?: string;
}

export interface Wiring {
  readonly style: WiringStyleId;
  readonly sites: readonly WiredSite[];
  /** By file; offsets into the text as it was loaded. */
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
  /** Files that the wiring adds or replaces as a whole, by path. */
  readonly files?: ReadonlyMap<string, string>;
  /** What the service's process has to do; `undefined` where the findings say why it cannot be told. */
  readonly composition: Composition | undefined;
  readonly findings: readonly Diagnostic[];
}

export interface WiringStyle {
  readonly id: WiringStyleId;
  /** `undefined`: the port is not put together in this way. */
  find(request: WiringRequest): Wiring | undefined;
}
