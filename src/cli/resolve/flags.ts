import { questionIds } from '../../decision/index.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/index.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { checkInputs, type CheckedInputs } from './inputs.ts';

/** The options of a command that ask the framework's questions, as commander leaves them. */
export interface InputFlags {
  readonly slow?: string;
  readonly team?: string;
  readonly observe?: string;
  readonly independent?: string;
  readonly signal?: readonly string[];
  readonly modules?: string;
  readonly uses?: readonly string[];
  readonly with?: readonly string[];
  readonly architecture?: string;
  readonly reason?: string;
  readonly install?: boolean;
  /** Commander sets it to true where `--no-git` is not given. */
  readonly git?: boolean;
}

const flagOfKey: Readonly<Record<string, string>> = {
  'Q1-slow': '--slow',
  'Q2-team': '--team',
  'Q3-observe': '--observe',
  'Q4-independent': '--independent',
  systems: '--with',
};

const signalIds = questionIds.filter((id) => !id.startsWith('Q'));

/** Flags as inputs, checked by the same rules as an answers file. */
export function readFlags(flags: InputFlags): CheckedInputs {
  const signals = splitPairs(flags.signal ?? [], '=');
  const uses = splitPairs(flags.uses ?? [], ':');
  const raw = {
    'Q1-slow': flags.slow,
    'Q2-team': asNumber(flags.team),
    'Q3-observe': flags.observe,
    'Q4-independent': flags.independent,
    ...Object.fromEntries(signals.pairs.filter(([id]) => isSignal(id))),
    modules: flags.modules === undefined ? undefined : splitNames(flags.modules),
    uses: uses.pairs.length > 0 ? groupUses(uses.pairs) : undefined,
    systems: flags.with?.filter((name) => name !== 'none'),
    architecture: flags.architecture,
    reason: flags.reason,
    install: flags.install,
    git: flags.git === false ? false : undefined,
  };
  const checked = checkInputs(withoutUndefined(raw), { file: 'the command line', nameOf });
  const problems: Diagnostic[] = [
    ...signals.broken.map((value) =>
      diagnostic('value-invalid', { name: '--signal', value, expected: 'id=answer, e.g. S-autonomy=yes' }),
    ),
    ...uses.broken.map((value) =>
      diagnostic('value-invalid', {
        name: '--uses',
        value,
        expected: 'module:names, e.g. orders:users,payments',
      }),
    ),
    ...signals.pairs.flatMap(([id]) =>
      isSignal(id)
        ? []
        : [diagnostic('signal-unknown', { id, nearest: nearest(id, signalIds), candidates: signalIds })],
    ),
    ...checked.problems,
  ];
  return { inputs: checked.inputs, problems };
}

const isSignal = (id: string): boolean => signalIds.some((known) => known === id);

const nameOf = (key: string): string => flagOfKey[key] ?? (isSignal(key) ? `--signal ${key}` : `--${key}`);

const asNumber = (text: string | undefined): string | number | undefined =>
  text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;

/** `users, orders` as names. Empty parts of `users,,orders` are dropped. */
export const splitNames = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean);

type Pair = readonly [key: string, value: string];

function splitPairs(texts: readonly string[], separator: string) {
  const pairs: Pair[] = [];
  const broken: string[] = [];
  for (const text of texts) {
    const at = text.indexOf(separator);
    if (at < 1 || at === text.length - 1) broken.push(text);
    else pairs.push([text.slice(0, at).trim(), text.slice(at + 1).trim()]);
  }
  return { pairs, broken };
}

/** Several `--uses` of one module add up. */
function groupUses(pairs: readonly Pair[]): Readonly<Record<string, readonly string[]>> {
  const uses = new Map<string, readonly string[]>();
  for (const [module, names] of pairs) uses.set(module, [...(uses.get(module) ?? []), ...splitNames(names)]);
  return Object.fromEntries(uses);
}

const withoutUndefined = (record: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
