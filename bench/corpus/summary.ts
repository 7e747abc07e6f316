/** What was found in a codebase, as a page of text. */

export interface TargetResult {
  readonly target: string;
  /** On the processor. */
  readonly milliseconds: number;
  readonly verdict?: string;
  readonly methods?: readonly {
    readonly name: string;
    readonly carried: boolean;
    readonly codes: readonly string[];
  }[];
  readonly findings?: readonly string[];
  readonly loaded?: number;
  /** Codes of the findings for which nothing could be said. */
  readonly stopped?: readonly string[];
  readonly crash?: string;
}

export interface Corpus {
  readonly root: string;
  readonly results: readonly TargetResult[];
  /** Milliseconds of targets that were opened with nothing read before. */
  readonly cold: readonly number[];
  /** Milliseconds of the codebase's own `tsc --noEmit`. */
  readonly own?: number;
}

export function summarise({ root, results, cold, own }: Corpus): string {
  const methods = results.flatMap((each) => each.methods ?? []);
  const carried = methods.filter((method) => method.carried).length;
  const times = results.map(({ milliseconds }) => milliseconds);
  const lines = [
    root,
    `targets      ${results.length}`,
    ...counted(
      results.map(({ verdict, stopped, crash }) => verdict ?? (crash ? 'crash' : `stopped: ${stopped?.[0]}`)),
    ),
    `methods      ${methods.length}, carried ${carried} (${percent(carried, methods.length)})`,
    'refused by',
    ...counted(methods.flatMap(({ codes }) => codes)),
    'other findings',
    ...counted(
      results.flatMap(({ findings = [], methods: own_ = [] }) =>
        findings.filter((code) => !own_.some(({ codes }) => codes.includes(code))),
      ),
    ),
    `crashes      ${results.filter(({ crash }) => crash !== undefined).length}`,
    ...results.flatMap(({ target, crash }) => (crash === undefined ? [] : [`  ${target}\n${crash}`])),
    `processor    median ${seconds(quantile(times, 0.5))}, p90 ${seconds(quantile(times, 0.9))} a target after the first`,
    `cold         ${cold.map(seconds).join(', ')}`,
    ...(own === undefined ? [] : [`own tsc      ${seconds(own)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function counted(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `  ${String(count).padStart(5)} ${name}`);
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${Math.round((part * 100) / whole)} %`;

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
