/** What the report shows. Plain data: it travels inside the page as JSON. */
import type { EvidenceItem } from '../evidence/model.ts';
import type { Contradiction, Merge, MissingAnswer } from '../advice/index.ts';
import type { Verdict } from '../model.ts';

export interface ReportModule {
  readonly name: string;
  readonly files: number;
  readonly lines: number;
}

/** Imports of one module by another. */
export interface ReportEdge {
  readonly from: string;
  readonly to: string;
  readonly imports: number;
  /** Of those: the ones that pass by the module's public entry. */
  readonly internals: number;
  /** Imports of types alone, counted besides. */
  readonly typeOnly: number;
}

/** Two modules that change in the same commits. `degree`: share of the commits of the quieter one, 0 to 1. */
export interface ReportPair {
  readonly a: string;
  readonly b: string;
  readonly together: number;
  readonly degree: number;
}

export interface ReportOwnership {
  readonly module: string;
  readonly busFactor: number;
  /** Shares of the changes, 0 to 1, largest first. */
  readonly authors: readonly { readonly name: string; readonly share: number }[];
}

export interface ReportTable {
  readonly table: string;
  readonly readers: readonly string[];
  readonly writers: readonly string[];
}

export interface ReportModel {
  /** Name of the codebase. */
  readonly codebase: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly commit?: string | undefined;
  /** The command that makes this report again. */
  readonly command: string;
  readonly verdict: Verdict;
  /** Answers that nobody gave and that could change the verdict. */
  readonly missing: readonly MissingAnswer[];
  readonly contradictions: readonly Contradiction[];
  /** Modules that should be one. */
  readonly merges: readonly Merge[];
  readonly evidence: readonly EvidenceItem[];
  readonly modules: readonly ReportModule[];
  readonly edges: readonly ReportEdge[];
  /** Modules that import each other in a circle, ending where they began. */
  readonly cycles: readonly (readonly string[])[];
  /** Operations that call through several modules. */
  readonly chains: readonly { readonly operation: string; readonly steps: readonly string[] }[];
  readonly coChange: readonly ReportPair[];
  readonly ownership: readonly ReportOwnership[];
  readonly tables: readonly ReportTable[];
}

/** What the page is made of beside the data. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}
