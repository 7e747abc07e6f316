import { posix } from 'node:path';
import { openCodebase, type Codebase, type OpenedCodebase } from '../analysis/codebase/index.ts';
import { codebaseData } from '../analysis/data/codebase-data.ts';
import type { LocatedPort, Program } from '../analysis/index.ts';
import { diagnostic, succeed, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import { guard } from '../extract/analyse/guard.ts';
import { inspectPort, type PortReport } from '../extract/analyse/index.ts';
import { findWiring } from '../extract/analyse/wiring/find-wiring.ts';
import type { Wiring } from '../extract/analyse/wiring/model.ts';
import { outsiderFindings } from '../extract/analyse/wiring/outsiders.ts';
import { programForWiring } from '../extract/analyse/wiring/widen.ts';
import {
  compareContracts,
  contractFindings,
  readContract,
  type Contract,
} from '../extract/contract/index.ts';
import { bindFunction } from '../extract/emit/index.ts';
import { relativeSpecifier } from '../extract/emit/foreign/specifiers.ts';
import {
  readCodebaseManifest,
  diskFiles,
  type CodebaseManifest,
  type ProjectFiles,
} from '../workspace/index.ts';
import { environmentFindings, settingsFindings } from './codebase-extraction-support.ts';
import { withoutFacade } from './codebase-facade.ts';

export interface CodebaseRequest {
  /** Absolute folder that the target is relative to. */
  readonly cwd: string;
  /** `<file>#<Name>` or `<file>`. */
  readonly target: string;
  readonly localMethods: readonly string[];
  /** Prefix of the environment variables where the port's own name is taken. */
  readonly prefix?: string | undefined;
  /** Of the tool. */
  readonly version: string;
  /** The same codebase as it was opened for another target. */
  readonly before?: OpenedCodebase | undefined;
}

/** All that is known of a port in a codebase before it is extracted. */
export interface CodebaseStudy {
  readonly files: ProjectFiles;
  readonly manifest: CodebaseManifest;
  readonly codebase: Codebase;
  readonly opened: OpenedCodebase;
  readonly program: Program;
  readonly port: LocatedPort;
  readonly report: PortReport;
  readonly contract: Contract;
  readonly wiring: Wiring;
  /** `src/remote/payments`, relative to the root. */
  readonly folder: string;
  readonly localMethods: readonly string[];
  /** Settled by nobody yet. */
  readonly findings: readonly Diagnostic[];
}

/** Looks at a port from every side; what is found is all there is, whatever came first. */
export function studyCodebase(request: CodebaseRequest): Outcome<CodebaseStudy> {
  const opened = openCodebase({
    cwd: request.cwd,
    target: request.target,
    files: withoutFacade(request.cwd),
    ...(request.before === undefined ? {} : { before: request.before }),
  });
  if (!opened.ok) return opened;
  const { codebase } = opened.value;
  const files = diskFiles(codebase.root);
  const manifest = readCodebaseManifest(files, request.version);
  if (!manifest.ok) return manifest;
  const found = opened.value.port;
  const known = manifest.value.extractions.find(
    ({ name, target }) => name === found.name && target.split('#')[0] === found.entryFile,
  );
  const slug = slugFor(request.prefix) ?? known?.slug ?? found.slug;
  const remote = posix.join(codebase.sourceRoot, 'remote');
  const folder = posix.join(remote, slug);
  const port = ownPort({ ...found, slug }, remote);
  const localMethods = [...new Set([...(known?.localMethods ?? []), ...request.localMethods])].sort();
  const report = inspectPort(opened.value.program, port, {
    local: localMethods,
    infrastructure: [],
    clients: [remote],
    data: codebaseData(opened.value, [remote]),
  });
  const { contract } = report;
  const carried = contract.methods.filter(({ local }) => local !== true).map(({ name }) => name);
  const wiring = wiringOf(opened.value, port, folder, carried);
  const findings = [
    ...opened.findings,
    ...settingsFindings(codebase),
    ...report.findings,
    ...wiring.wiring.findings,
    ...outsiders(wiring.program, port, remote, carried),
    ...(carried.length === 0 ? [diagnostic('port-empty', { port: port.name }, { place: port.place })] : []),
    ...(known === undefined ? environmentFindings(opened.value, port, folder) : []),
    ...changesSince(files, folder, contract),
  ];
  return succeed({
    files,
    manifest: manifest.value,
    codebase,
    opened: opened.value,
    program: wiring.program,
    port,
    report,
    contract,
    wiring: wiring.wiring,
    folder,
    localMethods,
    findings: distinct(findings),
  });
}

/** Code that knows more of the port than its methods. */
const outsiders = (
  program: Program,
  port: LocatedPort,
  generated: string,
  methods: readonly string[],
): Diagnostic[] =>
  guard(
    { analyser: 'outsiders', unknown: `who knows more of ${port.name} than its methods`, place: port.place },
    () => outsiderFindings({ program, port, generated, methods }),
    (finding) => [finding],
  );

/** `BILLING_SERVICE` → `billing-service`. */
const slugFor = (prefix: string | undefined): string | undefined =>
  prefix?.toLowerCase().replaceAll('_', '-');

/** Generated clients implement the port without being its implementation. */
const ownPort = (port: LocatedPort, remote: string): LocatedPort => ({
  ...port,
  implementations: port.implementations.filter(({ file }) => !file.startsWith(`${remote}/`)),
});

function wiringOf(
  opened: OpenedCodebase,
  port: LocatedPort,
  folder: string,
  methods: readonly string[],
): { readonly wiring: Wiring; readonly program: Program } {
  const { importStyle } = opened.codebase;
  const request = {
    port,
    methods,
    binder: { name: bindFunction(port.slug), file: posix.join(folder, 'bind.ts') },
    specifier: (from: string, to: string) => relativeSpecifier(from, to, importStyle),
  };
  return guard(
    { analyser: 'wiring', unknown: `where ${port.name} is put together`, place: port.place },
    () => {
      const program = withoutFolder(programForWiring(opened, request), posix.dirname(folder));
      return { program, wiring: findWiring({ ...request, program }) };
    },
    (finding) => ({
      program: opened.program,
      wiring: {
        style: 'construction',
        sites: [],
        edits: new Map(),
        composition: undefined,
        findings: [finding],
      },
    }),
  );
}

/** What was generated puts nothing together: it is read by nobody who looks for callers. */
const withoutFolder = (program: Program, folder: string): Program => ({
  ...program,
  files: program.files.filter((file) => !program.pathOf(file).startsWith(`${folder}/`)),
});

/** What changed in the contract since the last extraction. */
function changesSince(files: ProjectFiles, folder: string, contract: Contract): readonly Diagnostic[] {
  const file = `${folder}/contract.lock.json`;
  const lock = files.read(file);
  if (lock === undefined) return [];
  const before = readContract(lock, file);
  return before.ok ? contractFindings(compareContracts(before.value, contract), { file }) : before.findings;
}

const distinct = (findings: readonly Diagnostic[]): Diagnostic[] => [
  ...new Map(findings.map((each) => [JSON.stringify(each), each])).values(),
];
