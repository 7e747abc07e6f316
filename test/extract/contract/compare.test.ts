import { describe, expect, it } from 'vitest';
import { wordingOf } from '../../../src/diagnostics/index.ts';
import { compareContracts, contractFindings, sealContract } from '../../../src/extract/contract/index.ts';
import type { Contract, Method, NamedType, Property, WireType } from '../../../src/extract/contract/index.ts';

const place = { file: 'modules/payments/src/index.ts', line: 1, column: 1 };
const origin = { place, module: '@shop/payments', exported: true };
const string: WireType = { kind: 'string' };
const number: WireType = { kind: 'number' };

function contract(methods: readonly Partial<Method>[], types: Record<string, NamedType> = {}): Contract {
  const base: Method = {
    name: 'charge',
    place,
    parameters: [],
    result: { kind: 'void' },
    throws: [],
    safety: 'mutating',
    safetyFrom: 'default',
  };
  const whole = methods.map((method) => ({ ...base, ...method }));
  return sealContract({
    schemaVersion: 1,
    name: 'Payments',
    slug: 'payments',
    origin,
    methods: whole,
    types,
  });
}

const sent = (type: WireType): Contract =>
  contract([{ parameters: [{ name: 'value', type, presence: 'required' }] }]);
const answered = (type: WireType): Contract => contract([{ result: type }]);
const object = (...properties: Property[]): WireType => ({ kind: 'object', properties });
const required = (name: string, type: WireType = string): Property => ({ name, type, presence: 'required' });
const optional = (name: string, type: WireType = string): Property => ({ name, type, presence: 'optional' });
const nullable = (type: WireType): WireType => ({ kind: 'nullable', type });
const literals = (...values: string[]): WireType => ({
  kind: 'union',
  members: values.map((value) => ({ type: { kind: 'literal', value } })),
  strategy: { by: 'kind' },
});
const tagged = (...tags: string[]): WireType => ({
  kind: 'union',
  members: tags.map((tag) => ({
    type: object(required('kind', { kind: 'literal', value: tag })),
    tags: [tag],
  })),
  strategy: { by: 'discriminant', property: 'kind' },
});
const boxed: WireType = {
  kind: 'union',
  members: [{ type: string }, { type: { kind: 'date' } }],
  strategy: { by: 'boxed' },
};

const levels = (before: Contract, after: Contract): string[] =>
  compareContracts(before, after).map(({ level }) => level);

/** A change of a type, and its levels where it is sent and where it is answered. */
const typeChanges: readonly (readonly [
  name: string,
  before: WireType,
  after: WireType,
  request: string[],
  result: string[],
])[] = [
  ['nothing', object(required('a')), object(required('a')), [], []],
  ['optional property added', object(), object(optional('a')), ['ok'], ['ok']],
  ['required property added', object(), object(required('a')), ['breaking'], ['ok']],
  ['required property removed', object(required('a')), object(), ['warning'], ['breaking']],
  ['optional property removed', object(optional('a')), object(), ['warning'], ['warning']],
  ['optional became required', object(optional('a')), object(required('a')), ['breaking'], ['ok']],
  ['required became optional', object(required('a')), object(optional('a')), ['ok'], ['breaking']],
  ['null added', string, nullable(string), ['ok'], ['breaking']],
  ['null removed', nullable(string), string, ['breaking'], ['ok']],
  ['literal added', literals('a', 'b'), literals('a', 'b', 'c'), ['ok'], ['breaking']],
  ['literal removed', literals('a', 'b', 'c'), literals('a', 'b'), ['breaking'], ['ok']],
  ['union member added', tagged('a'), tagged('a', 'b'), ['ok'], ['breaking']],
  ['union member removed', tagged('a', 'b'), tagged('a'), ['breaking'], ['ok']],
  [
    'became a union',
    string,
    { ...literals(), members: [{ type: string }, { type: number }] } as WireType,
    ['ok'],
    ['breaking'],
  ],
  ['number became bigint', number, { kind: 'bigint' }, ['breaking'], ['breaking']],
  ['string became date, of equal form', string, { kind: 'date' }, ['breaking'], ['breaking']],
  [
    'bytes of another class',
    { kind: 'bytes', as: 'Buffer' },
    { kind: 'bytes', as: 'Uint8Array' },
    ['breaking'],
    ['breaking'],
  ],
  ['property order', object(required('a'), required('b')), object(required('b'), required('a')), [], []],
  [
    'readonly and docs',
    object(required('a')),
    object({ ...required('a'), readonly: true, doc: 'x' }),
    [],
    [],
  ],
  ['constraint tightened', string, literals('a', 'b'), ['breaking'], ['ok']],
  ['constraint loosened', literals('a', 'b'), string, ['ok'], ['breaking']],
  ['box added', string, boxed, ['breaking', 'ok'], ['breaking', 'breaking']],
  [
    'discriminant changed',
    tagged('a'),
    { ...tagged('a'), strategy: { by: 'discriminant', property: 'type' } } as WireType,
    ['breaking'],
    ['breaking'],
  ],
  [
    'inside an array',
    { kind: 'array', element: number },
    { kind: 'array', element: nullable(number) },
    ['ok'],
    ['breaking'],
  ],
  [
    'inside a map',
    { kind: 'map', key: string, value: number },
    { kind: 'map', key: string, value: string },
    ['breaking'],
    ['breaking'],
  ],
  ['brand added', string, { kind: 'brand', base: string, text: "string & { __brand: 'Id' }" }, [], []],
];

