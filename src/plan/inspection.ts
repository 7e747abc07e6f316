/** The pre-flight report of an extraction: everything is looked at, nothing is written. */
import {
  diagnosticsOf,
  findPort,
  type CompilerError,
  type LocatedPort,
  type Program,
} from '../analysis/index.ts';
import { isFileTarget, type Codebase, type OpenedCodebase } from '../analysis/codebase/index.ts';
import { diagnostic, refuse, succeed, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { guard } from '../extract/analyse/guard.ts';
import { inspectPort, judge, type PortReport, type Verdict } from '../extract/analyse/index.ts';
import type { Wiring } from '../extract/analyse/wiring/model.ts';
import { findProject, type Acceptance, type Project } from '../workspace/index.ts';
import { settleFindings } from './acceptance.ts';
import { studyCodebase } from './codebase-extraction-study.ts';
import { openSources } from './study.ts';

export interface InspectionRequest {
  /** Absolute folder. */
  readonly cwd: string;
  /** `<file>#<Name>`, `<file>`, or the name of a module in a project made by scaffold. */
  readonly target: string;
  /** Methods that would stay in process. */
  readonly local?: readonly string[];
  /** Blocking findings that would be accepted. */
  readonly accept?: readonly Omit<Acceptance, 'module'>[];
  /** Version of the tool. */
  readonly version: string;
  /** An inspection of the same codebase: what did not change since is not read again. */
  readonly before?: OpenedCodebase;
}

export interface Inspection {
  /** Absolute folder that all paths are relative to. */
  readonly root: string;
  readonly target: string;
  /** Its findings are settled: what is accepted weighs no more than a warning. */
  readonly report: PortReport;
  readonly verdict: Verdict;
  /** Absent in a project made by scaffold. */
  readonly codebase?: Codebase;
  readonly opened?: OpenedCodebase;
  /** How the port is put together; looked for in a codebase that scaffold did not make. */
  readonly wiring?: Wiring;
  /** Source files that were read as a program, and how many there are. */
  readonly loaded: { readonly files: number; readonly sources: number };
  /** Text of a loaded file, for excerpts. */
  textOf(file: string): string | undefined;
}

export function planInspection(request: InspectionRequest): Outcome<Inspection> {
  return isFileTarget(request.target) ? inspectForeign(request) : inspectModule(request);
}

function inspectForeign(request: InspectionRequest): Outcome<Inspection> {
  const { cwd, target, before, version, local = [] } = request;
  const study = studyCodebase({ cwd, target, localMethods: local, version, before });
  if (!study.ok) return study;
  const { opened, codebase, report, wiring, program } = study.value;
  const baseline = guard(
    { analyser: 'baseline', unknown: 'the errors that the compiler reports today' },
    () => baselineFindings(opened, report, wiring),
    (finding) => [finding],
  );
  // That nothing is carried is said of each method already.
  const said = study.value.findings.filter(
    ({ code }) => code !== 'port-empty' || report.methods.length === 0,
  );
  const findings = [...said, ...baseline];
  const inspection = conclude(request, program, { ...report, findings });
  const loaded = { files: program.files.length, sources: opened.sources.length };
  return succeed({ ...inspection, codebase, opened, wiring, loaded });
}

function inspectModule(request: InspectionRequest): Outcome<Inspection> {
  const project = findProject(request.cwd);
  if (!project.ok) return unknownTarget(request, project.findings);
  const { modules, files } = project.value;
  const module = modules.find(({ name }) => name === request.target);
  if (module === undefined) return unknownModule(project.value, request.target);
  const program = openSources(files);
  const port = findPort(program, { module: module.folder });
  if (!port.ok) return port;
  const report = inspectPort(program, port.value, localOf(request));
  const loaded = { files: program.files.length, sources: program.files.length };
  return succeed({ ...conclude(request, program, report), loaded });
}

/** Outside of a project made by scaffold a bare word can only be a file whose extension was left out. */
const unknownTarget = (
  { target }: InspectionRequest,
  findings: readonly Diagnostic[],
): Outcome<Inspection> =>
  findings.some(({ code }) => code === 'not-a-project')
    ? refuse(diagnostic('target-file-unknown', { file: target, candidates: [] }))
    : refuse(...findings);

function unknownModule({ modules }: Project, module: string): Outcome<Inspection> {
  const candidates = modules.map(({ name }) => name);
  return refuse(diagnostic('module-unknown', { module, candidates, nearest: nearest(module, candidates) }));
}

const localOf = ({ local }: InspectionRequest) => (local === undefined ? {} : { local });

function conclude(
  { target, accept = [] }: InspectionRequest,
  program: Program,
  report: PortReport,
): Omit<Inspection, 'loaded'> {
  const { port } = report;
  const settled = settle(report, port, accept);
  const { methods, callSites, findings } = settled;
  return {
    root: program.root,
    target,
    report: settled,
    verdict: judge({ name: port.name, target, methods, callSites, findings }),
    textOf: (file) => program.file(file)?.text,
  };
}

function settle(
  report: PortReport,
  { slug }: LocatedPort,
  accept: readonly Omit<Acceptance, 'module'>[],
): PortReport {
  const acceptances = accept.map((each) => ({ ...each, module: slug }));
  const { findings } = settleFindings(report.findings, slug, acceptances);
  const settled = new Map(report.findings.map((each, index) => [each, findings[index] ?? each]));
  const methods = report.methods.map((method) => ({
    ...method,
    findings: method.findings.map((each) => settled.get(each) ?? each),
  }));
  return { ...report, findings, methods };
}

/** Errors that the files of the port, its implementations, its callers and its composition root have today. */
function baselineFindings(
  opened: OpenedCodebase,
  { port, callSites }: PortReport,
  wiring: Wiring,
): Diagnostic[] {
  const { codebase, program } = opened;
  const asTheirs = codebase.compilerOptions.strictNullChecks ? program : opened.load({ purpose: 'verify' });
  const files = [
    ...new Set([
      port.entryFile,
      ...port.implementations.map(({ file }) => file),
      ...callSites.map(({ file }) => file),
      ...wiring.sites.map(({ place }) => place.file),
    ]),
  ].sort();
  const errors = diagnosticsOf(asTheirs, files);
  const [first] = errors;
  if (first === undefined) return [];
  return [
    diagnostic('baseline-errors', { errors: errors.length, files: files.length, first: inWords(first) }),
  ];
}

const inWords = ({ file, line, code, message }: CompilerError): string =>
  `${file}:${line} TS${code} ${message.split('\n')[0] ?? ''}`;
