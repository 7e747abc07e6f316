/** Unions: how the members are told apart was decided when the contract was made. */
import type { Property, UnionMember, WireType } from '../../contract/model.ts';
import { literal, quote } from '../source/names.ts';
import { printType } from '../types/print.ts';
import { jsonKinds, literalValues, propertiesOf, requiredKeys, resolve } from '../types/resolve.ts';
import type { JsonKind, UnionType } from '../types/resolve.ts';
import type { CodecScope, Direction } from './codec-scope.ts';
import { guard, tagGuard } from './guards.ts';
import { declareObjectCodec } from './objects.ts';

/** `text` is the union's TypeScript type: its name where it has one. */
export function unionExpression(
  type: UnionType,
  direction: Direction,
  scope: CodecScope,
  hint: string,
  text: string,
): string {
  switch (type.strategy.by) {
    case 'merged':
      return mergedExpression(type, direction, scope, hint, text);
    case 'boxed':
      return direction === 'decode'
        ? boxedReader(type, scope, hint, text)
        : writer(type, 'boxedUnion', scope, hint, text);
    case 'discriminant':
      return direction === 'decode'
        ? discriminantReader(type, type.strategy.property, scope, hint, text)
        : writer(type, 'union', scope, hint, text);
    case 'keys':
      return direction === 'decode'
        ? keysReader(type, scope, hint, text)
        : writer(type, 'union', scope, hint, text);
    case 'kind':
      return direction === 'decode'
        ? kindReader(type, scope, hint, text)
        : writer(type, 'union', scope, hint, text);
  }
}

/** `unionWriter<T>([{ is: (value: unknown) => …, write: encodeX }, …])`. */
function writer(type: UnionType, form: string, scope: CodecScope, hint: string, text: string): string {
  const strings = form === 'union' ? type.members.filter((member) => patternOf(member.type, scope)) : [];
  const templates = templatesExpression(strings, 'encode', scope, unionText(strings, scope));
  if (templates !== undefined && strings.length === type.members.length) return templates;
  const others = ordered(type, scope).filter(
    (member) => templates === undefined || !strings.includes(member),
  );
  const cases = others.map((member) => {
    const write = scope.expression(member.type, 'encode', memberHint(hint, type, member));
    return `{ is: (value: unknown) => ${memberGuard(type, member, scope)}, write: ${write} }`;
  });
  if (templates !== undefined)
    cases.push(`{ is: (value: unknown) => typeof value === 'string', write: ${templates} }`);
  return `${scope.maker(form, 'encode')}<${text}>([${cases.join(', ')}])`;
}

function memberGuard(type: UnionType, member: UnionMember, scope: CodecScope): string {
  const { strategy } = type;
  if (strategy.by === 'discriminant') return tagGuard(strategy.property, member.tags ?? [], 'value');
  const test = guard(member.type, 'value', scope, strategy.by === 'kind' ? 0 : 2);
  return [test, ...notSiblings(type, member, scope)].join(' && ');
}

/** A Date is an object too: a plain object is not an instance that another member stands for. */
function notSiblings(type: UnionType, member: UnionMember, scope: CodecScope): string[] {
  if (!['object', 'record'].includes(resolve(member.type, scope.contract).kind)) return [];
  const instances = ['date', 'url', 'regexp', 'bytes', 'map', 'set', 'class', 'error'];
  return type.members
    .filter((other) => instances.includes(resolve(other.type, scope.contract).kind))
    .map((other) => `!(${guard(other.type, 'value', scope, 0)})`);
}

function discriminantReader(
  type: UnionType,
  property: string,
  scope: CodecScope,
  hint: string,
  text: string,
): string {
  const cases = type.members.map((member) => {
    const tags = (member.tags ?? []).map(literal).join(', ');
    return `[[${tags}], ${scope.expression(member.type, 'decode', memberHint(hint, type, member))}]`;
  });
  const name = scope.codec('discriminantReader');
  return `${name}<${text}>(${quote(property)}, [${cases.join(', ')}])`;
}

