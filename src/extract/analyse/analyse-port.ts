/** A port as a contract, with everything that stands in its way, all at once. */
import type { ts } from 'ts-morph';
import { openCallees, type Callees } from '../../analysis/calls.ts';
import type { LocatedPort } from '../../analysis/located-port.ts';
import { placeFor } from '../../analysis/places.ts';
import type { Program } from '../../analysis/program.ts';
import type { Diagnostic, Outcome, Place } from '../../diagnostics/index.ts';
import { sealContract } from '../contract/canonical.ts';
import type { Contract, Method } from '../contract/model.ts';
import { reachableTypes } from '../contract/reach.ts';
import type { AnalysedMethod } from './analysed-method.ts';
import { analysers, type Inspected } from './analysers.ts';
import { findCallSites, type CallSite } from './callers/call-sites.ts';
import { declareErrors } from './errors/declared.ts';
import { openThrowAnalysis, type ThrowAnalysis } from './errors/throws.ts';
import { guard } from './guard.ts';
import type { MethodReport } from './method-report.ts';
import { memberName, readMethod } from './methods.ts';
import { defaultClients, defaultInfrastructure, isBelow, isTest, type AnalyseOptions } from './options.ts';
import { portMembers } from './port-members.ts';
import type { Session } from './session.ts';
import { docOf } from './tags.ts';
import { bodiesOf, openTarget, type Target } from './target.ts';
import { originsOf } from './types/origins.ts';
import { openReader } from './types/read.ts';
import { settleUnions } from './types/settle-unions.ts';

export interface PortReport {
  readonly port: LocatedPort;
  readonly methods: readonly MethodReport[];
  readonly callSites: readonly CallSite[];
  /** All of them: of methods, of callers and of the implementation. */
  readonly findings: readonly Diagnostic[];
  /** Of the methods that can be carried. */
  readonly contract: Contract;
}

/** The contract and the call sites, unless a finding refuses the extraction; the findings in any case. */
export function analysePort(
  program: Program,
  port: LocatedPort,
  options: AnalyseOptions = {},
): Outcome<{ contract: Contract; callSites: readonly CallSite[] }> {
  const { contract, callSites, findings } = inspectPort(program, port, options);
  const refused = findings.some(isRefusal);
  return refused ? { ok: false, findings } : { ok: true, value: { contract, callSites }, findings };
}

/** Everything there is to say of a port. Nothing is refused here: the report says what would be. Never throws. */
export function inspectPort(program: Program, port: LocatedPort, options: AnalyseOptions = {}): PortReport {
  const { analysis, methods, failed } = readMembers(program, port, options);
  const { target, callees, outside, session } = analysis;
  const lost: Diagnostic[] = [];
  const callSites = guard(
    { analyser: 'call-sites', unknown: `who calls ${port.name}`, place: port.place },
    () => findCallSites(program, target, callees, outside),
    (finding) => {
      lost.push(finding);
      return [];
    },
  );
  const { data } = options;
  const inspected: Inspected = { ...analysis, program, port, methods, callSites, ...(data ? { data } : {}) };
  const findings = distinct([
    ...failed.flatMap(({ findings: own }) => own),
    ...methods.flatMap(({ own }) => own),
    ...lost,
    ...analysers.flatMap(({ id, looksAt, find }) =>
      guard(
        { analyser: id, unknown: looksAt, place: port.place },
        () => find(inspected),
        (finding) => [finding],
      ),
    ),
  ]);
  const carried = methods.filter(({ own }) => !own.some(isRefusal));
  const reports = [...methods.map((each) => report(each, findings, carried.includes(each))), ...failed];
  return {
    port,
    methods: inOrder(target, reports),
    callSites: callSites.map(({ site }) => site),
    findings,
    contract: contractOf(
      session,
      target,
      carried.map(({ method }) => method),
    ),
  };
}

type ReadMethod = ReturnType<typeof readMember> & { readonly own: readonly Diagnostic[] };

/**
 * Reads every member. One that cannot be read leaves half-read types behind, so the others are then read again without it.
 */
