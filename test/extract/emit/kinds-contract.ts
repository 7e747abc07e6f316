/** The contract of `fixtures/kinds`: every kind of type, union and class. */
import type {
  ClassStrategy,
  Contract,
  Method,
  NamedType,
  Property,
  WireType,
} from '../../../src/extract/contract/model.ts';

const module = '@probe/kinds';
const place = { file: 'modules/kinds/src/index.ts', line: 1, column: 1 };
const origin = { place, module, exported: true };

export const t = (
  kind: 'string' | 'number' | 'boolean' | 'null' | 'bigint' | 'date' | 'url' | 'regexp' | 'json',
): WireType => ({ kind });
export const ref = (id: string): WireType => ({ kind: 'ref', id });
export const literal = (value: string | number | boolean): WireType => ({ kind: 'literal', value });
export const array = (element: WireType, readonly = false): WireType => ({
  kind: 'array',
  element,
  readonly,
});
export const nullable = (type: WireType): WireType => ({ kind: 'nullable', type });
export const maybe = (type: WireType): WireType => ({ kind: 'maybe', type });
export const prop = (
  name: string,
  type: WireType,
  presence: Property['presence'] = 'required',
): Property => ({
  name: name.replace('readonly ', ''),
  type,
  presence,
  ...(name.startsWith('readonly ') ? { readonly: true } : {}),
});
export const object = (...properties: Property[]): WireType => ({ kind: 'object', properties });
const alias = (name: string, type: WireType, exported = true): NamedType => ({
  kind: 'alias',
  name,
  origin: { ...origin, exported },
  type,
});
const cls = (name: string, strategy: ClassStrategy, fields: Property[], wire?: WireType): NamedType => ({
  kind: 'class',
  name,
  origin,
  strategy,
  fields,
  ...(wire === undefined ? {} : { wire }),
});
export const literals = (...values: (string | number)[]): WireType => ({
  kind: 'union',
  members: values.map((value) => ({ type: literal(value) })),
  strategy: { by: 'kind' },
});

const shape: WireType = {
  kind: 'union',
  strategy: { by: 'discriminant', property: 'kind' },
  members: [
    {
      tags: ['circle'],
      type: object(prop('readonly kind', literal('circle')), prop('readonly radius', t('number'))),
    },
    {
      tags: ['square', 'box'],
      type: object(
        prop('readonly kind', literals('square', 'box')),
        prop('readonly side', t('number')),
        prop('readonly label', t('string'), 'optional'),
      ),
    },
  ],
};

const scalars = object(
  prop('text', t('string')),
  prop('count', t('number')),
  prop('yes', t('boolean')),
  prop('nothing', t('null')),
  prop('big', t('bigint')),
  prop('at', t('date')),
  prop('link', t('url')),
  prop('pattern', t('regexp')),
  prop('id', ref('OrderId')),
  prop('ref', ref('Reference')),
  prop('level', ref('Level')),
  prop('flag', ref('Flag')),
  prop('one', literal(1)),
  prop('exact', { kind: 'bigintLiteral', value: '5' }),
  prop('bytes', { kind: 'bytes', as: 'Uint8Array' }),
  prop('buffer', { kind: 'bytes', as: 'Buffer' }),
  prop('raw', { kind: 'bytes', as: 'ArrayBuffer' }),
  prop('weird-name', t('string')),
  prop('constructor2', t('string'), 'optional'),
  prop('toString', t('string')),
  prop('money', ref('Money')),
  prop('email', ref('Email')),
  prop('span', ref('Span')),
  prop('version', ref('Version')),
  prop('plain', ref('Plain')),
  prop('must', t('string'), 'maybeUndefined'),
  prop('may', t('number'), 'optional'),
  prop('mayNull', nullable(t('date')), 'optional'),
);

