/** fast-check expressions for wire types. */
import type { BytesClass, Property, WireType } from '../../contract/model.ts';
import { literalText } from '../codecs/literals.ts';
import { literal, propertyKey } from '../source/names.ts';
import type { Scope } from '../source/scope.ts';
import { printType } from '../types/print.ts';
import { literalValues } from '../types/resolve.ts';
import type { ObjectType, UnionType } from '../types/resolve.ts';
import { mentionsAny } from '../types/recursion.ts';

/** `likely`: for the fields of a class, whose constructor may be choosy. */
export interface ArbitraryContext {
  readonly scope: Scope;
  readonly recursive: ReadonlySet<string>;
  readonly likely: boolean;
  /** Inside the function of a type that contains itself, where `depth` says how far to go. */
  readonly counting: boolean;
}

const valuesFile = './values.ts';

const fromValues: Readonly<Partial<Record<WireType['kind'], string>>> = {
  string: 'text',
  number: 'finite',
  bigint: 'integer',
  date: 'instant',
  url: 'link',
  regexp: 'pattern',
  json: 'json',
};

const constants: Readonly<Partial<Record<WireType['kind'], string>>> = {
  null: 'fc.constant(null)',
  undefined: 'fc.constant(undefined)',
  void: 'fc.constant(undefined)',
  boolean: 'fc.boolean()',
  abortSignal: 'fc.constant(new AbortController().signal)',
};

/** An expression of type `Arbitrary<T>`. */
export function arbitrary(type: WireType, context: ArbitraryContext): string {
  const { scope } = context;
  const ready = type.kind === 'string' && context.likely ? 'likelyText' : fromValues[type.kind];
  if (ready !== undefined) return scope.imports.value(valuesFile, ready);
  const constant = constants[type.kind];
  if (constant !== undefined) return constant;
  switch (type.kind) {
    case 'literal':
      return `fc.constant(${literalText(type, scope)} as const)`;
    case 'bigintLiteral':
      return `fc.constant(${type.value}n as const)`;
    case 'template':
      return `fc.stringMatching(${new RegExp(type.pattern).toString()}).map((value) => value as ${type.text})`;
    case 'bytes':
      return bytesArbitrary(type.as, scope);
    case 'brand':
      return `${arbitrary(type.base, context)}.map((value) => value as ${type.text})`;
    case 'ref':
      return `${arbitraryName(type.id, scope)}(${context.counting && context.recursive.has(type.id) ? 'depth - 1' : ''})`;
    case 'object':
      return objectArbitrary(type, context);
    case 'union':
      return unionArbitrary(type, context);
    default:
      return collectionArbitrary(type, context);
  }
}

export function arbitraryName(id: string, scope: Scope): string {
  return `any${scope.names.types[id] ?? id}`;
}

function bytesArbitrary(as: BytesClass, scope: Scope): string {
  const bytes = scope.imports.value(valuesFile, 'bytes');
  if (as === 'Uint8Array') return bytes;
  if (as === 'Buffer') return `${bytes}.map((array) => Buffer.from(array))`;
  if (as === 'ArrayBuffer') return `${bytes}.map((array) => array.buffer)`;
  if (as === 'DataView') return `${bytes}.map((array) => new DataView(array.buffer))`;
  // A whole number of elements, of any bits.
  const whole = `array.buffer.slice(0, array.length - (array.length % ${as}.BYTES_PER_ELEMENT))`;
  return `${bytes}.map((array) => new ${as}(${whole}))`;
}

function collectionArbitrary(type: WireType, context: ArbitraryContext): string {
  const inner = (of: WireType): string => arbitrary(of, context);
  const several = (items: string): string =>
    `${context.scope.imports.value(valuesFile, 'several')}(${items})`;
  switch (type.kind) {
    case 'array':
      return deep(type.element, several(inner(type.element)), 'fc.constant([])', context);
    case 'set':
      return deep(
        type.element,
        `${several(inner(type.element))}.map((items) => new Set(items))`,
        'fc.constant(new Set<never>())',
        context,
      );
    case 'map': {
      const entries = several(`fc.tuple(${inner(type.key)}, ${inner(type.value)})`);
      return deep(
        type.value,
        `${entries}.map((entries) => new Map(entries))`,
        'fc.constant(new Map<never, never>())',
        context,
      );
    }
    case 'nullable':
      return deep(type.type, `fc.option(${inner(type.type)})`, 'fc.constant(null)', context);
    case 'maybe':
      return deep(
        type.type,
        `fc.option(${inner(type.type)}, { nil: undefined })`,
        'fc.constant(undefined)',
        context,
      );
    case 'record': {
      const keyed = context.scope.imports.value(valuesFile, 'keyed');
      const record = `${keyed}(${inner(type.key ?? { kind: 'string' })}, ${inner(type.value)})`;
      return deep(type.value, record, 'fc.constant({})', context);
    }
    case 'tuple':
      return tupleArbitrary(type, context);
    default:
      throw new Error(`No values for ${type.kind}.`);
  }
}

