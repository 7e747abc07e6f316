/** What is to be made: the outcome of the questions, and all that the templates look at. */
export interface Blueprint {
  /** Name of the project, a valid npm package name without a scope. */
  readonly name: string;
  readonly architecture: Architecture;
  readonly modules: readonly BlueprintModule[];
  /** Ids of the systems that it has besides what every project has; none by default. */
  readonly systems?: readonly string[];
  readonly decision: {
    readonly verdict: string;
    /** True when the architecture is not the one that the verdict recommends. */
    readonly overruled: boolean;
    /** Question id → answer, as recorded in the manifest. */
    readonly answers: Readonly<Record<string, unknown>>;
    /** Text of the architecture decision record. */
    readonly adr: string;
  };
}

export type Architecture = 'modular-monolith' | 'services';

export interface BlueprintModule {
  /** kebab-case */
  readonly name: string;
  /** Names of the modules whose ports it uses. */
  readonly uses: readonly string[];
}
