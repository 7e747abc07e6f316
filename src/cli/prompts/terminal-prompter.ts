import { wrapText } from '../render/style.ts';
import { Interrupted, type Option, type Prompter } from './prompter.ts';

interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream & { readonly columns?: number };
}

/** Prompts in a terminal. The library is loaded at the first question. Questions go to `output`, away from the results. */
export function terminalPrompter(streams: Streams): Prompter {
  const load = () => import('@inquirer/prompts');
  const width = (): number => streams.output.columns ?? 80;
  const choiceOf = <T>({ name, value, description }: Option<T>) => ({
    name,
    value,
    ...(description === undefined ? {} : { description: wrapText(description, width(), 0, '') }),
  });
  // The library breaks long lines in the middle of a word. Two columns are taken by the mark before the question.
  const wrap = (text: string): string => wrapText(text, width(), 2, '  ').trimStart();
  return {
    select: async ({ message, options, initial }) => {
      const { select } = await load();
      const choices = options.map(choiceOf);
      return orInterrupted(
        select(
          { message: wrap(message), choices, ...(initial === undefined ? {} : { default: initial }) },
          streams,
        ),
      );
    },
    text: async ({ message, initial, check }) => {
      const { input } = await load();
      const validate = (text: string): string | true => check?.(text) ?? true;
      return orInterrupted(
        input(
          { message: wrap(message), validate, ...(initial === undefined ? {} : { default: initial }) },
          streams,
        ),
      );
    },
    confirm: async ({ message, initial }) => {
      const { confirm } = await load();
      return orInterrupted(confirm({ message: wrap(message), default: initial }, streams));
    },
    pickSome: async ({ message, options }) => {
      const { checkbox } = await load();
      return orInterrupted(checkbox({ message: wrap(message), choices: options.map(choiceOf) }, streams));
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
