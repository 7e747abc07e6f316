/** What is gathered while the types of one port are read. */
import type { ts } from 'ts-morph';
import { placeOf, type ExactPlace } from '../../analysis/places.ts';
import type { Program } from '../../analysis/program.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/index.ts';
import type { NamedType, WireType } from '../contract/model.ts';
import type { Origins } from './types/origins.ts';
import type { typesCatalogue } from '../../diagnostics/catalogue/types.ts';

export type TypeCode = keyof typeof typesCatalogue;

/** Something in the way of a type. It becomes a finding for each method that the type is used in. */
export interface Problem {
  readonly code: TypeCode;
  readonly at: string;
  readonly type: string;
  readonly reason?: string;
  readonly place: ExactPlace;
  /** Only a problem where the type is used on this side. */
  readonly only?: 'parameter' | 'result';
}

/** A method's parameters or result, or a named type: what problems and references are collected for. */
export interface Owner {
  readonly problems: Problem[];
  /** Ids of the named types that it mentions. */
  readonly refs: Set<string>;
}

export const newOwner = (): Owner => ({ problems: [], refs: new Set() });

/** Where the reader is: for the path in messages, and for the place of a finding. */
export interface Spot {
  readonly owner: Owner;
  /** `parameter request.items[]` or `Order.lines[]` */
  readonly at: string;
  readonly node: ts.Node;
  /** Under the tag @json, where any and unknown are plain JSON. */
  readonly json: boolean;
  readonly depth: number;
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
  more: Pick<Problem, 'reason' | 'only'> = {},
): void {
  const text = typeof type === 'string' ? type : session.checker.typeToString(type);
  spot.owner.problems.push({
    code,
    at: spot.at,
    type: text,
    place: placeOf(session.program, spot.node),
    ...more,
  });
}

/** Problems of an owner and of every type that it reaches, each once, as findings of one method. */
export function findingsOf(
  session: Session,
  owner: Owner,
  method: string,
  side: 'parameter' | 'result',
): Diagnostic[] {
  const seen = new Set<string>();
  const found = new Map<string, Diagnostic>();
  const visit = (each: Owner): void => {
    for (const problem of each.problems) {
      if (problem.only !== undefined && problem.only !== side) continue;
      const { code, at, type, reason, place } = problem;
      const args = { method, at, type, ...(reason === undefined ? {} : { reason }) };
      found.set(
        JSON.stringify([code, args, place]),
        diagnostic(code, args, { place: { ...place, symbol: method } }),
      );
    }
    for (const id of each.refs) {
      const next = session.owners.get(id);
      if (seen.has(id) || next === undefined) continue;
      seen.add(id);
      visit(next);
    }
  };
  visit(owner);
  return [...found.values()];
}
