import { basename, relative } from 'node:path';

interface ProcessFacts {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  cwd(): string;
}

/** The words that start the tool again in the way in which it was started. */
export function calledAs({ argv, env, cwd }: ProcessFacts): string {
  const script = argv[1] ?? 'scaffold';
  if (env['npm_command'] === 'exec') return 'npx scaffold';
  if (basename(script).startsWith('scaffold') && !script.endsWith('.js')) {
    return script.includes('node_modules') ? 'npx scaffold' : 'scaffold';
  }
  const path = relative(cwd(), script);
  return `node ${quoteArgument(path.startsWith('..') ? script : path)}`;
}

/** The argument as a POSIX shell takes it: bare where that is safe, else in single quotes. */
export const quoteArgument = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** A command line that can be copied into a shell. */
export const commandLine = (calledAs: string, args: readonly string[]): string =>
  [calledAs, ...args.map(quoteArgument)].join(' ');
