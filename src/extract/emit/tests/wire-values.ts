/** Values of every message in their form on the wire, as expressions of the runtime's `testing/values.ts`. */
import type { Contract, Method, NamedType, Property, WireType } from '../../contract/model.ts';
import { errorWireName } from '../codecs/errors.ts';
import { remoteMethods } from '../service.ts';
import { literal, propertyKey, quote } from '../source/names.ts';
import type { Names } from '../source/names.ts';
import { mentionsAny, recursiveIds } from '../types/recursion.ts';
import { acceptsNull, literalValues } from '../types/resolve.ts';
import type { UnionType } from '../types/resolve.ts';
import { libraryExamples } from './library-examples.ts';
import { sampleOf } from './sample.ts';

export interface WireValues {
  /** What of the runtime is used. */
  readonly imports: readonly string[];
  /** A function for each named type that a message contains. */
  readonly types: readonly string[];
  /** `'charge request': object({ … })`. */
  readonly messages: readonly string[];
}

interface Context {
  readonly contract: Contract;
  readonly names: Names;
  readonly recursive: ReadonlySet<string>;
  readonly used: Set<string>;
  /** Text of the function of each named type, by id. */
  readonly types: Map<string, string>;
}

export function emitWireValues(contract: Contract, names: Names): WireValues {
  const context: Context = {
    contract,
    names,
    recursive: recursiveIds(contract),
    used: new Set(),
    types: new Map(),
  };
  const entry = (name: string, values: string | undefined): string[] =>
    values === undefined ? [] : [`${propertyKey(name)}: ${values}`];
  const messages = [
    ...remoteMethods(contract).flatMap((method) => [
      ...entry(`${method.name} request`, requestValues(method, context)),
      ...entry(`${method.name} answer`, answerValues(method, context)),
    ]),
    ...Object.entries(contract.types).flatMap(([id, named]) =>
      named.kind === 'error' && isThrown(id, contract)
        ? entry(errorWireName(id, named), values({ kind: 'ref', id }, context))
        : [],
    ),
  ];
  const sorted = [...context.types].sort(([a], [b]) => (a < b ? -1 : 1));
  return { imports: [...context.used].sort(), types: sorted.map(([, text]) => text), messages };
}

const isThrown = (id: string, contract: Contract): boolean =>
  remoteMethods(contract).some((method) => method.throws.includes(id));

function requestValues({ parameters }: Method, context: Context): string | undefined {
  return objectValues(
    parameters.filter(({ type }) => type.kind !== 'undefined'),
    context,
  );
}

/** `undefined` for 204. */
function answerValues({ result }: Method, context: Context): string | undefined {
  if (result.kind === 'void' || result.kind === 'undefined') return undefined;
  if (result.kind !== 'maybe') return values(result, context);
  const inner = values(result.type, context);
  return inner && call('perhaps', context, inner);
}

const scalars: Readonly<Partial<Record<WireType['kind'], string>>> = {
  string: 'text',
  number: 'number',
  boolean: 'boolean',
  null: 'nothing',
  undefined: 'nothing',
  void: 'nothing',
  bigint: 'integer',
  date: 'instant',
  url: 'link',
  regexp: 'pattern',
  json: 'json',
};

const elementSizes: Readonly<Partial<Record<string, number>>> = {
  Int16Array: 2,
  Uint16Array: 2,
  Int32Array: 4,
  Uint32Array: 4,
  Float32Array: 4,
  Float64Array: 8,
  BigInt64Array: 8,
  BigUint64Array: 8,
};

/** Nothing for a type of which there is no finite value, or none that can be told from the type. */
function values(type: WireType, context: Context): string | undefined {
  const scalar = scalars[type.kind];
  if (scalar !== undefined) return use(scalar, context);
  switch (type.kind) {
    case 'bytes':
      return call('bytes', context, String(elementSizes[type.as] ?? ''));
    case 'literal':
      return call('oneOf', context, literal(type.value));
    case 'bigintLiteral':
      return call('oneOf', context, quote(type.value));
    case 'template':
      return templateValues(type.pattern, type.text, context);
    case 'brand':
      return values(type.base, context);
    case 'ref':
      return refValues(type.id, context);
    case 'object':
      return objectValues(type.properties, context, type.index);
    case 'union':
      return unionValues(type, context);
    case 'abortSignal':
    case 'never':
      return undefined;
    default:
      return collectionValues(type, context);
  }
}

function use(name: string, { used }: Context): string {
  used.add(name);
  return name;
}

const call = (name: string, context: Context, ...given: readonly string[]): string =>
  `${use(name, context)}(${given.join(', ')})`;

function collectionValues(type: WireType, context: Context): string | undefined {
  const none = (): string => call('oneOf', context, '[]');
  switch (type.kind) {
    case 'array':
    case 'set': {
      const element = values(type.element, context);
      return element === undefined
        ? none()
        : call(type.kind === 'array' ? 'list' : 'distinct', context, element);
    }
    case 'map': {
      const [key, value] = [values(type.key, context), values(type.value, context)];
      return key === undefined || value === undefined ? none() : call('pairs', context, key, value);
    }
    case 'record': {
      const value = values(type.value, context);
      const key =
        type.key === undefined || type.key.kind === 'string' ? undefined : values(type.key, context);
      if (value === undefined) return call('object', context, '{}');
      return key === undefined ? call('keyed', context, value) : call('keyed', context, value, key);
    }
    case 'nullable': {
      const inner = values(type.type, context);
      return inner === undefined ? use('nothing', context) : call('nullable', context, inner);
    }
    case 'maybe': {
      const inner = values(type.type, context);
      const isBoxed = acceptsNull(type.type, context.contract);
      if (inner === undefined) return isBoxed ? none() : use('nothing', context);
      return call(isBoxed ? 'boxed' : 'nullable', context, inner);
    }
    case 'tuple':
      return tupleValues(type, context);
    default:
      return undefined;
  }
}

