/** What is gathered while the types of one port are read. */
import type { ts } from 'ts-morph';
import { placeOf, type ExactPlace } from '../../analysis/places.ts';
import type { Program } from '../../analysis/program.ts';
import { diagnostic, type Diagnostic, type Level } from '../../diagnostics/index.ts';
import type { NamedType, WireType } from '../contract/model.ts';
import type { Origins } from './types/find-origin.ts';
import { typesCatalogue } from '../../diagnostics/catalogue/types.ts';

export type TypeCode = keyof typeof typesCatalogue;

/** Something in the way of a type. It becomes a finding for each method that the type is used in. */
export interface Problem {
  readonly code: TypeCode;
  readonly at: string;
  readonly type: string;
  readonly reason?: string;
  readonly place: ExactPlace;
  /** Where it weighs other than its code says. */
  readonly level?: Level;
  /** Only a problem where the type is used on this side. */
  readonly only?: 'parameter' | 'result';
  /** The package whose type it stands in; nothing where the type that is in the way is the project's own. */
  readonly library?: string | undefined;
}

/** A method's parameters or result, or a named type: what problems and references are collected for. */
export interface Owner {
  readonly problems: Problem[];
  /** Ids of the named types that it mentions. */
  readonly refs: Set<string>;
  /** Types without a name in it, which may be read once and stand in several places. */
  readonly parts: Part[];
  /** The package that declares the type: what is wrong inside it is nobody's here to mend, so a few examples do. */
  readonly library?: string | undefined;
}

/** What was read at `from` and stands at `to` too. */
export interface Part {
  readonly owner: Owner;
  readonly from: Where;
  readonly to: Where;
}

export type Where = Pick<Problem, 'at' | 'place'>;

export const newOwner = (library?: string): Owner => ({ problems: [], refs: new Set(), parts: [], library });

/** Where the reader is: for the path in messages, and for the place of a finding. */
export interface Spot {
  readonly owner: Owner;
  /** `parameter request.items[]` or `Order.lines[]` */
  readonly at: string;
  readonly node: ts.Node;
  /** Under the tag @json, where any and unknown are plain JSON. */
  readonly json: boolean;
  readonly depth: number;
  /** Of a result whose type says nothing: what the implementation returns, in words. */
  readonly returns?: string;
}

export const below = (spot: Spot, suffix: string, node: ts.Node = spot.node): Spot => ({
  ...spot,
  at: spot.at + suffix,
  node,
  depth: spot.depth + 1,
});

/** A union whose strategy is chosen once every type that it refers to is known. */
export interface PendingUnion {
  readonly union: Writable<Extract<WireType, { kind: 'union' }>>;
  readonly spot: Spot;
  readonly text: string;
}

