/** What one file says of itself, read without a type check. Nothing of the compiler is kept. */

/** One name that an import or a re-export brings. `*` is the whole module, `default` its default export. */
export interface ImportedName {
  readonly imported: string;
  readonly local: string;
}

export interface FileImport {
  readonly specifier: string;
  /** Counting from 1. */
  readonly line: number;
  readonly kind: 'import' | 'export' | 'require' | 'dynamic';
  readonly names: readonly ImportedName[];
  /** Nothing is left of it at run time: it says `type`, or its names stand in types alone. */
  readonly typeOnly: boolean;
  /** Names that are the type of a constructor's parameter or of a field: an instance may be handed over there. */
  readonly handedOver: readonly string[];
}

/** A call as it is written: `name()`, `object.name()`, `this.object.name()` or `this.name()`. */
export interface WrittenCall {
  readonly name: string;
  readonly object?: string | undefined;
  readonly self: boolean;
  /** Its result is awaited or returned. */
  readonly awaited: boolean;
}

/** Something that runs as a whole: a function, a method, or a handler given to a router. */
export interface WrittenFunction {
  /** `place`, `OrderService.place`, `post /orders`. */
  readonly name: string;
  readonly line: number;
  /** Says `async`, or that it returns a promise. */
  readonly async: boolean;
  /** Makes instances and is not asynchronous: it puts things together, and is no operation. */
  readonly wires: boolean;
  readonly calls: readonly WrittenCall[];
}

export interface WrittenClass {
  readonly name: string;
  readonly decorators: readonly string[];
  readonly extends?: string | undefined;
  readonly implements: readonly string[];
  /** Names of the types of its fields and of its constructor's parameters, by name. */
  readonly fields: ReadonlyMap<string, string>;
}

export interface FileSyntax {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly FileImport[];
  readonly classes: readonly WrittenClass[];
  readonly interfaces: readonly string[];
  /** Of those: the ones with methods, which are more than a form of data. */
  readonly ports: readonly string[];
  readonly functions: readonly WrittenFunction[];
  /** `export const payments = new Payments()`: the class by the name of the variable. */
  readonly instances: ReadonlyMap<string, string>;
  /** True where the text has errors of syntax: what could be read of it was. */
  readonly broken: boolean;
}
