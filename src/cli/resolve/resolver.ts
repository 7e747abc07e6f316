import type { Prompter } from '../prompts/prompter.ts';

/** Something a command must know, and every way in which it can be known. */
export interface Setting<T> {
  /** How it is given on the command line, for the error that lists what is missing. */
  readonly flag: string;
  readonly fromFlag?: T | undefined;
  readonly fromFile?: T | undefined;
  /** What was measured. Where somebody can be asked, it is only the answer that is offered. */
  readonly evidence?: T | undefined;
  /** What `--yes` takes. */
  readonly standard: T;
  ask(prompter: Prompter, offered: T): Promise<T>;
}

export interface Resolving {
  /** Undefined where nobody can be asked. */
  readonly prompter: Prompter | undefined;
  readonly yes: boolean;
}

export type Resolved<T> =
  | { readonly source: 'flag' | 'file' | 'evidence' | 'default' | 'asked'; readonly value: T }
  | { readonly source: 'missing'; readonly flag: string };

/** The one order in which anything is found out: flag, file, evidence, the default under `--yes`, a prompt, else missing. */
export async function resolveSetting<T>(
  setting: Setting<T>,
  { prompter, yes }: Resolving,
): Promise<Resolved<T>> {
  const { flag, fromFlag, fromFile, evidence, standard } = setting;
  if (fromFlag !== undefined) return { source: 'flag', value: fromFlag };
  if (fromFile !== undefined) return { source: 'file', value: fromFile };
  const canAsk = prompter !== undefined && !yes;
  if (evidence !== undefined && !canAsk) return { source: 'evidence', value: evidence };
  if (yes) return { source: 'default', value: standard };
  if (!prompter) return { source: 'missing', flag };
  return { source: 'asked', value: await setting.ask(prompter, evidence ?? standard) };
}
