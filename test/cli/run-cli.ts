import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgram } from '../../src/cli/program.ts';
import { Interrupted, type Prompter } from '../../src/cli/prompts/prompter.ts';
import type { CliContext } from '../../src/cli/session.ts';
import type { CommandEntry } from '../../src/cli/command-table.ts';

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'scaffold-cli-'));

/** What to answer to the first open question whose message contains `to`. Ctrl-C: the answer `interrupt`. */
export interface ScriptedAnswer {
  readonly to: string;
  readonly answer: unknown;
}

export const interrupt = Symbol('Ctrl-C');

/** Answers questions from a script, in order; fails on a question that the script does not expect. */
export function scriptedPrompter(
  script: readonly ScriptedAnswer[],
): Prompter & { readonly asked: readonly string[] } {
  const rest = [...script];
  const asked: string[] = [];
  const next = (message: string): unknown => {
    const step = rest.shift();
    if (!step || !message.includes(step.to)) throw new Error(`unexpected question: ${message}`);
    asked.push(message);
    if (step.answer === interrupt) throw new Interrupted();
    return step.answer;
  };
  return {
    asked,
    select: async ({ message, options }) => {
      const answer = next(message);
      const option = options.find(({ value }) => value === answer);
      if (!option) throw new Error(`"${message}" has no option ${String(answer)}`);
      return option.value;
    },
    text: async ({ message, check }) => {
      const text = String(next(message));
      const problem = check?.(text);
      if (problem !== undefined) throw new Error(`"${message}" refused ${text}: ${problem}`);
      return text;
    },
    confirm: async ({ message }) => next(message) === true,
    pickSome: async ({ message, options }) => {
      const names = next(message) as readonly unknown[];
      return options.filter(({ value }) => names.includes(value)).map(({ value }) => value);
    },
  };
}

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly script?: readonly ScriptedAnswer[];
  readonly columns?: number;
  readonly colour?: boolean;
  readonly table?: readonly CommandEntry[];
}

/** Runs the program in this process. With a script there is a terminal, without one there is none. */
export async function runCli(argv: readonly string[], options: RunOptions = {}): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const isTTY = options.script !== undefined;
  const terminal = { isTTY, ...(options.columns === undefined ? {} : { columns: options.columns }) };
  const context: CliContext = {
    stdin: { isTTY },
    stdout: { write: (text) => out.push(text), ...terminal },
    stderr: { write: (text) => err.push(text), ...terminal },
    env: options.colour === true ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' },
    cwd: options.cwd ?? temporaryFolder(),
    clock: { now: () => new Date('2026-02-03T10:00:00Z') },
    prompter: scriptedPrompter(options.script ?? []),
    calledAs: 'npx scaffold',
  };
  const exitCode = await createProgram(context, options.table).run(argv);
  return { exitCode, stdout: out.join(''), stderr: err.join('') };
}
