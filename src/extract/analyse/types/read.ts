/** Reads a TypeScript type as a wire type. What cannot cross becomes a problem, and reading goes on. */
import { ts } from 'ts-morph';
import { placeOf } from '../../../analysis/places.ts';
import type { Program } from '../../../analysis/program.ts';
import { packageOf } from '../../../analysis/symbols.ts';
import type { WireType } from '../../contract/model.ts';
import { newOwner, note, openSession, refuseType, type Session, type Spot } from '../session.ts';
import { readEnum, isEnum } from './enums.ts';
import { readIntersection } from './intersections.ts';
import { intern } from './intern.ts';
import { isNamed, readNamed } from './named.ts';
import { readObject } from './objects.ts';
import type { Origins } from './find-origin.ts';
import { readTemplate } from './templates.ts';
import { readUnion } from './unions.ts';

const { TypeFlags } = ts;
const maxDepth = 40;

/** A session in which types of a program are read. */
export function openReader(program: Program, origins: Origins): Session {
  return openSession(program, origins, (session) => ({
    read: (type, spot) => readType(session(), type, spot),
    readStructure: (type, spot) =>
      hasGaps(type) ? readParts(session(), type, spot) : readStructure(session(), type, spot),
  }));
}

/**
 * An alias with null or undefined in it is spelled out, so that how a property may be missing stays visible; one that
 * contains itself has to go by its name, or there would be no end.
 */
function readType(session: Session, type: ts.Type, spot: Spot): WireType {
  if (!hasGaps(type) || !isNamed(type)) return readParts(session, type, spot);
  if (session.spelledOut.has(type) || session.ids.has(type)) return readNamed(session, type, spot);
  session.spelledOut.add(type);
  const read = readParts(session, type, spot);
  session.spelledOut.delete(type);
  return session.ids.has(type) ? readNamed(session, type, spot) : read;
}

const empty = TypeFlags.Undefined | TypeFlags.Void | TypeFlags.Null;

const hasGaps = (type: ts.Type): boolean =>
  type.isUnion() && type.types.some((member) => member.flags & empty);

function readParts(session: Session, type: ts.Type, spot: Spot): WireType {
  const { present, undefined: maybe, null: nullable } = partsOf(session, type);
  if (present === undefined)
    return maybe && nullable ? { kind: 'maybe', type: { kind: 'null' } } : readScalar(type);
  const inner = readPresent(session, present, spot);
  const withNull: WireType = nullable ? { kind: 'nullable', type: inner } : inner;
  return maybe ? { kind: 'maybe', type: withNull } : withNull;
}

const readScalar = (type: ts.Type): WireType => {
  if (type.flags & TypeFlags.Null) return { kind: 'null' };
  return { kind: type.flags & TypeFlags.Void ? 'void' : 'undefined' };
};

interface Parts {
  /** What is left without null and undefined; nothing when only they were there. */
  readonly present: ts.Type | undefined;
  readonly undefined: boolean;
  readonly null: boolean;
}

function partsOf({ checker }: Session, type: ts.Type): Parts {
  if (!type.isUnion())
    return { present: type.flags & empty ? undefined : type, undefined: false, null: false };
  const missing = type.types.some((member) => member.flags & (TypeFlags.Undefined | TypeFlags.Void));
  const nothing = type.types.some((member) => member.flags & TypeFlags.Null);
  const left = type.types.filter((member) => !(member.flags & empty));
  if (left.length === 0) return { present: undefined, undefined: missing, null: nothing };
  const present = missing || nothing ? withoutVoid(checker.getNonNullableType(type), left) : type;
  return { present, undefined: missing, null: nothing };
}

/** `void` is no null to the checker; a lone member beside it stands for the whole. */
const withoutVoid = (type: ts.Type, left: readonly ts.Type[]): ts.Type =>
  left.length === 1 && left[0] ? left[0] : type;

function readPresent(session: Session, type: ts.Type, spot: Spot): WireType {
  const { flags } = type;
  if (flags & (TypeFlags.Any | TypeFlags.Unknown)) return readOpen(session, type, spot);
  if (spot.depth > maxDepth) return refuseType(session, 'infinite-type', type, spot);
  if (isEnum(type)) return readEnum(session, type, spot);
  const primitive = readPrimitive(type);
  if (primitive !== undefined) return primitive;
  if (flags & TypeFlags.ESSymbolLike) return refuseType(session, 'symbol-type', type, spot);
  if (flags & TypeFlags.NonPrimitive) return refuseType(session, 'object-type', type, spot);
  if (isNamed(type)) return readNamed(session, type, spot);
  return readStructure(session, type, spot);
}