/** Whether values of the type have to end somewhere here. */
function ends(type: WireType, { counting, recursive }: ArbitraryContext): boolean {
  return counting && mentionsAny(type, recursive);
}

/** Goes on into a type that contains itself only while there is depth left. */
function deep(type: WireType, text: string, end: string, context: ArbitraryContext): string {
  return ends(type, context) ? `(depth > 0 ? ${text} : ${end})` : text;
}

function objectArbitrary(type: ObjectType, context: ArbitraryContext): string {
  const own = recordArbitrary(type.properties, context);
  if (type.index === undefined) return own;
  const keyed = context.scope.imports.value(valuesFile, 'keyed');
  const text = context.scope.imports.value(valuesFile, 'text');
  const others = `${keyed}(${text}, ${arbitrary(type.index, context)})`;
  return `fc.tuple(${own}, ${others}).map(([own, others]): ${printType(type, context.scope)} => ({ ...others, ...own }))`;
}

/** The server puts its own signal where one is declared, so there always is one. */
export function recordArbitrary(properties: readonly Property[], context: ArbitraryContext): string {
  const entries = properties.map((property) => {
    const entry = `${propertyKey(property.name)}: ${propertyArbitrary(property, context)}`;
    return property.presence === 'optional' && ends(property.type, context)
      ? `...(depth > 0 ? { ${entry} } : {})`
      : entry;
  });
  const optional = properties.some(
    ({ presence, type }) => presence === 'optional' && type.kind !== 'abortSignal',
  );
  const always = properties
    .filter(({ presence, type }) => presence !== 'optional' || type.kind === 'abortSignal')
    .map(({ name }) => literal(name));
  const required = optional ? `requiredKeys: [${always.join(', ')}], ` : '';
  return `fc.record({ ${entries.join(', ')} }, { ${required}noNullPrototype: true })`;
}

function propertyArbitrary({ type, presence }: Property, context: ArbitraryContext): string {
  return presence === 'maybeUndefined'
    ? arbitrary({ kind: 'maybe', type }, context)
    : arbitrary(type, context);
}

function unionArbitrary(type: UnionType, context: ArbitraryContext): string {
  const values = literalValues(type, context.scope.contract);
  if (
    values !== undefined &&
    type.members.every(({ type: of }) => of.kind === 'literal' && of.of === undefined)
  )
    return `fc.constantFrom(...([${values.map(literal).join(', ')}] as const))`;
  const members = type.members.map((member) => {
    const text = arbitrary(member.type, context);
    return ends(member.type, context) ? `...(depth > 0 ? [${text}] : [])` : text;
  });
  const [first, second] = members;
  if (type.strategy.by === 'merged' && first !== undefined && second !== undefined)
    members.push(`fc.tuple(${first}, ${second}).map(([a, b]) => ({ ...a, ...b }))`);
  return `fc.oneof(${members.join(', ')})`;
}

function tupleArbitrary(type: Extract<WireType, { kind: 'tuple' }>, context: ArbitraryContext): string {
  const items = type.items.map((item) => arbitrary(item.type, context));
  const required = type.items.filter(({ optional }) => optional !== true).length;
  const lengths = Array.from({ length: items.length - required + 1 }, (_, extra) => required + extra);
  const tuples = lengths.map((length) => `fc.tuple(${items.slice(0, length).join(', ')})`);
  const head = tuples.length === 1 ? tuples.join('') : `fc.oneof(${tuples.join(', ')})`;
  if (type.rest === undefined) return head;
  const rest = arbitrary({ kind: 'array', element: type.rest }, context);
  const text = printType({ ...type, readonly: false }, context.scope);
  return `fc.tuple(fc.tuple(${items.join(', ')}), ${rest}).map(([head, rest]): ${text} => [...head, ...rest])`;
}