const collections = object(
  prop('readonly dates', array(t('date'), true)),
  prop('readonly holes', array(maybe(t('string')))),
  prop('readonly boxes', array(maybe(nullable(t('date'))))),
  prop('readonly pair', { kind: 'tuple', items: [{ type: t('string') }, { type: t('number') }] }),
  prop('readonly long', {
    kind: 'tuple',
    items: [
      { type: t('string'), label: 'first' },
      { type: t('date'), label: 'second', optional: true },
    ],
  }),
  prop('readonly many', { kind: 'tuple', items: [{ type: t('string') }], rest: t('date'), readonly: true }),
  prop('readonly byDate', { kind: 'map', key: t('string'), value: t('date') }),
  prop('readonly byPoint', { kind: 'map', key: t('number'), value: ref('Point'), readonly: true }),
  prop('readonly set', { kind: 'set', element: t('bigint') }),
  prop('readonly record', { kind: 'record', value: t('date') }),
  prop('readonly refs', { kind: 'record', key: ref('Reference'), value: t('number') }),
  prop('readonly open', {
    kind: 'object',
    properties: [prop('readonly id', t('string'))],
    index: t('string'),
  }),
  prop('readonly nested', array(array(t('date')))),
  prop('readonly empty', { kind: 'object', properties: [] }),
);

const unions = object(
  prop('readonly shape', ref('Shape')),
  prop('readonly kind', {
    kind: 'union',
    strategy: { by: 'kind' },
    members: [
      { type: t('date') },
      { type: t('number') },
      { type: ref('Point') },
      { type: array(t('boolean')) },
    ],
  }),
  prop('readonly merged', {
    kind: 'union',
    strategy: { by: 'merged' },
    members: [{ type: object(prop('a', t('number'))) }, { type: object(prop('b', t('date'))) }],
  }),
  prop('readonly keys', {
    kind: 'union',
    strategy: { by: 'keys' },
    members: [
      { type: object(prop('v', t('number'))) },
      { type: object(prop('v', t('date')), prop('w', literal(1))) },
    ],
  }),
  prop('readonly boxed', {
    kind: 'union',
    strategy: { by: 'boxed' },
    members: [{ type: t('date') }, { type: t('string') }],
  }),
  prop('readonly containers', {
    kind: 'union',
    strategy: { by: 'boxed' },
    members: [
      { type: object(prop('a', t('date'), 'optional')) },
      { type: { kind: 'map', key: t('string'), value: t('number') } },
      { type: { kind: 'set', element: t('string') } },
    ],
  }),
  prop('readonly mixed', literals('x', 'y', 7)),
  prop('readonly maybe', nullable(ref('Point'))),
);

const types: Record<string, NamedType> = {
  Collections: alias('Collections', collections),
  Conflict: {
    kind: 'error',
    name: 'Conflict',
    origin,
    error: {
      strategy: { by: 'revive' },
      fields: [prop('at', t('date'), 'optional')],
      status: 409,
      retryable: true,
    },
  },
  Email: cls('Email', { by: 'factory', factory: 'of', parameters: ['address'] }, [
    prop('address', t('string')),
  ]),
  Flag: alias('Flag', {
    kind: 'union',
    strategy: { by: 'kind' },
    members: [
      { type: { kind: 'bigintLiteral', value: '1' } },
      { type: { kind: 'bigintLiteral', value: '2' } },
    ],
  }),
  Busy: {
    kind: 'error',
    name: 'Busy',
    origin,
    error: { strategy: { by: 'constructor', parameters: ['message'] }, fields: [], status: 409 },
  },
  Gone: {
    kind: 'error',
    name: 'Gone',
    origin,
    error: { strategy: { by: 'constructor', parameters: [] }, fields: [], status: 410 },
  },
  Hidden: alias('Hidden', object(prop('x', t('number')), prop('again', ref('Hidden'), 'optional')), false),
  Level: alias('Level', literals('low', 'high', 3)),
  Money: cls('Money', { by: 'constructor', parameters: ['amount', 'currency'] }, [
    prop('readonly amount', t('bigint')),
    prop('readonly currency', t('string')),
  ]),
  NotFound: {
    kind: 'error',
    name: 'NotFound',
    origin,
    error: {
      strategy: { by: 'constructor', parameters: ['id'] },
      fields: [prop('readonly id', t('string'))],
      status: 404,
    },
  },
  OrderId: alias('OrderId', {
    kind: 'brand',
    base: t('string'),
    text: "string & { readonly __brand: 'OrderId' }",
  }),
  Plain: cls('Plain', { by: 'fields' }, [prop('name', t('string')), prop('note', t('string'), 'optional')]),
  Point: alias('Point', object(prop('readonly x', t('number')), prop('readonly y', t('number')))),
  Reference: alias('Reference', {
    kind: 'template',
    pattern: '^order-[\\s\\S]*$',
    text: '`order-${string}`',
  }),
  Rejected: {
    kind: 'error',
    name: 'Rejected',
    origin,
    error: { strategy: { by: 'revive' }, fields: [], status: 422 },
  },
  Scalars: alias('Scalars', scalars),
  Shape: alias('Shape', shape),
  Span: cls('Span', { by: 'wire-methods' }, [], object(prop('from', t('date')), prop('to', t('date')))),
  Tree: alias(
    'Tree',
    object(
      prop('readonly label', t('string')),
      prop('readonly children', array(ref('Tree'), true)),
      prop('parent', ref('Tree'), 'optional'),
    ),
  ),
  Unions: alias('Unions', unions),
  Version: cls('Version', { by: 'json-methods' }, [], t('string')),
};

