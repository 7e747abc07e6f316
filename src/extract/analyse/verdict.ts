/** Whether a port should be extracted, from what was found. Pure. */
import type { Diagnostic, DiagnosticCode, Place } from '../../diagnostics/index.ts';
import type { CallSite } from './callers/call-sites.ts';
import type { MethodReport } from './method-report.ts';

export type VerdictKind = 'extractable' | 'extractable-after-fixes' | 'do-not-extract';

/** One thing to change before the extraction. */
export interface Fix {
  readonly code: DiagnosticCode;
  readonly place?: Place;
  /** Methods of the port that wait for it; none where it concerns the port as a whole. */
  readonly methods: readonly string[];
  /** The command that makes the change, without the name of the program. */
  readonly automatic?: string;
  /** One of the findings behind it, for its words. */
  readonly finding: Diagnostic;
}

export interface Verdict {
  readonly verdict: VerdictKind;
  /** Whole sentences: why not, or what is left to do. */
  readonly reasons: readonly string[];
  readonly fixes: readonly Fix[];
}

export interface VerdictQuestion {
  readonly name: string;
  /** As it is named on the command line. */
  readonly target: string;
  readonly methods: readonly MethodReport[];
  readonly callSites: readonly CallSite[];
  readonly findings: readonly Diagnostic[];
}

/** What no declaration can mend: the value itself belongs to one process. */
const inherent: ReadonlySet<string> = new Set<DiagnosticCode>([
  'callback-parameter',
  'database-handle',
  'live-handle',
  'stream-parameter',
  'stream-result',
  'lazy-iterable',
  'weak-collection',
  'symbol-type',
  'symbol-member',
  'signal-in-result',
  'built-in-type',
]);

/** What rules out the port as a whole. */
const fatal: ReadonlySet<string> = new Set<DiagnosticCode>([
  'event-emitter-port',
  'port-empty',
  'port-generic',
  'port-is-record',
  'functions-make-services',
  'many-instances',
  'mutable-export',
  'nest-entry-point',
  'nest-module-makes-it',
  'repository-looked-up',
]);

const isBlocking = ({ level }: Diagnostic): boolean => level === 'refuse' || level === 'error';

export function judge(question: VerdictQuestion): Verdict {
  const blocking = question.findings.filter(isBlocking);
  const fixes = fixesFor(blocking, question);
  const against = reasonsAgainst(question, blocking);
  if (against.length > 0) return { verdict: 'do-not-extract', reasons: against, fixes };
  if (fixes.length === 0) return { verdict: 'extractable', reasons: [nothingInTheWay(question)], fixes };
  return { verdict: 'extractable-after-fixes', reasons: [toDo(fixes)], fixes };
}

function reasonsAgainst(
  { name, methods, callSites }: VerdictQuestion,
  blocking: readonly Diagnostic[],
): string[] {
  const whole = blocking.filter(({ code }) => fatal.has(code));
  const wire = methods.filter(({ local }) => !local);
  const bound = wire.filter((method) =>
    method.findings.some(({ code, level }) => level === 'refuse' && inherent.has(code)),
  );
  const inTransaction = callSites.filter((site) => site.inTransaction && !isReadonly(methods, site));
  return [
    ...new Set(whole.map((finding) => wholeReason(name, finding))),
    ...(bound.length > 0 && bound.length * 2 > wire.length
      ? [
          `${countOf(bound.length, wire.length, 'method')} of ${name} ${bound.length === 1 ? 'takes or returns' : 'take or return'} what cannot leave a process: ${bound.map((each) => each.name).join(', ')}.`,
        ]
      : []),
    ...(inTransaction.length > 0 && inTransaction.length * 2 > callSites.length
      ? [
          `${countOf(inTransaction.length, callSites.length, 'call')} of ${name} ${inTransaction.length === 1 ? 'stands' : 'stand'} inside a transaction of the caller, which the other process could not take part in.`,
        ]
      : []),
  ];
}

const isReadonly = (methods: readonly MethodReport[], { method }: CallSite): boolean =>
  methods.find(({ name }) => name === method)?.safety === 'readonly';

const countOf = (some: number, all: number, noun: string): string =>
  some === all ? (all === 1 ? `The only ${noun}` : `All ${all} ${noun}s`) : `${some} of the ${all} ${noun}s`;

function wholeReason(name: string, { code }: Diagnostic): string {
  switch (code) {
    case 'nest-entry-point':
      return `${name} is called by Nest, not by other code: the services behind it are what can be extracted.`;
    case 'repository-looked-up':
      return `${name} lives on a connection of this process.`;
    case 'nest-module-makes-it':
      return `${name} configures a module of this process.`;
    case 'event-emitter-port':
      return `${name} is an event emitter: its listeners are functions of this process.`;
    case 'port-empty':
      return `${name} has no method that could be called over the wire.`;
    case 'functions-make-services':
      return `${name} only makes services: what it makes is what can be extracted.`;
    case 'port-is-record':
      return `Each ${name} is a row of a table: what finds and changes it can be a service.`;
    case 'port-generic':
      return `${name} has type parameters, and one service has one set of types.`;
    case 'many-instances':
      return `${name} is made anew with other arguments again and again; a service is one.`;
    default:
      return `${name} cannot be one service (${code}).`;
  }
}

/** Findings with one cause are one fix: a type that six methods use is changed once, and one lift makes all methods async. */
function fixesFor(blocking: readonly Diagnostic[], { target, methods }: VerdictQuestion): Fix[] {
  const groups = new Map<string, Diagnostic[]>();
  for (const finding of blocking) {
    const key = automaticFor(finding.code, target) ?? causeOf(finding);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const [finding] = group;
    if (finding === undefined) return [];
    const automatic = automaticFor(finding.code, target);
    const names = methods
      .filter((method) => method.findings.some((each) => group.includes(each)))
      .map(({ name }) => name);
    return [
      {
        code: finding.code,
        ...(finding.place === undefined ? {} : { place: finding.place }),
        methods: names,
        ...(automatic === undefined ? {} : { automatic }),
        finding,
      },
    ];
  });
}

/** One install brings every type that is not found. */
const causeOf = (finding: Diagnostic): string =>
  finding.code === 'type-not-found' ? finding.code : `${finding.code} ${placeKey(finding)}`;

const automaticFor = (code: DiagnosticCode, target: string): string | undefined =>
  code === 'synchronous-method' ? `lift ${target}` : undefined;

const placeKey = ({ place, args }: Diagnostic): string =>
  place?.line === undefined ? JSON.stringify(place ?? args) : `${place.file}:${place.line}:${place.column}`;

function nothingInTheWay({ methods, name }: VerdictQuestion): string {
  const local = methods.filter((method) => method.local).length;
  const kept = local > 0 ? `; ${local} ${local === 1 ? 'stays' : 'stay'} in process` : '';
  const carried = methods.length - local;
  return `${carried === 1 ? 'The one method' : `All ${carried} methods`} of ${name} can be called over the wire${kept}.`;
}

function toDo(fixes: readonly Fix[]): string {
  const automatic = fixes.filter(({ automatic: command }) => command !== undefined).length;
  const some =
    automatic === 0
      ? ''
      : `, ${automatic === fixes.length ? (fixes.length === 1 ? 'made by a command' : 'all made by commands') : `${automatic} of them made by a command`}`;
  return `${fixes.length} ${fixes.length === 1 ? 'thing is' : 'things are'} to be changed first${some}.`;
}
