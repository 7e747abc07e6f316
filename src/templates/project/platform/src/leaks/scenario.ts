/** What a file exports as `open` that is to be checked. */
export type OpenScenario = () => Promise<Scenario>;

/** Work that may be repeated for ever. */
export interface Scenario {
  /** Once: a request, or several that belong together. */
  run(): Promise<unknown>;
  close(): Promise<unknown>;
}
