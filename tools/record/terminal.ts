import { spawn } from '@lydell/node-pty';
import { openScreen, type Line } from './screen.ts';

/** What is waited for, and what is typed then. */
export type Step = readonly [question: string, keys: string];

export interface Recording {
  /** As it is shown after the prompt sign. */
  readonly command: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly steps?: readonly Step[];
}

export interface RecordingOptions {
  readonly cwd: string;
  readonly columns: number;
  readonly env: NodeJS.ProcessEnv;
}

const patienceMs = 60_000;

/** Runs a command in a pseudo-terminal, answers what it asks, and returns what the terminal shows in the end. */
export async function recordCommand(
  { command, program, args, steps = [] }: Recording,
  { cwd, columns, env }: RecordingOptions,
): Promise<readonly Line[]> {
  const screen = openScreen(columns);
  await screen.write(`\u001B[2m$\u001B[22m \u001B[1m${command}\u001B[22m\r\n`);
  const terminal = spawn(program, [...args], { cwd, cols: columns, rows: 50, env });
  let drawn = Promise.resolve();
  terminal.onData((data) => {
    drawn = drawn.then(() => screen.write(data));
  });
  const ended = new Promise<number>((done) => terminal.onExit(({ exitCode }) => done(exitCode)));
  for (const [question, keys] of steps) {
    await waitFor(question, () => screen.words());
    terminal.write(keys);
  }
  const exitCode = await ended;
  await drawn;
  if (exitCode !== 0) throw new Error(`${command} ended with ${exitCode}:\n${screen.words()}`);
  return screen.lines();
}

async function waitFor(words: string, shown: () => string): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!shown().includes(words)) {
    if (Date.now() > deadline) throw new Error(`"${words}" was not shown:\n${shown()}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}
