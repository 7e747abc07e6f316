import type { Outcome } from '../diagnostics/index.ts';
import type { Output } from './output.ts';
import type { Prompter } from './prompts/prompter.ts';
import type { Style } from './render/style.ts';

/** The world as the commands see it; tests give another one. */
export interface CliContext {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: { readonly isTTY?: boolean };
  readonly prompter: Prompter;
  readonly cwd: string;
  readonly clock: { now(): Date };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How the tool was called, e.g. `npx scaffold`; commands printed for the user start with it. */
  readonly calledAs: string;
}

/** Options that every command has. */
export interface GlobalOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly yes?: boolean;
  readonly verbose?: boolean;
  readonly answers?: string;
  readonly cwd?: string;
  readonly allowDirty?: boolean;
}

/** One run of one command. */
export interface Session {
  /** Absolute folder that the command works in. */
  readonly cwd: string;
  readonly options: GlobalOptions;
  readonly clock: CliContext['clock'];
  readonly calledAs: string;
  /** Undefined where nobody can be asked: no terminal, or `--yes`. */
  readonly prompter: Prompter | undefined;
  /** For text that ends up in {@link Report.text}. */
  readonly style: Style;
  /** For text given to {@link Session.progress}. */
  readonly progressStyle: Style;
  /** Says something while the command works, on stderr; silent with `--json` unless somebody is being asked. */
  progress(text: string): void;
}

/** What a command has to say in the end: the same as JSON and as text. */
export interface Report {
  readonly json: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** 1 when the result is a list of findings that should fail a build. */
  readonly exitCode?: 0 | 1;
}

/** The body of a command. Findings of a good outcome are shown as notes; those of a bad one are why it stopped. */
export type CommandBody<Options extends GlobalOptions = GlobalOptions> = (
  session: Session,
  args: readonly string[],
  options: Options,
) => Promise<Outcome<Report>>;
