import type { ts } from 'ts-morph';

/** Why an expression cannot be made again elsewhere. Thrown inside the slice and turned into a finding at its edge. */
export class Unsliceable extends Error {
  readonly node: ts.Node;
  /** A phrase: `the parameter db of createApp`. */
  readonly what: string;
  readonly reason: string;
  readonly hint: string;

  constructor(node: ts.Node, what: string, reason: string, hint: string) {
    super(what);
    this.node = node;
    this.what = what;
    this.reason = reason;
    this.hint = hint;
  }
}
