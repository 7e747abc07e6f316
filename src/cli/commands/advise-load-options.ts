import type { Command } from 'commander';

const collect = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

/** The options of `advise load`, for the command table. */
export const loadOptions = (command: Command): Command =>
  command
    .optionsGroup('Load test (advise load <url>):')
    .option('--duration <seconds>', 'how long to send requests, 1 to 600 (default: 10)')
    .option('--connections <number>', 'requests that wait at the same time, 1 to 10000 (default: 10)')
    .option('--rate <number>', 'send so many requests a second, and not as many as are answered')
    .option('--method <name>', 'GET, or POST where there is a body; any other')
    .option('--body <text>', 'what to send; @<file> for what is in a file')
    .option('--header <name:value>', 'a header of each request (repeatable)', collect)
    .option('--allow-remote', 'test another machine than this one')
    .option('--no-save', 'do not keep the result in .scaffold/load');

/** As commander leaves them. */
export interface LoadOptions {
  readonly duration?: string;
  readonly connections?: string;
  readonly rate?: string;
  readonly method?: string;
  readonly body?: string;
  readonly header?: readonly string[];
  readonly allowRemote?: boolean;
  readonly save?: boolean;
  /** Targets, e.g. `p99=200ms,rps=500`. */
  readonly slo?: string;
}
