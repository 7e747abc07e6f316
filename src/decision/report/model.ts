/** What the report shows. Plain data: it travels inside the page as JSON. */
import type { EvidenceItem } from '../evidence/model.ts';
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
  /** Those that pass by the module's public entry. */
  readonly internals: number;
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
  readonly evidence: readonly EvidenceItem[];
  readonly modules: readonly ReportModule[];
  readonly edges: readonly ReportEdge[];
  /** Modules that import each other in a circle. */
  readonly cycles: readonly (readonly string[])[];
  readonly coChange: readonly ReportPair[];
  readonly ownership: readonly ReportOwnership[];
  readonly tables: readonly ReportTable[];
}

/** What the page is made of beside the data. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}
