import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';

const entry = fileURLToPath(new URL('./run-from-source.ts', import.meta.url));
const loader = import.meta.resolve('tsx');

export interface TerminalRun {
  /** All that was written, without control characters. */
  text(): string;
  /** Waits until the text contains `words`, from the last match on. */
  until(words: string): Promise<void>;
  type(keys: string): void;
  readonly exitCode: Promise<number>;
}

export interface TerminalOptions {
  readonly cwd: string;
  readonly columns: number;
  /** URL of a module to load before the tool. */
  readonly preload?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the tool from source in a real pseudo-terminal. */
export function runInTerminal(
  args: readonly string[],
  { cwd, columns, preload, env }: TerminalOptions,
): TerminalRun {
  const preloads = [loader, ...(preload === undefined ? [] : [preload])].flatMap((url) => ['--import', url]);
  const terminal = spawn(process.execPath, [...preloads, entry, ...args], {
    cwd,
    cols: columns,
    rows: 60,
    env: { ...process.env, ...env, NO_COLOR: '1' },
  });
  let written = '';
  let seen = 0;
  terminal.onData((data) => {
    written += data;
  });
  const text = (): string => stripVTControlCharacters(written);
  return {
    text,
    type: (keys) => terminal.write(keys),
    exitCode: new Promise((done) =>
      terminal.onExit(({ exitCode, signal }) => done(signal ? 128 + signal : exitCode)),
    ),
    until: async (words) => {
      const deadline = Date.now() + 15_000;
      for (;;) {
        const at = text().replaceAll(/\s+/g, ' ').indexOf(words, seen);
        if (at >= 0) {
          seen = at + words.length;
          return;
        }
        if (Date.now() > deadline) throw new Error(`"${words}" was not shown:\n${text()}`);
        await new Promise((next) => setTimeout(next, 25));
      }
    },
  };
}

export const enter = '\r';
export const controlC = '\u0003';
export const up = '\u001B[A';
