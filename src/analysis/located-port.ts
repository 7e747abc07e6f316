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

export interface LocatedPort {
  /** `payments` */
  readonly slug: string;
  /** The exported name of the interface: `Payments`. */
  readonly name: string;
  /** Import path of the module's entry: `@shop/payments`. */
  readonly specifier: string;
  /** Folder of the module, relative to the root. */
  readonly directory: string;
  /** The file behind the entry, relative to the root. */
  readonly entryFile: string;
  readonly place: ExactPlace;
  readonly factory: LocatedFactory;
  readonly routes?: LocatedFunction;
  readonly implementations: readonly LocatedObject[];
  /** Names of what the factory returns beside the port: `routes`, `workers`, `migrations`. */
  readonly parts: readonly string[];
}
