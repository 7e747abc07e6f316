import { calledAs } from './called-as.ts';
import { createProgram } from './program.ts';
import { terminalPrompter } from './prompts/terminal-prompter.ts';

/** Runs the tool in this process and returns its exit code. */
export async function main(): Promise<number> {
  const { stdin, stdout, stderr, env } = process;
  // A reader such as `head` that has seen enough closes the pipe; that is no fault.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return createProgram({
    stdin,
    stdout,
    stderr,
    env,
    cwd: process.cwd(),
    clock: { now: () => new Date() },
    prompter: terminalPrompter({ input: stdin, output: stderr }),
    calledAs: calledAs(process),
  }).run(process.argv.slice(2));
}