describe('types', () => {
  it.each(typeChanges)('%s', (_, before, after, request, result) => {
    expect(levels(sent(before), sent(after))).toEqual(request);
    expect(levels(answered(before), answered(after))).toEqual(result);
  });

  it('names and aliases are nothing on the wire', () => {
    const alias = (name: string): NamedType => ({ kind: 'alias', name, origin, type: object(required('a')) });
    const before = contract([{ result: { kind: 'ref', id: 'Old' } }], { Old: alias('Old') });
    const after = contract([{ result: { kind: 'ref', id: 'New' } }], { New: alias('New') });
    expect(compareContracts(before, after)).toEqual([]);
  });

  it('compares types that contain themselves', () => {
    const tree = (extra: Property[]): NamedType => ({
      kind: 'alias',
      name: 'Tree',
      origin,
      type: object(required('children', { kind: 'array', element: { kind: 'ref', id: 'Tree' } }), ...extra),
    });
    const of = (extra: Property[]) =>
      contract([{ result: { kind: 'ref', id: 'Tree' } }], { Tree: tree(extra) });
    expect(levels(of([required('a')]), of([]))).toEqual(['breaking']);
  });
});

/** A change of a method, and its levels. */
const methodChanges: readonly (readonly [
  name: string,
  before: Contract,
  after: Contract,
  levels: string[],
])[] = [
  ['method added', contract([{}]), contract([{}, { name: 'refund' }]), ['ok']],
  ['method removed', contract([{}, { name: 'refund' }]), contract([{}]), ['breaking']],
  ['method renamed', contract([{}]), contract([{ name: 'pay' }]), ['breaking', 'ok']],
  ['method kept in process', contract([{}]), contract([{ local: true }]), ['breaking']],
  ['required parameter added', contract([{}]), sent(string), ['breaking']],
  ['parameter removed', sent(string), contract([{}]), ['warning']],
  [
    'readonly became mutating',
    contract([{ safety: 'readonly' }]),
    contract([{ safety: 'mutating' }]),
    ['breaking'],
  ],
  ['idempotent became mutating', contract([{ safety: 'idempotent' }]), contract([{}]), ['breaking']],
  ['mutating became readonly', contract([{}]), contract([{ safety: 'readonly' }]), ['ok']],
  ['error added', contract([{}]), contract([{ throws: ['Declined'] }]), ['warning']],
  ['error removed', contract([{ throws: ['Declined'] }]), contract([{}]), ['ok']],
  ['timeout lowered', contract([{ timeoutMs: 8000 }]), contract([{}]), ['warning']],
  ['timeout raised', contract([{}]), contract([{ timeoutMs: 8000 }]), ['ok']],
];

describe('methods', () => {
  it.each(methodChanges)('%s', (_, before, after, expected) => {
    expect(levels(before, after)).toEqual(expected);
  });
});

it('says where, what, and what it means', () => {
  const [finding] = contractFindings(compareContracts(sent(object()), sent(object(required('amount')))));
  if (finding === undefined) throw new Error('There is no finding.');
  expect(finding).toMatchObject({ code: 'contract-breaking', level: 'error' });
  expect(wordingOf(finding)).toEqual({
    what: 'charge: parameter value.amount: required property added',
    why: 'callers that still have the old contract send what the service no longer accepts',
    hint: expect.stringMatching(/^1\. make value\.amount optional.*; 2\. .*; 3\. /),
  });
});

describe('a change inside a form', () => {
  const text: WireType = { kind: 'string' };
  const forms: [string, WireType, WireType][] = [
    [
      'an optional tuple element made required',
      { kind: 'tuple', items: [{ type: text, optional: true }] },
      { kind: 'tuple', items: [{ type: text }] },
    ],
    [
      'another key of a record',
      { kind: 'record', value: text, key: { kind: 'template', pattern: '^A$', text: '`A`' } },
      { kind: 'record', value: text, key: { kind: 'template', pattern: '^B$', text: '`B`' } },
    ],
  ];

  it.each(forms)('%s is breaking', (_, before, after) => {
    const changes = compareContracts(contract([{ result: before }]), contract([{ result: after }]));
    expect(changes.map(({ level }) => level)).toEqual(['breaking']);
  });
});