const method = (
  name: string,
  parameters: Method['parameters'],
  result: WireType,
  more: Partial<Method> = {},
): Method => ({
  name,
  place,
  parameters,
  result,
  throws: [],
  safety: 'mutating',
  safetyFrom: 'default',
  ...more,
});
const arg = (name: string, type: WireType, presence: Property['presence'] = 'required') => ({
  name,
  type,
  presence,
});

export const kinds: Contract = {
  schemaVersion: 1,
  name: 'Kinds',
  slug: 'kinds',
  origin,
  hash: '0123456789abcdef',
  types,
  methods: [
    method('scalars', [arg('input', ref('Scalars'))], ref('Scalars'), {
      safety: 'readonly',
      throws: ['NotFound', 'Conflict'],
    }),
    method('collections', [arg('input', ref('Collections'))], ref('Collections')),
    method('unions', [arg('input', ref('Unions'))], ref('Unions')),
    method('tree', [arg('tree', ref('Tree'))], maybe(ref('Tree')), { throws: ['Rejected', 'Gone', 'Busy'] }),
    method(
      'inline',
      [
        arg('input', object(prop('id', t('string')), prop('at', t('date'), 'optional'))),
        arg('tags', array(t('string')), 'optional'),
        arg('limit', t('number'), 'optional'),
      ],
      array(object(prop('next', nullable(t('date'))))),
      { safety: 'idempotent', idempotencyKey: 'input.id', timeoutMs: 20_000 },
    ),
    method('anything', [arg('value', t('json'))], t('json')),
    method('watch', [arg('id', t('string')), arg('signal', { kind: 'abortSignal' })], { kind: 'void' }),
    method(
      'options',
      [
        arg('id', t('string'), 'maybeUndefined'),
        arg(
          'options',
          object(prop('signal', { kind: 'abortSignal' }, 'optional'), prop('limit', t('number'))),
          'optional',
        ),
      ],
      nullable(t('string')),
      { idempotencyKey: 'options.limit' },
    ),
    method(
      'every',
      [{ name: 'ids', type: array(t('string')), presence: 'required', rest: true }],
      t('number'),
    ),
    method('delete', [arg('key', ref('OrderId'))], { kind: 'void' }),
    method('ping', [], maybe(nullable(t('boolean')))),
    method('fail', [], { kind: 'never' }),
    method('local', [], { kind: 'void' }, { local: true }),
    method('errors', [arg('error', ref('NotFound'))], ref('NotFound')),
  ],
};