function readMembers(
  program: Program,
  port: LocatedPort,
  options: AnalyseOptions,
): { analysis: Analysis; methods: readonly ReadMethod[]; failed: readonly MethodReport[] } {
  const failed = new Map<string, MethodReport>();
  for (;;) {
    const analysis = openAnalysis(program, port, options);
    const members = portMembers(analysis.target).filter(({ name }) => !failed.has(name));
    const before = failed.size;
    const attempt = <T>(member: ts.Symbol, run: () => T): T | undefined =>
      guard<T | undefined>(
        {
          analyser: 'method',
          unknown: `whether ${port.name}.${member.name} can be called over the wire`,
          place: placeOfMember(program, port, member),
        },
        run,
        (finding) => void failed.set(member.name, failedMethod(member.name, finding, port)),
      );
    const read = members.flatMap((member) => {
      const found = attempt(member, () =>
        readMember(analysis, member, options.local?.includes(member.name) ?? false),
      );
      return found === undefined ? [] : [found];
    });
    if (failed.size === before) settleUnions(analysis.session);
    const methods = read.flatMap((each) => {
      const own = attempt(each.member, () => each.findings());
      return own === undefined ? [] : [{ ...each, own }];
    });
    if (failed.size === before) return { analysis, methods, failed: [...failed.values()] };
  }
}

function placeOfMember(program: Program, port: LocatedPort, member: ts.Symbol): Place {
  const declaration = member.valueDeclaration ?? member.declarations?.[0];
  const symbol = `${port.name}.${member.name}`;
  return declaration === undefined ? { ...port.place, symbol } : placeFor(program, declaration, symbol);
}

const failedMethod = (name: string, finding: Diagnostic, port: LocatedPort): MethodReport => ({
  name,
  place: { ...port.place, ...finding.place },
  carried: false,
  local: false,
  safety: 'mutating',
  safetyFrom: 'default',
  findings: [finding],
});

/** As the port declares them. */
function inOrder(target: Target, reports: readonly MethodReport[]): MethodReport[] {
  const names = portMembers(target).map(({ name }) => name);
  return [...reports].sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}

const isRefusal = ({ level }: Diagnostic): boolean => level === 'refuse';

interface Analysis {
  readonly session: Session;
  readonly target: Target;
  readonly callees: Callees;
  readonly throws: ThrowAnalysis;
  readonly infrastructure: readonly string[];
  /** True for the files whose calls of the port become remote. */
  outside(path: string): boolean;
}

function openAnalysis(program: Program, port: LocatedPort, options: AnalyseOptions): Analysis {
  const infrastructure = options.infrastructure ?? defaultInfrastructure;
  const clients = options.clients ?? defaultClients;
  const callees = openCallees(program, (path) => isBelow(path, clients) || isTest(path));
  return {
    session: openReader(program, originsOf(program, port.specifier, port.entryFile)),
    target: openTarget(program, port),
    callees,
    throws: openThrowAnalysis(program, callees, (path) => isBelow(path, infrastructure)),
    infrastructure,
    outside: (path) => !isBelow(path, clients) && !isTest(path),
  };
}

function readMember(
  analysis: Analysis,
  member: ts.Symbol,
  local: boolean,
): AnalysedMethod & { findings(): Diagnostic[] } {
  const { session, target, callees, throws, infrastructure } = analysis;
  const { port } = target;
  const title = `${port.name}.${memberName(session, member)}`;
  const bodies = bodiesOf(session.program, callees, target, member);
  const { method, findings } = readMethod(session, { port: port.name, member, bodies, local });
  if (method.local) return { title, member, bodies, method, errors: [], findings };
  const nodes = [...(member.declarations ?? []), ...bodies];
  const errors = declareErrors(session, {
    title,
    nodes,
    bodies,
    throws,
    infrastructure,
    inside: target.inside,
    entryFile: port.entryFile,
  });
  return {
    title,
    member,
    bodies,
    method: { ...method, throws: errors.ids },
    errors: errors.symbols,
    findings: () => [...findings(), ...errors.findings()],
  };
}

function report(
  { title, method }: AnalysedMethod,
  findings: readonly Diagnostic[],
  carried: boolean,
): MethodReport {
  const { name, place, safety, safetyFrom } = method;
  const local = method.local ?? false;
  const own = findings.filter((finding) => finding.place?.symbol === title || methodOf(finding) === title);
  return {
    name,
    place,
    carried: carried && !local,
    local,
    safety,
    safetyFrom,
    findings: own,
    shape: method,
  };
}

const methodOf = ({ args }: Diagnostic): string | undefined => ('method' in args ? args.method : undefined);

/** Only the types that carried methods and their errors reach. */
function contractOf(session: Session, target: Target, methods: readonly Method[]): Contract {
  const { port, symbol } = target;
  const types = reachableTypes(methods, session.types);
  return sealContract({
    schemaVersion: 1,
    name: port.name,
    slug: port.slug,
    origin: { place: port.place, module: port.specifier, exported: true },
    ...docOf(symbol, session.checker),
    methods,
    types: Object.fromEntries([...types].sort(([a], [b]) => (a < b ? -1 : 1))),
  });
}

const distinct = (findings: readonly Diagnostic[]): Diagnostic[] => [
  ...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values(),
];
