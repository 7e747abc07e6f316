import type { EvidenceItem } from '../model.ts';

/** One import of another module, as an example. */
export interface ImportPlace {
  readonly file: string;
  readonly line: number;
  /** The file that is imported. */
  readonly target: string;
}

/** How one module uses another. */
export interface ModuleEdge {
  readonly from: string;
  readonly to: string;
  /** Import statements that are there at run time. */
  readonly imports: number;
  /** Of those: how many reach past the public interface of the other. */
  readonly internals: number;
  /** Import statements of types alone. */
  readonly typeOnly: number;
  /** The first few, those of internals before the others. */
  readonly places: readonly ImportPlace[];
}

export interface ModuleFacts {
  readonly name: string;
  readonly files: number;
  readonly lines: number;
  /** Files that it imports at run time of code that no module claims and that is not shared code. */
  readonly outside: number;
  /** Packages from elsewhere that it imports, sorted. */
  readonly packages: readonly string[];
  /** Where others are meant to import from; none where nothing says so. */
  readonly entry?: string | undefined;
  /** What others use most of it, as `<file>#<Name>`. */
  readonly port?: string | undefined;
}

/** Modules that use each other in a circle, with imports that show it: one for each step. */
export interface ModuleCycle {
  /** In order; the last uses the first. */
  readonly modules: readonly string[];
  readonly example: readonly ImportPlace[];
}

/** One operation that calls through several modules, as far as names show. */
export interface CallChain {
  /** Where it starts, e.g. `OrderService.place`. */
  readonly operation: string;
  readonly file: string;
  readonly line: number;
  /** The module it starts in. */
  readonly module: string | undefined;
  /** Other modules it calls into, directly or not. */
  readonly reaches: readonly string[];
  /** One way through them: `orders: OrderService.place`, `payments: PaymentService.charge`. */
  readonly steps: readonly string[];
}

export interface CodeFacts {
  readonly items: readonly EvidenceItem[];
  readonly modules: readonly ModuleFacts[];
  readonly edges: readonly ModuleEdge[];
  readonly cycles: readonly ModuleCycle[];
  /** Those that reach three other modules or more, the longest first. */
  readonly chains: readonly CallChain[];
  /** Operations that were followed. */
  readonly operations: number;
  /** Files that were parsed, and why others were not. */
  readonly parsed: number;
}
