import type { ExactPlace } from './places.ts';

export interface LocatedFunction {
  /** The name it is exported under, `default` included. */
  readonly exportName: string;
  /** Where it is imported from: `@shop/payments/host`. */
  readonly specifier: string;
  /** The file that it is imported from, relative to the root. */
  readonly file: string;
}

export interface LocatedFactory extends LocatedFunction {
  /** Returns a promise of the module. */
  readonly async: boolean;
}

/** Where an implementation is: a class or an object literal, by its offset. */
export interface LocatedObject {
  readonly name: string;
  readonly file: string;
  readonly start: number;
}

/**
 * What is called over the wire: an interface or abstract class with its implementations, a class that is its own type, the
 * functions of a file, an exported object, or the static methods of a class.
 */
export type PortKind = 'interface' | 'class' | 'functions' | 'object' | 'static';

export interface LocatedPort {
  readonly kind: PortKind;
  /** `payments` */
  readonly slug: string;
  /** The name of the interface, class or object: `Payments`; of a module of functions: after its file. */
  readonly name: string;
  /** The name it is exported under, `default` included; a module of functions has none. */
  readonly exportName?: string;
  /** Import path of the entry: `@shop/payments`; in a codebase that scaffold did not make, `file:` and the entry's path. */
  readonly specifier: string;
  /** The file that exports it, relative to the root. */
  readonly entryFile: string;
  /** Folder of the module, relative to the root, where the module is a folder: calls from below it stay calls. */
  readonly directory?: string;
  readonly place: ExactPlace;
  readonly implementations: readonly LocatedObject[];
}

/** The port of a module in a project that scaffold made. */
export interface ModulePort extends LocatedPort {
  readonly directory: string;
  readonly factory: LocatedFactory;
  readonly routes?: LocatedFunction;
  /** Names of what the factory returns beside the port: `routes`, `workers`, `migrations`. */
  readonly parts: readonly string[];
}
