/** JSON Schema 2020-12 of wire types: what is on the wire, not what it becomes. */
import type { Contract, NamedType, Property, WireType } from '../../contract/model.ts';
import { acceptsNull, requiredKeys } from '../types/resolve.ts';

export interface Schema {
  readonly [key: string]:
    Schema | Schema[] | string | number | boolean | null | readonly (string | number | boolean)[] | undefined;
}

const maxItems = 100_000;

const scalars: Readonly<Partial<Record<WireType['kind'], Schema>>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  null: { type: 'null' },
  undefined: { type: 'null' },
  void: { type: 'null' },
  bigint: { type: 'string', format: 'x-bigint', pattern: '^-?(?:0|[1-9]\\d{0,1023})$' },
  date: { type: 'string', format: 'date-time' },
  url: { type: 'string', format: 'uri' },
  bytes: { type: 'string', format: 'byte', contentEncoding: 'base64' },
  regexp: {
    type: 'array',
    prefixItems: [
      { type: 'string', format: 'regex' },
      { type: 'string', description: 'Flags' },
    ],
    minItems: 2,
    maxItems: 2,
  },
  json: {},
};

/** Component names by type id. */
export type SchemaNames = Readonly<Record<string, string>>;

export function schemaOf(type: WireType, contract: Contract, names: SchemaNames): Schema {
  const scalar = scalars[type.kind];
  if (scalar !== undefined) return scalar;
  const inner = (of: WireType): Schema => schemaOf(of, contract, names);
  switch (type.kind) {
    case 'literal':
      return { const: type.value };
    case 'bigintLiteral':
      return { const: type.value };
    case 'template':
      return { type: 'string', pattern: type.pattern };
    case 'brand':
      return inner(type.base);
    case 'ref':
      return { $ref: `#/components/schemas/${names[type.id] ?? type.id}` };
    case 'object':
      return objectSchema(type.properties, contract, names, type.index);
    case 'record':
      return {
        type: 'object',
        ...(type.key === undefined ? {} : { propertyNames: inner(type.key) }),
        additionalProperties: inner(type.value),
      };
    case 'nullable':
      return nullableSchema(inner(type.type));
    case 'maybe':
      if (!acceptsNull(type.type, contract)) return nullableSchema(inner(type.type));
      return { type: 'array', items: inner(type.type), maxItems: 1, description: 'Empty for undefined' };
    default:
      return collectionSchema(type, contract, names);
  }
}

function collectionSchema(type: WireType, contract: Contract, names: SchemaNames): Schema {
  const inner = (of: WireType): Schema => schemaOf(of, contract, names);
  switch (type.kind) {
    case 'array':
      return { type: 'array', items: inner(type.element), maxItems };
    case 'set':
      return { type: 'array', items: inner(type.element), uniqueItems: true, maxItems };
    case 'map':
      return { type: 'array', items: pairSchema(inner(type.key), inner(type.value)), maxItems };
    case 'tuple':
      return tupleSchema(type, inner);
    case 'union':
      return unionSchema(type, inner);
    default:
      return { not: {} };
  }
}

const pairSchema = (key: Schema, value: Schema): Schema => ({
  type: 'array',
  prefixItems: [key, value],
  minItems: 2,
  maxItems: 2,
});

function tupleSchema(type: Extract<WireType, { kind: 'tuple' }>, inner: (of: WireType) => Schema): Schema {
  const required = type.items.filter(({ optional }) => optional !== true).length;
  return {
    type: 'array',
    ...(type.items.length === 0
      ? {}
      : {
          prefixItems: type.items.map((item) => ({
            ...inner(item.type),
            ...(item.label === undefined ? {} : { title: item.label }),
          })),
        }),
    minItems: required,
    ...(type.rest === undefined ? { maxItems: type.items.length } : { items: inner(type.rest) }),
  };
}

function unionSchema(type: Extract<WireType, { kind: 'union' }>, inner: (of: WireType) => Schema): Schema {
  const { members, strategy } = type;
  const literals = members.flatMap(({ type: of }) => (of.kind === 'literal' ? [of.value] : []));
  if (literals.length === members.length) return { enum: literals };
  if (strategy.by === 'boxed')
    return { oneOf: members.map((member, index) => boxSchema(index, inner(member.type))) };
  // A value may fit several members of a merged union.
  const schemas = members.map((member) => inner(member.type));
  return strategy.by === 'merged' || strategy.by === 'keys' ? { anyOf: schemas } : { oneOf: schemas };
}

const boxSchema = (index: number, value: Schema): Schema => ({
  type: 'object',
  properties: { $: { const: index }, v: value },
  required: ['$', 'v'],
});

function nullableSchema(schema: Schema): Schema {
  const { type } = schema;
  return typeof type === 'string' && schema['const'] === undefined
    ? { ...schema, type: [type, 'null'] }
    : { anyOf: [schema, { type: 'null' }] };
}

export function objectSchema(
  properties: readonly Property[],
  contract: Contract,
  names: SchemaNames,
  index?: WireType,
): Schema {
  const sent = properties.filter(({ type }) => type.kind !== 'abortSignal');
  const entries = sent.map(
    ({ name, type, doc }) => [name, described(schemaOf(type, contract, names), doc)] as const,
  );
  const required = requiredKeys(properties);
  return {
    type: 'object',
    ...(entries.length === 0 ? {} : { properties: Object.fromEntries(entries) }),
    ...(required.length === 0 ? {} : { required }),
    ...(index === undefined ? {} : { additionalProperties: schemaOf(index, contract, names) }),
  };
}

/** The schema of a named type as a component. An error is described where it stands inside data. */
export function namedSchema(named: NamedType, contract: Contract, names: SchemaNames): Schema {
  switch (named.kind) {
    case 'alias':
      return described(schemaOf(named.type, contract, names), named.doc);
    case 'enum':
      return described(enumSchema(named), named.doc);
    case 'class':
      return described(
        named.wire === undefined
          ? objectSchema(named.fields, contract, names)
          : schemaOf(named.wire, contract, names),
        named.doc,
      );
    case 'error':
      return {
        type: 'object',
        properties: { message: { type: 'string' }, data: objectSchema(named.error.fields, contract, names) },
        required: ['message', 'data'],
      };
  }
}

function enumSchema(named: Extract<NamedType, { kind: 'enum' }>): Schema {
  if (named.flags !== true) return { enum: named.members.map(({ value }) => value) };
  const mask = named.members.reduce((bits, { value }) => bits | Number(value), 0);
  return { type: 'integer', minimum: 0, maximum: mask, description: 'A combination of bits' };
}

function described(schema: Schema, doc: string | undefined): Schema {
  return doc === undefined ? schema : { ...schema, description: doc };
}
