/** Ctrl-C at a prompt, or the end of the input. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
    this.name = 'Interrupted';
  }
}

export interface Option<T> {
  readonly name: string;
  readonly value: T;
  readonly description?: string;
}

/** Asks people. Every method throws {@link Interrupted} when they stop it. */
export interface Prompter {
  select<T>(question: { message: string; options: readonly Option<T>[]; initial?: T }): Promise<T>;
  /** `check` returns what is wrong with a text, or `undefined`. */
  text(question: {
    message: string;
    initial?: string;
    check?: (text: string) => string | undefined;
  }): Promise<string>;
  confirm(question: { message: string; initial: boolean }): Promise<boolean>;
  pickSome<T>(question: { message: string; options: readonly Option<T>[] }): Promise<readonly T[]>;
}
