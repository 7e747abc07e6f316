/** Parameters and result of a method. */
import { ts } from 'ts-morph';
import { isBuiltIn, walk } from '../../analysis/symbols.ts';
import type { Parameter, WireType } from '../contract/model.ts';
import { collectProblems, note, readDefined, refuseType, type Session, type Spot } from './session.ts';

export function readParameters(session: Session, signature: ts.Signature, spot: Spot): Parameter[] {
  if ((signature.typeParameters?.length ?? 0) > 0) return [];
  return signature.parameters.map((symbol, index) => readParameter(session, symbol, index, spot));
}

/** How a parameter may be missing is in its declaration: its type has `undefined` either way. */
function readParameter(session: Session, symbol: ts.Symbol, index: number, spot: Spot): Parameter {
  const declaration = symbol.valueDeclaration;
  const node = declaration ?? spot.node;
  const parameter = declaration !== undefined && ts.isParameter(declaration) ? declaration : undefined;
  const named = parameter === undefined || ts.isIdentifier(parameter.name);
  const name = named ? symbol.name : `arg${index}`;
  const at: Spot = { ...spot, at: `parameter ${name}`, node };
  const type = session.checker.getTypeOfSymbolAtLocation(symbol, node);
  if (type.flags & ts.TypeFlags.Never) note(session, 'never-parameter', type, at);
  if (parameter?.dotDotDotToken)
    return { name, type: session.read(type, at), presence: 'required', rest: true };
  const { type: read, maybe } = readDefined(session, type, at);
  const optional = parameter?.questionToken !== undefined || parameter?.initializer !== undefined;
  return { name, type: read, presence: optional ? 'optional' : maybe ? 'maybeUndefined' : 'required' };
}

/** What the promise resolves to. */
export function readResult(
  session: Session,
  signature: ts.Signature,
  declaration: ts.Node,
  spot: Spot,
): WireType {
  if ((signature.typeParameters?.length ?? 0) > 0) return { kind: 'never' };
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
  if (type.getProperty('then') !== undefined) return refuseType(session, 'custom-thenable', type, spot);
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