function keysReader(type: UnionType, scope: CodecScope, hint: string, text: string): string {
  const cases = ordered(type, scope).map((member) => {
    const keys = keysOf(member.type, scope).map(quote).join(', ');
    return `[[${keys}], ${scope.expression(member.type, 'decode', memberHint(hint, type, member))}]`;
  });
  return `${scope.codec('keysReader')}<${text}>([${cases.join(', ')}])`;
}

function boxedReader(type: UnionType, scope: CodecScope, hint: string, text: string): string {
  const readers = type.members.map((member) =>
    scope.expression(member.type, 'decode', memberHint(hint, type, member)),
  );
  return `${scope.codec('boxedUnionReader')}<${text}>([${readers.join(', ')}])`;
}

/** One reader for each JSON kind; literals that share a kind are read together. */
function kindReader(type: UnionType, scope: CodecScope, hint: string, text: string): string {
  const byKind = new Map<JsonKind, UnionMember[]>();
  for (const member of type.members)
    for (const kind of jsonKinds(member.type, scope.contract))
      byKind.set(kind, [...(byKind.get(kind) ?? []), member]);
  const readers = [...byKind].map(
    ([kind, members]) => `${kind}: ${kindMember(type, members, kind, scope, hint)}`,
  );
  return `${scope.codec('kindReader')}<${text}>({ ${readers.join(', ')} })`;
}

function kindMember(
  type: UnionType,
  members: readonly UnionMember[],
  kind: JsonKind,
  scope: CodecScope,
  hint: string,
): string {
  const [first] = members;
  if (first !== undefined && members.length === 1)
    return scope.expression(first.type, 'decode', memberHint(hint, type, first));
  const bigints = members.flatMap((member) =>
    member.type.kind === 'bigintLiteral' ? [`${member.type.value}n`] : [],
  );
  if (bigints.length === members.length)
    return `${scope.codec('bigintLiteralReader')}([${bigints.join(', ')}])`;
  const values = members.flatMap((member) => literalValues(member.type, scope.contract) ?? []);
  const ofKind = values.filter((value) => typeof value === kind).map(literal);
  if (members.every((member) => member.type.kind === 'literal' && member.type.of === undefined))
    return `${scope.codec('literalReader')}([${ofKind.join(', ')}])`;
  const text = unionText(members, scope);
  if (members.every((member) => literalValues(member.type, scope.contract) !== undefined))
    return `${scope.codec('literalReader')}<${text}>([${ofKind.join(', ')}] as never[])`;
  const templates = templatesExpression(members, 'decode', scope, text);
  if (templates !== undefined) return templates;
  // They are encoded the same, so whichever it is does not matter; a literal or a pattern says less than its type.
  const widest = members.find((member) => isWide(member, scope)) ?? first;
  if (widest === undefined) throw new Error(`No member of ${text} is a ${kind} on the wire.`);
  const reader = scope.expression(widest.type, 'decode', memberHint(hint, type, widest));
  return `${reader} as ${scope.codecType('Reader')}<unknown> as ${scope.codecType('Reader')}<${text}>`;
}

const unionText = (members: readonly UnionMember[], scope: CodecScope): string =>
  members.map((member) => printType(member.type, scope)).join(' | ');

const isWide = ({ type }: UnionMember, scope: CodecScope): boolean =>
  resolve(type, scope.contract).kind !== 'template' && literalValues(type, scope.contract) === undefined;

/** Patterns, and literals beside them, as one pattern; nothing where a member takes any string, or there is no pattern. */
function templatesExpression(
  members: readonly UnionMember[],
  direction: Direction,
  scope: CodecScope,
  text: string,
): string | undefined {
  const patterns = members.map(({ type }) => patternOf(type, scope));
  const known = patterns.filter((pattern) => pattern !== undefined);
  const some = members.some(({ type }) => resolve(type, scope.contract).kind === 'template');
  if (!some || known.length < members.length) return undefined;
  const pattern = new RegExp(`^(?:${known.join('|')})$`).toString();
  return `${scope.maker('template', direction)}<${text}>(${pattern}, ${quote(text)})`;
}

