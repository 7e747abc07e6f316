/**
 * A failure that the caller of a module is meant to handle: declared in the module's `src/index.ts`, thrown by its
 * service, answered at the edge as an RFC 9457 problem. Anything else that is thrown is a bug and becomes a 500.
 */
export abstract class DomainError extends Error {
  /** The HTTP status at the edge, 400…499. */
  abstract readonly status: number;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** What whoever starts the process must put right. The message says all of it: it is shown without a stack. */
export class SetupError extends Error {
  override readonly name: string = 'SetupError';
}
