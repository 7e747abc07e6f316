import { Interrupted, type Option, type Prompter } from './prompter.ts';

interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

const choiceOf = <T>({ name, value, description }: Option<T>) => ({
  name,
  value,
  short: name,
  ...(description === undefined ? {} : { description }),
});

/** Prompts in a terminal. The library is loaded at the first question. Questions go to `output`, away from the results. */
export function terminalPrompter(streams: Streams): Prompter {
  const load = () => import('@inquirer/prompts');
  return {
    select: async ({ message, options, initial }) => {
      const { select } = await load();
      const choices = options.map(choiceOf);
      return orInterrupted(
        select({ message, choices, ...(initial === undefined ? {} : { default: initial }) }, streams),
      );
    },
    text: async ({ message, initial, check }) => {
      const { input } = await load();
      const validate = (text: string): string | true => check?.(text) ?? true;
      return orInterrupted(
        input({ message, validate, ...(initial === undefined ? {} : { default: initial }) }, streams),
      );
    },
    confirm: async ({ message, initial }) => {
      const { confirm } = await load();
      return orInterrupted(confirm({ message, default: initial }, streams));
    },
    pickSome: async ({ message, options }) => {
      const { checkbox } = await load();
      return orInterrupted(checkbox({ message, choices: options.map(choiceOf) }, streams));
    },
  };
}

/** The library's own errors for Ctrl-C and for an input that ends are told by name: its classes may exist twice. */
async function orInterrupted<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name))
      throw new Interrupted();
    throw error;
  }
}