function patternOf(type: WireType, scope: CodecScope): string | undefined {
  const of = resolve(type, scope.contract);
  // Without its anchors: the whole has them.
  if (of.kind === 'template') return of.pattern.slice(1, -1);
  const values = literalValues(type, scope.contract);
  if (values?.some((value) => typeof value !== 'string')) return undefined;
  return values?.map((value) => String(value).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
}

/** One function reads and writes the keys of all members; which member it is does not matter. */
function mergedExpression(
  type: UnionType,
  direction: Direction,
  scope: CodecScope,
  hint: string,
  text: string,
): string {
  const properties = mergedProperties(type, scope);
  const view: WireType = { kind: 'object', properties };
  const name = scope.names.unique(`${direction}${hint}Keys`);
  const viewType = printType(view, scope);
  declareObjectCodec(
    { name, text: viewType, type: { kind: 'object', properties }, hint, exported: false },
    direction,
    scope,
  );
  if (direction === 'encode') return `${name} as ${scope.codecType('Writer')}<${text}>`;
  const keys = type.members.map((member) => mergedMember(type, member, scope));
  const reader = `${name} as ${scope.codecType('Reader')}<${text}>`;
  return `${scope.codec('mergedReader')}<${text}>([${keys.join(', ')}], ${reader})`;
}

/** The required keys of a member, and the values of those keys that have others in another member. */
function mergedMember(type: UnionType, member: UnionMember, scope: CodecScope): string {
  const own = propertiesOf(member.type, scope.contract) ?? [];
  const others = type.members.filter((each) => each !== member);
  const parts = own.flatMap(({ name, type: of, presence }) => {
    const values = literalValues(of, scope.contract);
    const shared = others.some((other) => {
      const same = propertiesOf(other.type, scope.contract)?.find((each) => each.name === name);
      return same !== undefined && JSON.stringify(same.type) !== JSON.stringify(of);
    });
    const narrow = values !== undefined && shared ? `, [${values.map(literal).join(', ')}]` : '';
    if (presence !== 'required') return narrow === '' ? [] : [`[${quote(name)}, false${narrow}]`];
    return [narrow === '' ? quote(name) : `[${quote(name)}, true${narrow}]`];
  });
  return `[${parts.join(', ')}]`;
}

/** Every key of every member, none of them required; a key of several members takes the values of each. */
export function mergedProperties(type: UnionType, scope: Pick<CodecScope, 'contract'>): Property[] {
  const byName = new Map<string, Property[]>();
  for (const member of type.members)
    for (const property of propertiesOf(member.type, scope.contract) ?? [])
      byName.set(property.name, [...(byName.get(property.name) ?? []), property]);
  return [...byName.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first, type: anyOf([first, ...others].map((each) => each.type)), presence: 'optional' }],
  );
}

/** Types whose values are written the same. */
function anyOf(types: readonly WireType[]): WireType {
  const [only, ...others] = [...new Map(types.map((each) => [JSON.stringify(each), each])).values()];
  if (only === undefined) throw new Error('A key has no type.');
  if (others.length === 0) return only;
  return {
    kind: 'union',
    members: [only, ...others].map((each) => ({ type: each })),
    strategy: { by: 'kind' },
  };
}

/** Where a value could fit several members, the one with the most required keys is tried first. */
function ordered(type: UnionType, scope: CodecScope): readonly UnionMember[] {
  if (type.strategy.by !== 'keys') return type.members;
  const count = (member: UnionMember): number => keysOf(member.type, scope).length;
  return [...type.members].sort((a, b) => count(b) - count(a));
}

function keysOf(type: WireType, scope: CodecScope): string[] {
  return requiredKeys(propertiesOf(type, scope.contract) ?? []);
}

/** `PaymentStateCaptured`, or by number where no tag names the member. */
function memberHint(hint: string, type: UnionType, member: UnionMember): string {
  const tag = String(member.tags?.[0] ?? type.members.indexOf(member) + 1);
  const words = tag
    .split(/[^\p{ID_Continue}$]+/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return hint + words.join('');
}
