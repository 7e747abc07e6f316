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
  /** What stands in the way, in words. */
  readonly blocking?: readonly string[];
  readonly loaded?: number;
  /** Codes of the findings for which nothing could be said. */
  readonly stopped?: readonly string[];
  readonly crash?: string;
  readonly extraction?: ExtractionResult;
}

export interface ExtractionResult {
  readonly milliseconds: number;
  /** How many files it writes. */
  readonly files?: number;
  /** Edits of the codebase's own files, and the composition of the service. */
  readonly diff?: string;
  /** `tsconfig.json: src/app.ts:3 TS2322 …` */
  readonly newErrors?: readonly string[];
  /** Codes of the findings that stopped it. */
  readonly stopped?: readonly string[];
  /** What the compiler said where it stopped itself. */
  readonly said?: readonly string[];
  readonly crash?: string;
}

export interface Corpus {
  readonly root: string;
  readonly results: readonly TargetResult[];
  /** Milliseconds of targets that were opened with nothing read before. */
  readonly cold: readonly number[];
  /** The codebase's own `tsc --noEmit`. */
  readonly own?: { readonly milliseconds: number; readonly tsconfigs: readonly string[] };
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
    ...extractionLines(results),
    `processor    median ${seconds(quantile(times, 0.5))}, p90 ${seconds(quantile(times, 0.9))} a target after the first`,
    `cold         ${cold.map(seconds).join(', ')}`,
    ...(own === undefined ? [] : [`own tsc      ${seconds(own.milliseconds)} (${own.tsconfigs.join(', ')})`]),
  ];
  return `${lines.join('\n')}\n`;
}

function extractionLines(results: readonly TargetResult[]): string[] {
  const tried = results.flatMap(({ target, extraction }) => (extraction ? [{ target, ...extraction }] : []));
  if (tried.length === 0) return [];
  const made = tried.filter(({ newErrors }) => newErrors !== undefined);
  const errors = made.flatMap(({ newErrors = [] }) => newErrors);
  const list = (target: string, said: readonly string[] = []): string[] =>
    said.length === 0 ? [] : [`  ${target}`, ...said.map((each) => `    ${each}`)];
  return [
    `extractions  ${made.length} made, ${tried.length - made.length} not`,
    ...counted(tried.flatMap(({ stopped, crash }) => stopped?.[0] ?? (crash ? 'crash' : []))),
    ...tried.flatMap(({ target, said, crash }) => list(target, crash === undefined ? said : [crash])),
    `new errors   ${errors.length}`,
    ...made.flatMap(({ target, newErrors }) => list(target, newErrors)),
    `extracting   median ${seconds(
      quantile(
        made.map(({ milliseconds }) => milliseconds),
        0.5,
      ),
    )} with both type checks`,
  ];
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