/** A type without a name is read once as well. One that contains itself goes by a name that is made up for it. */
function readStructure(session: Session, type: ts.Type, spot: Spot): WireType {
  const to = { at: spot.at, place: placeOf(session.program, spot.node) };
  const known = session.readings.get(type);
  if (known !== undefined && known.json === spot.json) {
    if (known.wire === undefined) return readRecursive(session, type, spot);
    spot.owner.parts.push({ owner: known.owner, from: known.from, to });
    return known.wire;
  }
  const reading = { json: spot.json, owner: newOwner(libraryOf(type)), from: to };
  session.readings.set(type, { ...reading, wire: undefined });
  const wire = readOnce(session, type, { ...spot, owner: reading.owner });
  session.readings.set(type, { ...reading, wire });
  spot.owner.parts.push({ owner: reading.owner, from: to, to });
  return wire;
}

const libraryOf = (type: ts.Type): string | undefined => {
  const symbol = (type.aliasSymbol ?? type.symbol) as ts.Symbol | undefined;
  return symbol && packageOf(symbol);
};

function readRecursive(session: Session, type: ts.Type, spot: Spot): WireType {
  const symbol = type.aliasSymbol ?? type.symbol;
  const declaration = (symbol as ts.Symbol | undefined)?.declarations?.[0] ?? spot.node;
  const origin = { place: placeOf(session.program, declaration), module: '', exported: false };
  return intern(session, type, 'Nested', spot, (inner) => ({
    kind: 'alias',
    name: 'Nested',
    origin,
    type: readOnce(session, type, inner),
  }));
}

function readOnce(session: Session, type: ts.Type, spot: Spot): WireType {
  const { flags } = type;
  if (flags & (TypeFlags.TemplateLiteral | TypeFlags.StringMapping)) return readTemplate(session, type, spot);
  if (type.isUnion()) return readUnion(session, type, spot);
  if (type.isIntersection()) return readIntersection(session, type, spot);
  if (flags & TypeFlags.TypeParameter) return readParameter(session, type, spot);
  if (flags & TypeFlags.Instantiable) {
    const bound = closedBound(session, type);
    return bound === undefined
      ? refuseType(session, 'conditional-type', type, spot)
      : session.read(bound, spot);
  }
  return readObject(session, type, spot);
}

/** Inside other data it may be accepted to be plain JSON, as the tag @json says; alone it says nothing at all. */
function readOpen(session: Session, type: ts.Type, spot: Spot): WireType {
  if (spot.json) return { kind: 'json' };
  const { intrinsicName } = type as { intrinsicName?: string };
  if (intrinsicName === 'error' || intrinsicName === 'unresolved')
    return refuseType(session, 'type-not-found', type, spot);
  const code = type.flags & TypeFlags.Any ? 'any-type' : 'unknown-type';
  if (isWhole(spot)) return refuseType(session, code, type, spot, spot.returns);
  note(session, code, type, spot, { level: 'error' });
  return { kind: 'json' };
}

/** A parameter or the result itself, and no part of it. */
const isWhole = ({ at }: Spot): boolean => at === 'result' || /^parameter [\w$]+$/.test(at);

function readParameter(session: Session, type: ts.Type, spot: Spot): WireType {
  const isThis = (type as { isThisType?: boolean }).isThisType === true;
  const bound = isThis ? undefined : closedBound(session, type);
  if (bound !== undefined) return session.read(bound, spot);
  return refuseType(session, isThis ? 'this-type' : 'type-parameter', type, spot);
}

/**
 * What a type parameter, `T[K]` or `keyof T` can be at most, where that is scalars: nothing of a value is lost by reading it as
 * its bound. An object may have more than its bound says.
 */
function closedBound({ checker }: Session, type: ts.Type): ts.Type | undefined {
  const bound = checker.getBaseConstraintOfType(type);
  const members = bound?.isUnion() ? bound.types : bound === undefined ? [] : [bound];
  const closed = members.length > 0 && members.every(({ flags }) => flags & closedFlags);
  return closed ? bound : undefined;
}

const closedFlags =
  TypeFlags.StringLike |
  TypeFlags.NumberLike |
  TypeFlags.BooleanLike |
  TypeFlags.BigIntLike |
  TypeFlags.Null |
  TypeFlags.Undefined;

const scalars: readonly (readonly [ts.TypeFlags, 'string' | 'number' | 'bigint' | 'boolean' | 'never'])[] = [
  [TypeFlags.String, 'string'],
  [TypeFlags.Number, 'number'],
  [TypeFlags.BigInt, 'bigint'],
  [TypeFlags.Boolean, 'boolean'],
  [TypeFlags.Never, 'never'],
];

/** Boolean comes before unions: to the checker it is one. */
function readPrimitive(type: ts.Type): WireType | undefined {
  if (type.isStringLiteral() || type.isNumberLiteral()) return { kind: 'literal', value: type.value };
  if (type.flags & TypeFlags.BooleanLiteral) {
    return { kind: 'literal', value: (type as { intrinsicName?: string }).intrinsicName === 'true' };
  }
  if (type.flags & TypeFlags.BigIntLiteral) {
    const { negative, base10Value } = (type as ts.BigIntLiteralType).value;
    return { kind: 'bigintLiteral', value: `${negative ? '-' : ''}${base10Value}` };
  }
  const scalar = scalars.find(([flag]) => type.flags & flag);
  return scalar === undefined ? undefined : { kind: scalar[1] };
}
