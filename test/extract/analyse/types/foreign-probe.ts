/** One interface in a codebase of no particular form, in memory. */
import { openProgram, type LocatedPort, type Program } from '../../../../src/analysis/index.ts';
import { typesCatalogue } from '../../../../src/diagnostics/catalogue/types.ts';
import { inspectPort, type AnalyseOptions, type PortReport } from '../../../../src/extract/analyse/index.ts';

export interface ForeignProbe {
  /** By path relative to the root; `src/probe.ts` exports `Probe`. */
  readonly files: Readonly<Record<string, string>>;
  readonly kind?: LocatedPort['kind'];
}

export function openForeign({ files }: ForeignProbe): Program {
  const texts = new Map(
    Object.entries({
      'package.json': JSON.stringify({ name: 'codebase' }),
      ...files,
    }),
  );
  const entries = [...texts.keys()].filter((path) => path.startsWith('src/') && path.endsWith('.ts'));
  return openProgram({ root: '/foreign', files: texts, entries, packages: [] });
}

export function inspectForeign(probe: ForeignProbe, options?: AnalyseOptions): PortReport {
  const program = openForeign(probe);
  const port: LocatedPort = {
    kind: probe.kind ?? 'interface',
    slug: 'probe',
    name: 'Probe',
    exportName: 'Probe',
    specifier: 'file:src/probe.ts',
    entryFile: 'src/probe.ts',
    place: { file: 'src/probe.ts', line: 1, column: 1 },
    implementations: [],
  };
  return inspectPort(program, port, options);
}

export function methodOf(report: PortReport, name: string) {
  const found = report.methods.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no method ${name}.`);
  return found;
}

/** Findings about the types of one method, as `level code`, sorted, each once. */
export function verdictOf(report: PortReport, name: string): string[] {
  const own = methodOf(report, name).findings.filter(({ code }) => code in typesCatalogue);
  return [...new Set(own.map(({ level, code }) => `${level} ${code}`))].sort();
}

export function resultOf(report: PortReport, name: string) {
  const found = report.contract.methods.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${name} is not carried: ${verdictOf(report, name).join(', ')}`);
  return found.result;
}
