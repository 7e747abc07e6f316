/** The members of a port as methods on the wire, or as findings. */
import { ts } from 'ts-morph';
import { placeFor, placeOf } from '../../analysis/places.ts';
import { returnedBy } from '../../analysis/flow.ts';
import type { FunctionNode } from '../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/index.ts';
import { readKeyPath } from '../contract/key-path.ts';
import type { Method, WireType } from '../contract/model.ts';
import { decideSafety } from './safety.ts';
import {
  findingsOf,
  newOwner,
  refuseType,
  type Owner,
  type Session,
  type Spot,
  type TypeCode,
} from './session.ts';
import { callsOf } from './call-signatures.ts';
import { readSignatures } from './signatures.ts';
import { docOf, hasTag, tagText } from './tags.ts';
import { comparisonTags } from './types/properties.ts';

/** What is said of a method whether or not it can be carried. */
export interface MethodRead {
  readonly method: Method;
  /** To be asked once every union is settled. */
  findings(): Diagnostic[];
}

export interface MethodQuestion {
  readonly port: string;
  readonly member: ts.Symbol;
  readonly bodies: readonly FunctionNode[];
  readonly local: boolean;
}

/** Reads one method. Its thrown errors are added later, by who has looked into the bodies. */
export function readMethod(session: Session, { port, member, bodies, local }: MethodQuestion): MethodRead {
  const declaration = declarationOf(member);
  const nodes: [ts.Node, ...ts.Node[]] = [declaration, ...(member.declarations ?? []), ...bodies];
  const parameterOwner = newOwner();
  const resultOwner = newOwner();
  const name = memberName(session, member);
  const title = `${port}.${name}`;
  const base = {
    name,
    place: placeOf(session.program, declaration),
    ...docOf(member, session.checker),
    ...decideSafety(nodes),
    ...callTags(nodes),
    throws: [],
  };
  if (local || nodes.some((node) => hasTag(node, 'local'))) {
    return { method: { ...base, parameters: [], result: { kind: 'void' }, local: true }, findings: () => [] };
  }
  const json = nodes.some((node) => hasTag(node, 'json'));
  const spotOf = (owner: Owner, at: string): Spot => ({ owner, at, node: declaration, json, depth: 0 });
  const resultSpot = { ...spotOf(resultOwner, 'result'), ...returnsOf(session, bodies) };
  const read = readSignatures(session, {
    signatures: signaturesOf(session, member, declaration),
    declaration,
    calls: once(() => callsOf(session.program, name, [...(member.declarations ?? []), ...bodies])),
    parameters: spotOf(parameterOwner, 'parameter'),
    result: resultSpot,
  });
  const { parameters, result, asserted } = read ?? {
    parameters: [],
    result: refuseNone(session, member, resultSpot),
    asserted: false,
  };
  const method = { ...base, parameters, result, ...(asserted ? { asserted } : {}) };
  return {
    method,
    findings: () => [
      ...tagFindings(session, method, nodes, title),
      ...memberFindings(session, member, declaration, title),
      ...findingsOf(session, parameterOwner, title, 'parameter'),
      ...findingsOf(session, resultOwner, title, 'result'),
    ],
  };
}

const declarationOf = (member: ts.Symbol): ts.Declaration => {
  const declaration = member.valueDeclaration ?? member.declarations?.[0];
  if (declaration === undefined) throw new Error(`The method ${member.name} is declared nowhere.`);
  return declaration;
};

/** As it is written: a member under a symbol has an inner name that differs from run to run. */
export const memberName = ({ checker }: Session, member: ts.Symbol): string =>
  member.name.startsWith('__@') ? checker.symbolToString(member) : member.name;

function signaturesOf(
  { checker }: Session,
  member: ts.Symbol,
  declaration: ts.Node,
): readonly ts.Signature[] {
  const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(member, declaration));
  return type.getCallSignatures();
}

/** Looking for calls takes time, and most methods need none. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const maxReturns = 3;

/** What the implementation really returns, for a result whose type says nothing. */
function returnsOf({ checker }: Session, bodies: readonly FunctionNode[]): { returns?: string } {
  const types = bodies.flatMap((body) => returnedBy(body)).map((each) => checker.getTypeAtLocation(each));
  const awaited = types.map((type) => checker.getAwaitedType(type) ?? type);
  const known = awaited.filter(({ flags }) => !(flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)));
  const texts = [...new Set(known.map((type) => checker.typeToString(type)))].slice(0, maxReturns);
  return texts.length === 0 ? {} : { returns: texts.join(' or ') };
}

const timeoutForm = /^(\d+(?:\.\d+)?)\s*(ms|s)$/;

/** Tags that say something that cannot be done. */
function tagFindings(
  session: Session,
  method: Method,
  nodes: readonly [ts.Node, ...ts.Node[]],
  title: string,
): Diagnostic[] {
  const place = placeFor(session.program, nodes[0], title);
  const finding = (code: TypeCode, at: string, text: string, reason: string): Diagnostic =>
    diagnostic(code, { method: title, at, type: text, reason }, { place });
  const timeout = tagText(nodes, 'timeout');
  const key = readKeyPath(method, session.types);
  return [
    ...(timeout === undefined || timeoutForm.test(timeout)
      ? []
      : [finding('timeout-not-understood', 'its tag @timeout', timeout, timeout || 'nothing')]),
    ...(key === undefined || key.ok
      ? []
      : [
          finding(
            'idempotency-key-not-found',
            'its tag @idempotencyKey',
            method.idempotencyKey ?? '',
            key.reason,
          ),
        ]),
  ];
}

function callTags(
  nodes: readonly ts.Node[],
): Pick<Method, 'timeoutMs' | 'idempotencyKey' | 'volatile' | 'unordered'> {
  const timeout = timeoutForm.exec(tagText(nodes, 'timeout') ?? '');
  const key = tagText(nodes, 'idempotencyKey');
  return {
    ...(timeout ? { timeoutMs: Number(timeout[1]) * (timeout[2] === 's' ? 1000 : 1) } : {}),
    ...(key ? { idempotencyKey: key } : {}),
    ...Object.assign({}, ...nodes.map(comparisonTags)),
  };
}

function refuseNone(session: Session, member: ts.Symbol, spot: Spot): WireType {
  return refuseType(
    session,
    'property-on-port',
    session.checker.getTypeOfSymbolAtLocation(member, spot.node),
    spot,
  );
}

/** What the form of the member rules out, whatever its types. */
function memberFindings(
  session: Session,
  member: ts.Symbol,
  declaration: ts.Declaration,
  title: string,
): Diagnostic[] {
  const { checker } = session;
  const type = checker.getTypeOfSymbolAtLocation(member, declaration);
  const codes: TypeCode[] = [
    ...(member.name.startsWith('__@') ? (['symbol-member'] as const) : []),
    ...(member.name === 'then' ? (['then-method'] as const) : []),
    ...(/^(?:constructor|__proto__|___proto__)$/.test(member.name) ? (['reserved-method'] as const) : []),
    ...(member.flags & ts.SymbolFlags.Optional ? (['optional-method'] as const) : []),
  ];
  const place = placeFor(session.program, declaration, title);
  const args = { method: title, at: 'its signature', type: checker.typeToString(type) };
  return codes.map((code) => diagnostic(code, args, { place }));
}
