import type { WorkspacePackage } from '../packages.ts';

export type WorkspaceKind = 'npm' | 'pnpm' | 'yarn' | 'none';
export type TestRunner = 'vitest' | 'jest' | 'mocha' | 'node' | 'none';
/** How relative imports end: `./a.ts`, `./a.js` or `./a`. */
export type ImportStyle = 'ts' | 'js' | 'none';

/** What is known of a TypeScript codebase that scaffold did not make. Paths are relative to the root, with `/`. */
export interface Codebase {
  /** Absolute: the workspace's root, or the folder of the package where it stands alone. */
  readonly root: string;
  /** Folder of the package that the target belongs to; empty where that is the root. */
  readonly folder: string;
  readonly packageName?: string;
  readonly workspaces: WorkspaceKind;
  readonly packages: readonly WorkspacePackage[];
  /** What the sources are loaded as once they are compiled. */
  readonly moduleKind: 'esm' | 'commonjs';
  readonly importStyle: ImportStyle;
  /** The configuration that includes the target. */
  readonly tsconfig?: string;
  readonly compilerOptions: OptionsSummary;
  /** Folder that holds the sources of the package: `src`, `apps/api/src`; empty where they lie beside package.json. */
  readonly sourceRoot: string;
  readonly testRunner: TestRunner;
  /** The TypeScript that the codebase has installed or asks for, as its package.json says it. */
  readonly typescript?: string;
  /** The declarations of Node that are installed; left out where no packages are. */
  readonly nodeTypes?: NodeTypes;
}

export type NodeTypes = { readonly version: string } | 'missing';

/** What of the compiler's options matters to code that is written into the codebase. */
export interface OptionsSummary {
  readonly strict: boolean;
  readonly strictNullChecks: boolean;
  readonly exactOptionalPropertyTypes: boolean;
  readonly noUncheckedIndexedAccess: boolean;
  readonly verbatimModuleSyntax: boolean;
  readonly isolatedModules: boolean;
  readonly esModuleInterop: boolean;
  /** Packages whose global declarations are taken up; all of them where it is left out. */
  readonly types?: readonly string[];
  /** `legacy`: experimentalDecorators; `standard`: those of the language. */
  readonly decorators: 'legacy' | 'standard';
  /** `ES2022` */
  readonly target: string;
  /** `NodeNext`, `CommonJS`, `ESNext` */
  readonly module: string;
  readonly allowImportingTsExtensions: boolean;
}