function tupleValues(type: Extract<WireType, { kind: 'tuple' }>, context: Context): string | undefined {
  const items = type.items.map((item) => values(item.type, context));
  if (items.includes(undefined)) return undefined;
  const required = type.items.filter(({ optional }) => optional !== true).length;
  const rest = type.rest === undefined ? undefined : values(type.rest, context);
  const more =
    rest !== undefined ? [String(required), rest] : required < items.length ? [String(required)] : [];
  return call('tuple', context, `[${items.join(', ')}]`, ...more);
}

function objectValues(
  properties: readonly Pick<Property, 'name' | 'type' | 'presence'>[],
  context: Context,
  index?: WireType,
): string | undefined {
  const required: string[] = [];
  const optional: string[] = [];
  for (const { name, type, presence } of properties) {
    if (type.kind === 'abortSignal') continue;
    const of = values(type, context);
    if (of === undefined && presence === 'required') return undefined;
    if (of !== undefined) (presence === 'required' ? required : optional).push(`${propertyKey(name)}: ${of}`);
  }
  const rest = index === undefined ? undefined : values(index, context);
  const record = (entries: readonly string[]): string =>
    entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  const more = rest !== undefined ? [record(optional), rest] : optional.length > 0 ? [record(optional)] : [];
  return call('object', context, record(required), ...more);
}

function unionValues(type: UnionType, context: Context): string | undefined {
  const known = literalValues(type, context.contract);
  if (known !== undefined) return call('oneOf', context, ...known.map(literal));
  const members = type.members.flatMap(({ type: member }, index) => {
    const of = values(member, context);
    if (of === undefined) return [];
    const goesOn = mentionsAny(member, context.recursive);
    const boxed = type.strategy.by === 'boxed';
    const text = boxed
      ? call('object', context, `{ $: ${call('oneOf', context, String(index))}, v: ${of} }`)
      : of;
    return [{ text, goesOn }];
  });
  if (members.length === 0) return undefined;
  const texts = (wanted: boolean): string =>
    `[${members.flatMap(({ text, goesOn }) => (goesOn === wanted ? [text] : [])).join(', ')}]`;
  if (type.strategy.by === 'merged') return call('merged', context, ...members.map(({ text }) => text));
  return call(
    'either',
    context,
    texts(false),
    ...(members.some(({ goesOn }) => goesOn) ? [texts(true)] : []),
  );
}

/** `` `order-${number}` `` in its parts; of another form, its example. */
function templateValues(pattern: string, text: string, context: Context): string | undefined {
  const inner = /^`([^`\\]*)`$/.exec(text)?.[1];
  const placeholders: Readonly<Record<string, string>> = {
    string: 'text',
    number: 'number',
    bigint: 'integer',
  };
  const parts = inner
    ?.split(/\$\{(\w+)\}/)
    .map((part, index) => (index % 2 === 0 ? part : placeholders[part]));
  if (parts === undefined || parts.includes(undefined))
    return exampleOf({ kind: 'template', pattern, text }, context);
  const given = parts.flatMap((part, index) =>
    index % 2 === 1 ? [use(part ?? '', context)] : part === '' ? [] : [quote(part ?? '')],
  );
  return call('template', context, ...given);
}

function exampleOf(type: WireType, context: Context): string | undefined {
  const example = sampleOf(type, { contract: context.contract, name: '', depth: 0 });
  return example === undefined ? undefined : call('oneOf', context, JSON.stringify(example));
}

function refValues(id: string, context: Context): string | undefined {
  const { contract, types, names } = context;
  const named = contract.types[id];
  const isFinite = sampleOf({ kind: 'ref', id }, { contract, name: '', depth: 0 }) !== undefined;
  if (named === undefined || !isFinite) return undefined;
  const name = `any${names.types[id] ?? id}`;
  if (types.has(id)) return name;
  types.set(id, '');
  const of = namedValues(named, context);
  if (of === undefined) {
    types.delete(id);
    return undefined;
  }
  const draw = use('Draw', context);
  types.set(id, `function ${name}(draw: ${draw}): unknown {\n  return ${of}(draw);\n}`);
  return name;
}

function namedValues(named: NamedType, context: Context): string | undefined {
  switch (named.kind) {
    case 'alias':
      return values(named.type, context);
    case 'enum':
      return named.flags === true
        ? call('flags', context, String(named.members.reduce((bits, { value }) => bits | Number(value), 0)))
        : call('oneOf', context, ...named.members.map(({ value }) => literal(value)));
    case 'class':
      if (named.strategy.by === 'library') return libraryValues(named, context);
      return named.wire === undefined ? objectValues(named.fields, context) : values(named.wire, context);
    case 'error': {
      const data = objectValues(named.error.fields, context);
      return data && call('object', context, `{ message: ${use('text', context)}, data: ${data} }`);
    }
  }
}

/** A moment, or a text that the library reads. */
function libraryValues(named: Extract<NamedType, { kind: 'class' }>, context: Context): string | undefined {
  if (named.wire?.kind === 'number') return call('oneOf', context, '0', '-1', '1769860800123');
  const example = libraryExamples[named.name];
  if (example !== undefined) return call('oneOf', context, quote(example));
  return named.wire && values(named.wire, context);
}
