/** A method's signatures as one: type parameters by what they are called with, overloads by the union of what they take. */
import type { ts } from 'ts-morph';
import type { Parameter, Presence, WireType } from '../contract/model.ts';
import type { MethodCall } from './call-signatures.ts';
import { collectProblems, newOwner, note, type Owner, type Session, type Spot } from './session.ts';
import { readParameters, readResult } from './signature.ts';

export interface SignatureRead {
  readonly parameters: readonly Parameter[];
  readonly result: WireType;
  /** The signature says more than the wire: a client has to be asserted to have it. */
  readonly asserted: boolean;
}

export interface SignatureQuestion {
  readonly signatures: readonly ts.Signature[];
  readonly declaration: ts.Node;
  readonly calls: () => readonly MethodCall[];
  /** Where parameters and results are reported. */
  readonly parameters: Spot;
  readonly result: Spot;
}

/** Nothing where the member has no signature. */
export function readSignatures(session: Session, question: SignatureQuestion): SignatureRead | undefined {
  const { signatures } = question;
  const reads = signatures.map((signature) => readOne(session, signature, question));
  const [only, ...others] = reads;
  if (only === undefined || others.length === 0) return only;
  return combine(session, reads, question);
}

/** One signature; of a generic one what it is at every call, as far as that is the same on the wire. */
function readOne(session: Session, signature: ts.Signature, question: SignatureQuestion): SignatureRead {
  if ((signature.typeParameters?.length ?? 0) === 0)
    return { ...readPlain(session, signature, question), asserted: false };
  const calls = question.calls().filter((each) => each.signature.declaration === signature.declaration);
  const open = draft(session, signature, question);
  const instances = distinctBy(
    calls.map((each) => draft(session, each.signature, question)),
    ({ read }) => JSON.stringify(read),
  );
  const [first, ...others] = instances;
  if (!isRefused(session, open)) return adopt(open, question);
  if (first !== undefined && others.length === 0 && !isRefused(session, first)) return adopt(first, question);
  const forms = distinctBy(
    calls.map((each) => session.checker.signatureToString(each.signature)),
    (text) => text,
  );
  const reason = forms.length === 0 ? undefined : forms.slice(0, 3).join(' and ');
  const text = session.checker.signatureToString(signature);
  note(
    session,
    'generic-method',
    text,
    { ...question.result, at: 'its signature' },
    reason === undefined ? {} : { reason },
  );
  return { parameters: [], result: { kind: 'never' }, asserted: true };
}

interface Draft {
  readonly read: { readonly parameters: readonly Parameter[]; readonly result: WireType };
  readonly owners: { readonly parameters: Owner; readonly result: Owner };
}

/** Read without a word to anybody, until it is known whether it is the one that counts. */
function draft(session: Session, signature: ts.Signature, question: SignatureQuestion): Draft {
  const owners = { parameters: newOwner(), result: newOwner() };
  const read = readPlain(session, signature, {
    ...question,
    parameters: { ...question.parameters, owner: owners.parameters },
    result: { ...question.result, owner: owners.result },
  });
  return { read, owners };
}

function adopt({ read, owners }: Draft, { parameters, result }: SignatureQuestion): SignatureRead {
  for (const [spot, owner] of [
    [parameters, owners.parameters],
    [result, owners.result],
  ] as const) {
    spot.owner.problems.push(...owner.problems);
    spot.owner.parts.push(...owner.parts);
    for (const id of owner.refs) spot.owner.refs.add(id);
  }
  return { ...read, asserted: true };
}

const isRefused = (session: Session, { owners }: Draft): boolean =>
  [owners.parameters, owners.result].some((owner) =>
    collectProblems(session, owner).some(({ code }) => open.has(code)),
  );

/** Problems that come of a type parameter that is left open. */
const open: ReadonlySet<string> = new Set([
  'type-parameter',
  'conditional-type',
  'object-type',
  'unknown-type',
]);

function readPlain(
  session: Session,
  signature: ts.Signature,
  { declaration, calls, parameters, result }: SignatureQuestion,
): Draft['read'] {
  return {
    parameters: readParameters(session, signature, parameters, calls),
    result: readResult(session, signature, signature.declaration ?? declaration, result),
  };
}

function distinctBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

/** Every position takes what one of the overloads takes there; it may be left out where one of them has less. */
function combine(
  session: Session,
  reads: readonly SignatureRead[],
  question: SignatureQuestion,
): SignatureRead {
  const longest = reads.reduce((a, b) => (b.parameters.length > a.parameters.length ? b : a));
  if (reads.some(({ parameters }) => parameters.some(({ rest }) => rest === true))) {
    note(session, 'overloads', `${reads.length} overloads`, { ...question.result, at: 'its signature' });
    return { parameters: [], result: { kind: 'never' }, asserted: true };
  }
  const parameters = longest.parameters.map(({ name }, index): Parameter => {
    const there = reads.flatMap((read) => read.parameters[index] ?? []);
    const spot = { ...question.parameters, at: `parameter ${name}` };
    const type = unionOf(
      session,
      there.map((each) => each.type),
      spot,
    );
    return { name, type, presence: presenceOf(there, reads.length) };
  });
  const result = unionOf(
    session,
    reads.map((read) => read.result),
    question.result,
  );
  return { parameters, result, asserted: true };
}

function presenceOf(parameters: readonly Parameter[], count: number): Presence {
  if (parameters.length < count || parameters.some(({ presence }) => presence === 'optional'))
    return 'optional';
  return parameters.some(({ presence }) => presence === 'maybeUndefined') ? 'maybeUndefined' : 'required';
}

/** `null` and `undefined` around the union of what is left; a result that is nothing is undefined. */
function unionOf(session: Session, types: readonly WireType[], spot: Spot): WireType {
  const parts = types.map(peel);
  const maybe = parts.some((part) => part.maybe);
  const nullable = parts.some((part) => part.nullable);
  const members = distinctBy(
    parts.flatMap(({ type }) => membersOf(type)),
    (type) => JSON.stringify(type),
  );
  const [only, ...others] = members;
  if (only === undefined) return types[0] ?? { kind: 'void' };
  let whole: WireType = only;
  if (others.length > 0) {
    const union = {
      kind: 'union' as const,
      members: members.map((type) => ({ type })),
      strategy: { by: 'kind' as const },
    };
    session.unions.push({ union, spot, text: 'the union of its overloads' });
    whole = union;
  }
  if (nullable) whole = { kind: 'nullable', type: whole };
  return maybe ? { kind: 'maybe', type: whole } : whole;
}

const membersOf = (type: WireType | undefined): readonly WireType[] => {
  if (type === undefined) return [];
  return type.kind === 'union' ? type.members.map((member) => member.type) : [type];
};

interface Peeled {
  readonly type: WireType | undefined;
  readonly maybe: boolean;
  readonly nullable: boolean;
}

function peel(type: WireType): Peeled {
  if (type.kind === 'maybe') return { ...peel(type.type), maybe: true };
  if (type.kind === 'nullable') return { ...peel(type.type), nullable: true };
  if (type.kind === 'null') return { type: undefined, maybe: false, nullable: true };
  if (type.kind === 'undefined' || type.kind === 'void')
    return { type: undefined, maybe: true, nullable: false };
  return { type, maybe: false, nullable: false };
}
