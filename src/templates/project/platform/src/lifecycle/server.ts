/** Something that listens. */
export interface Server {
  /** Where it can be reached from this machine. */
  readonly url: string;
  /**
   * Takes no new connections and lets the work in hand finish, for at most `withinMs`. `false`: something had to be cut.
   */
  drain(withinMs: number): Promise<boolean | void>;
}