/** A type that was read before: it stands for the same again, and what is in its way is in the way again. */
export interface Reading {
  readonly json: boolean;
  /** Nothing while it is being read. */
  readonly wire: WireType | undefined;
  readonly owner: Owner;
  readonly from: Where;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export interface Session {
  readonly program: Program;
  readonly checker: ts.TypeChecker;
  readonly origins: Origins;
  readonly types: Map<string, NamedType>;
  readonly ids: Map<ts.Type, string>;
  readonly owners: Map<string, Owner>;
  readonly unions: PendingUnion[];
  /** Declarations of the named types that are being read, outermost first. */
  readonly open: ts.Symbol[];
  /** Named types that are referred to and still to be read, each with those that led there. */
  readonly later: { readonly open: readonly ts.Symbol[]; read(): void }[];
  /** What types without a name of their own were read as, with what was noted on the way. */
  readonly readings: Map<ts.Type, Reading>;
  /** Aliases with null or undefined in them that are being read without their names. */
  readonly spelledOut: Set<ts.Type>;
  /** Reads a type as it stands where a value does: `T | undefined` is `maybe`, `T | null` is `nullable`. */
  read(type: ts.Type, spot: Spot): WireType;
  /** Reads what a type is made of, whatever its name. */
  readStructure(type: ts.Type, spot: Spot): WireType;
}

/** The readers come from outside: types contain each other, and the files that read them do not. */
export type Readers = Pick<Session, 'read' | 'readStructure'>;

export function openSession(
  program: Program,
  origins: Origins,
  readers: (session: () => Session) => Readers,
): Session {
  const session: Session = {
    ...readers(() => session),
    program,
    checker: program.checker,
    origins,
    types: new Map(),
    ids: new Map(),
    owners: new Map(),
    unions: [],
    open: [],
    later: [],
    readings: new Map(),
    spelledOut: new Set(),
  };
  return session;
}

/** A type without `undefined`: how a property or parameter may be missing is said beside it. */
export function readDefined(session: Session, type: ts.Type, spot: Spot): { type: WireType; maybe: boolean } {
  const read = session.read(type, spot);
  if (read.kind === 'maybe') return { type: read.type, maybe: true };
  return { type: read, maybe: read.kind === 'undefined' };
}

/** Stands where a type was refused, so that the rest can be read. */
const nothing: WireType = { kind: 'never' };

/** Notes a problem and gives a stand-in type. */
export function refuseType(
  session: Session,
  code: TypeCode,
  type: ts.Type | string,
  spot: Spot,
  reason?: string,
): WireType {
  note(session, code, type, spot, reason === undefined ? {} : { reason });
  return nothing;
}

export function note(
  session: Session,
  code: TypeCode,
  type: ts.Type | string,
  spot: Spot,
  more: Pick<Problem, 'reason' | 'only' | 'level'> = {},
): void {
  const text = typeof type === 'string' ? type : session.checker.typeToString(type);
  spot.owner.problems.push({
    code,
    at: spot.at,
    type: text,
    place: placeOf(session.program, spot.node),
    ...(typeof type !== 'string' && isOfProject(type) ? { library: undefined } : {}),
    ...more,
  });
}

function isOfProject({ aliasSymbol, symbol }: ts.Type): boolean {
  const named = aliasSymbol ?? (symbol as ts.Symbol | undefined);
  return named?.declarations?.[0]?.getSourceFile().isDeclarationFile === false;
}

/** Problems of an owner and of every type that it reaches, each once, as findings of one method. */
export function findingsOf(
  session: Session,
  owner: Owner,
  method: string,
  side: 'parameter' | 'result',
): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const { code, at, type, reason, place, level, only, library } of collectProblems(session, owner)) {
    if (only !== undefined && only !== side) continue;
    const more = {
      ...(reason === undefined ? {} : { reason }),
      ...(library === undefined ? {} : { library }),
    };
    const args = { method, at, type, ...more };
    const where = { ...place, symbol: method };
    found.set(
      JSON.stringify([code, args, place]),
      diagnostic(code, args, { place: where, ...(level === undefined ? {} : { level }) }),
    );
  }
  return [...found.values()];
}

/** Problems of an owner and of what it reaches, each where it stands from here. */
export function collectProblems(session: Session, owner: Owner): Problem[] {
  const seen = new Set<string>();
  const gather = (each: Owner): Problem[] => {
    const parts = each.parts.flatMap((part) => gather(part.owner).map((problem) => moved(problem, part)));
    const named = [...each.refs].flatMap((id) => {
      const next = session.owners.get(id);
      if (seen.has(id) || next === undefined) return [];
      seen.add(id);
      return gather(next);
    });
    const { library } = each;
    if (library === undefined) return [...each.problems, ...parts, ...named];
    return examplesOf([
      ...[...each.problems, ...parts].map((problem) => ({ library, ...problem })),
      ...named,
    ]);
  };
  return gather(owner);
}

const maxExamples = 2;

/** Of a type that cannot cross, the first reasons; of one that can, everything there is to know. */
function examplesOf(problems: readonly Problem[]): Problem[] {
  const refusals = problems.filter(({ code, level }) => (level ?? typesCatalogue[code].level) === 'refuse');
  return refusals.length === 0 ? [...problems] : refusals.slice(0, maxExamples);
}

function moved(problem: Problem, { from, to }: Part): Problem {
  const inside = problem.at.startsWith(from.at);
  const at = inside ? to.at + problem.at.slice(from.at.length) : problem.at;
  const here = problem.place.file === from.place.file && problem.place.line === from.place.line;
  return { ...problem, at, place: here ? to.place : problem.place };
}
