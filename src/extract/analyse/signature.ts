/** Parameters and result of one signature. */
import { ts } from 'ts-morph';
import { placeOf } from '../../analysis/places.ts';
import { isBuiltIn, walk } from '../../analysis/symbols.ts';
import { typesCatalogue } from '../../diagnostics/catalogue/types.ts';
import type { Parameter, WireType } from '../contract/model.ts';
import { isGiven, type MethodCall } from './call-signatures.ts';
import {
  collectProblems,
  newOwner,
  note,
  readDefined,
  refuseType,
  type Owner,
  type Session,
  type Spot,
} from './session.ts';
import { tagText } from './tags.ts';
import { plainFormOf } from './types/library-results.ts';

/** `calls`: every call of the method that is known, by which a handle that nobody passes is told. */
export function readParameters(
  session: Session,
  signature: ts.Signature,
  spot: Spot,
  calls: () => readonly MethodCall[],
): Parameter[] {
  const read = signature.parameters.map((symbol, index) =>
    readSent(session, { symbol, index, signature }, spot, calls),
  );
  const last = read.findLastIndex((each) => each.sent);
  return read.slice(0, last + 1).map(({ parameter }) => parameter);
}

interface Position {
  readonly symbol: ts.Symbol;
  readonly index: number;
  readonly signature: ts.Signature;
}

interface Sent {
  readonly parameter: Parameter;
  /** False for one that cannot cross and that no caller gives: the service gets `undefined`, as it does today. */
  readonly sent: boolean;
}

function readSent(session: Session, at: Position, spot: Spot, calls: () => readonly MethodCall[]): Sent {
  const owner = newOwner();
  const parameter = readParameter(session, at, { ...spot, owner });
  const where = { at: `parameter ${parameter.name}`, place: placeOf(session.program, spot.node) };
  const droppable = parameter.presence === 'optional' && parameter.rest !== true;
  if (droppable && isRefused(session, owner) && !isGiven(calls(), at.index)) {
    const node = at.symbol.valueDeclaration ?? spot.node;
    const type = session.checker.getTypeOfSymbolAtLocation(at.symbol, node);
    note(session, 'parameter-not-sent', type, { ...spot, at: where.at, node });
    return { parameter: { ...parameter, type: { kind: 'undefined' } }, sent: false };
  }
  spot.owner.parts.push({ owner, from: where, to: where });
  return { parameter, sent: true };
}

const isRefused = (session: Session, owner: Owner): boolean =>
  collectProblems(session, owner).some(
    ({ code, level }) => (level ?? typesCatalogue[code].level) === 'refuse',
  );

/** How a parameter may be missing is in its declaration: its type has `undefined` either way. */
function readParameter(session: Session, { symbol, index, signature }: Position, spot: Spot): Parameter {
  const declaration = symbol.valueDeclaration;
  const node = declaration ?? spot.node;
  const parameter = declaration !== undefined && ts.isParameter(declaration) ? declaration : undefined;
  const name = nameOf(symbol, index, signature);
  const at: Spot = { ...spot, at: `parameter ${name}`, node };
  const type = session.checker.getTypeOfSymbolAtLocation(symbol, node);
  if (type.flags & ts.TypeFlags.Never) note(session, 'never-parameter', type, at);
  if (parameter?.dotDotDotToken)
    return { name, type: session.read(type, at), presence: 'required', rest: true };
  const { type: read, maybe } = readDefined(session, type, at);
  const optional = parameter?.questionToken !== undefined || parameter?.initializer !== undefined;
  return { name, type: read, presence: optional ? 'optional' : maybe ? 'maybeUndefined' : 'required' };
}

/** What is taken apart has no name: it is the tag's `@wireName order`, or goes by its position. */
function nameOf(symbol: ts.Symbol, index: number, { declaration }: ts.Signature): string {
  const own = symbol.valueDeclaration;
  if (own === undefined || !ts.isParameter(own) || ts.isIdentifier(own.name)) return symbol.name;
  const tagged = declaration === undefined ? undefined : tagText([declaration], 'wireName');
  return tagged !== undefined && /^[A-Za-z_$][\w$]*$/.test(tagged) ? tagged : `arg${index}`;
}

/** What the promise resolves to. */
export function readResult(
  session: Session,
  signature: ts.Signature,
  declaration: ts.Node,
  spot: Spot,
): WireType {
  const type = signature.getReturnType();
  if (mentionsThis(declaration)) return refuseType(session, 'this-type', type, spot);
  if (isPromise(type)) {
    const [resolved] = session.checker.getTypeArguments(type as ts.TypeReference);
    const awaited = resolved && (session.checker.getAwaitedType(resolved) ?? resolved);
    return awaited === undefined
      ? refuseType(session, 'custom-thenable', type, spot)
      : session.read(awaited, spot);
  }
  if (type.isUnion() && type.types.some(isPromise))
    return refuseType(session, 'synchronous-method', type, spot);
  return refuseSynchronous(session, type, spot);
}

function isPromise(type: ts.Type): boolean {
  const symbol = type.symbol as ts.Symbol | undefined;
  return symbol !== undefined && isBuiltIn(symbol) && /^Promise(?:Like)?$/.test(symbol.name);
}

/** A result that is no promise. A stream or an inferred `any` has a clearer reason than being synchronous. */
function refuseSynchronous(session: Session, type: ts.Type, spot: Spot): WireType {
  // Nothing is known of it, not even whether it is a promise: that is the reason, also where `async` says that it is one.
  if (type.flags & ts.TypeFlags.Any) return session.read(type, spot);
  if (type.getProperty('then') !== undefined)
    return refuseType(session, 'custom-thenable', type, spot, plainFormOf(type));
  const read = session.read(type, spot);
  const stream = collectProblems(session, spot.owner).some(({ code }) => code === 'stream-result');
  if (!stream) note(session, 'synchronous-method', type, spot);
  return read;
}

/** The checker puts the interface itself in the place of `this`: only the declaration tells. */
function mentionsThis(declaration: ts.Node): boolean {
  let found = false;
  if (!ts.isFunctionLike(declaration)) return false;
  for (const part of [...declaration.parameters, declaration.type]) {
    if (part !== undefined) walk(part, (node) => void (found ||= node.kind === ts.SyntaxKind.ThisType));
  }
  return found;
}
