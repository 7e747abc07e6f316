/** A module made of one interface, in memory: the smallest thing that can be analysed. */
import { findPort, openProgram, type Program } from '../../../src/analysis/index.ts';
import { inspectPort, type AnalyseOptions, type PortReport } from '../../../src/extract/analyse/index.ts';

export interface Probe {
  /** Text of modules/probe/src/index.ts, which exports the interface `Probe`. */
  readonly index: string;
  /** Text of modules/probe/src/host.ts. Without it, a factory that only has the right type. */
  readonly host?: string;
  /** More files, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

const platform = {
  'platform/package.json': JSON.stringify({
    name: '@shop/platform',
    exports: { './*': { source: './src/*/index.ts' } },
  }),
  'platform/src/module/index.ts': 'export interface HostedModule<Port> { readonly port: Port }',
  'platform/src/errors/index.ts': `export abstract class DomainError extends Error {
    abstract readonly status: number;
    constructor(message: string) { super(message); this.name = new.target.name; }
  }`,
  'platform/src/db/index.ts': `export interface Database { transaction<T>(work: (trx: unknown) => Promise<T>): Promise<T> }`,
};

const declaredHost = `import type { HostedModule } from '@shop/platform/module';
import type { Probe } from './index.ts';
export function createProbe(): HostedModule<Probe> { throw new Error('never called') }`;

export function openProbe({ index, host, files }: Probe): Program {
  const texts = new Map(
    Object.entries({
      ...platform,
      'package.json': JSON.stringify({ workspaces: ['platform', 'modules/*', 'apps/*'] }),
      'modules/probe/package.json': JSON.stringify({
        name: '@shop/probe',
        exports: { '.': { source: './src/index.ts' }, './host': { source: './src/host.ts' } },
      }),
      'modules/probe/src/index.ts': index,
      'modules/probe/src/host.ts': host ?? declaredHost,
      ...files,
    }),
  );
  return openProgram({
    root: '/probe',
    files: texts,
    entries: [...texts.keys()].filter((path) => path.endsWith('.ts')),
  });
}

export function inspectProbe(probe: Probe, options?: AnalyseOptions): PortReport {
  const program = openProbe(probe);
  const port = findPort(program, { module: 'modules/probe' });
  if (!port.ok) throw new Error(`No port: ${JSON.stringify(port.findings)}`);
  return inspectPort(program, port.value, options);
}

/** Codes of the findings of one method, sorted, each once. */
export function codesOf(report: PortReport, method: string): string[] {
  const found = report.methods.find(({ name }) => name === method);
  if (found === undefined) throw new Error(`There is no method ${method}.`);
  return [...new Set(found.findings.map(({ code }) => code))].sort();
}
