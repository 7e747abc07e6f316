import { describe, expect, it } from 'vitest';
import { wordingOf } from '../../../src/diagnostics/index.ts';
import type { WireType } from '../../../src/extract/contract/model.ts';
import { codesOf, inspectProbe } from './probe.ts';

/** TypeScript type of a parameter, and the wire type that it becomes. */
const carried: readonly (readonly [name: string, type: string, wire: WireType])[] = [
  ['string', 'string', { kind: 'string' }],
  ['number', 'number', { kind: 'number' }],
  ['boolean', 'boolean', { kind: 'boolean' }],
  ['nullOnly', 'null', { kind: 'null' }],
  ['bigint', 'bigint', { kind: 'bigint' }],
  ['literal', "'a'", { kind: 'literal', value: 'a' }],
  ['bigintLiteral', '-5n', { kind: 'bigintLiteral', value: '-5' }],
  ['nullable', 'string | null', { kind: 'nullable', type: { kind: 'string' } }],
  ['date', 'Date', { kind: 'date' }],
  ['url', 'URL', { kind: 'url' }],
  ['uint8', 'Uint8Array', { kind: 'bytes', as: 'Uint8Array' }],
  ['buffer', 'Buffer', { kind: 'bytes', as: 'Buffer' }],
  ['arrayBuffer', 'ArrayBuffer', { kind: 'bytes', as: 'ArrayBuffer' }],
  ['signal', 'AbortSignal', { kind: 'abortSignal' }],
  ['array', 'string[]', { kind: 'array', element: { kind: 'string' } }],
  ['readonlyArray', 'readonly string[]', { kind: 'array', element: { kind: 'string' }, readonly: true }],
  [
    'holes',
    '(string | undefined)[]',
    { kind: 'array', element: { kind: 'maybe', type: { kind: 'string' } } },
  ],
  [
    'both',
    '(string | null | undefined)[]',
    { kind: 'array', element: { kind: 'maybe', type: { kind: 'nullable', type: { kind: 'string' } } } },
  ],
  [
    'tuple',
    'readonly [x: number, y?: string]',
    {
      kind: 'tuple',
      items: [
        { type: { kind: 'number' }, label: 'x' },
        // Without exactOptionalPropertyTypes, undefined may stand there too.
        { type: { kind: 'maybe', type: { kind: 'string' } }, optional: true, label: 'y' },
      ],
      readonly: true,
    },
  ],
  [
    'restTuple',
    '[string, ...number[]]',
    { kind: 'tuple', items: [{ type: { kind: 'string' } }], rest: { kind: 'number' } },
  ],
  ['record', 'Record<string, number>', { kind: 'record', value: { kind: 'number' } }],
  ['numberIndex', '{ [index: number]: string }', { kind: 'record', value: { kind: 'string' } }],
  [
    'literalRecord',
    "Record<'a', number>",
    { kind: 'object', properties: [{ name: 'a', type: { kind: 'number' }, presence: 'required' }] },
  ],
  [
    'indexed',
    '{ id: string; [key: string]: string }',
    {
      kind: 'object',
      properties: [{ name: 'id', type: { kind: 'string' }, presence: 'required' }],
      index: { kind: 'string' },
    },
  ],
  ['map', 'Map<string, Date>', { kind: 'map', key: { kind: 'string' }, value: { kind: 'date' } }],
  [
    'readonlyMap',
    'ReadonlyMap<number, bigint>',
    { kind: 'map', key: { kind: 'number' }, value: { kind: 'bigint' }, readonly: true },
  ],
  ['set', 'Set<string>', { kind: 'set', element: { kind: 'string' } }],
  ['readonlySet', 'ReadonlySet<URL>', { kind: 'set', element: { kind: 'url' }, readonly: true }],
  [
    'presence',
    '{ a?: string; b: string | undefined; c: string | null; readonly d?: number | null }',
    {
      kind: 'object',
      properties: [
        { name: 'a', type: { kind: 'string' }, presence: 'optional' },
        { name: 'b', type: { kind: 'string' }, presence: 'maybeUndefined' },
        { name: 'c', type: { kind: 'nullable', type: { kind: 'string' } }, presence: 'required' },
        {
          name: 'd',
          type: { kind: 'nullable', type: { kind: 'number' } },
          presence: 'optional',
          readonly: true,
        },
      ],
    },
  ],
  [
    'partial',
    "Partial<Pick<Shape, 'id'>>",
    {
      kind: 'object',
      properties: [{ name: 'id', type: { kind: 'string' }, presence: 'optional', readonly: true }],
    },
  ],
  [
    'intersection',
    '{ a: string } & { b: number }',
    {
      kind: 'object',
      properties: [
        { name: 'a', type: { kind: 'string' }, presence: 'required' },
        { name: 'b', type: { kind: 'number' }, presence: 'required' },
      ],
    },
  ],
  [
    'brandInline',
    "string & { readonly __brand: 'Sku' }",
    { kind: 'brand', base: { kind: 'string' }, text: 'string & { readonly __brand: "Sku"; }' },
  ],
  ['openLiteral', '(string & {})', { kind: 'string' }],
  [
    'template',
    '`order-${number}`',
    {
      kind: 'template',
      pattern: '^order--?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:e[+-]?\\d+)?$',
      text: '`order-${number}`',
    },
  ],
  ['named', 'Shape', { kind: 'ref', id: 'Shape' }],
  ['brand', 'UserId', { kind: 'ref', id: 'UserId' }],
  ['enumeration', 'Colour', { kind: 'ref', id: 'Colour' }],
  ['asConst', 'Level', { kind: 'ref', id: 'Level' }],
  ['recursive', 'Tree', { kind: 'ref', id: 'Tree' }],
  ['generic', 'Page<Shape>', { kind: 'ref', id: 'Page' }],
  ['genericAgain', 'Page<string>', { kind: 'ref', id: 'Page~2' }],
];

/** TypeScript type of a parameter, and the code that refuses it. */
const refused: readonly (readonly [name: string, type: string, ...codes: string[]])[] = [
  ['callback', '(done: number) => void', 'callback-parameter'],
  ['functionInData', '{ work: () => void }', 'function-in-data'],
  ['constructorType', 'new () => Date', 'function-in-data'],
  ['anything', 'any', 'any-type'],
  ['nothingKnown', '{}', 'object-type'],
  ['objectKeyword', 'object', 'object-type'],
  ['functionType', 'Function', 'object-type'],
  ['weakMap', 'WeakMap<object, string>', 'weak-collection'],
  ['weakSet', 'WeakSet<object>', 'weak-collection'],
  ['symbolValue', 'symbol', 'symbol-type'],
  ['symbolKey', '{ [Symbol.iterator]: string }', 'symbol-key'],
  ['promiseInside', '{ later: Promise<string> }', 'promise-in-data'],
  ['withMethods', 'Live', 'interface-with-methods'],
  ['sharedMemory', 'SharedArrayBuffer', 'typed-array'],
  ['blob', 'Blob', 'web-body-type'],
  ['request', 'Request', 'web-body-type'],
  ['formData', 'FormData', 'web-body-type'],
  ['stream', 'AsyncIterable<string>', 'stream-parameter'],
  ['iterable', 'Iterable<string>', 'lazy-iterable'],
  ['neverValue', 'never', 'never-parameter'],
  ['database', 'Database', 'database-handle'],
  ['transaction', 'Transaction', 'database-handle'],
  ['alike', '{ v: number } | { v: Date }', 'union-not-separable'],
  ['arraysAlike', 'number[] | Date[]', 'union-not-separable'],
  ['secretClass', 'Secret', 'class-not-revivable'],
  ['busyClass', 'Busy', 'class-not-revivable'],
  ['notExported', 'Internal', 'type-not-exported'],
  ['notExportedEnum', 'InternalKind', 'type-not-exported'],
  ['infinite', 'Growing<string>', 'infinite-type'],
];

/** A whole member, and the code that refuses it. */
const members: readonly (readonly [name: string, text: string, ...codes: string[]])[] = [
  ['synchronous', 'synchronous(): string', 'synchronous-method'],
  ['sometimes', 'sometimes(): string | Promise<string>', 'synchronous-method'],
  ['guard', 'guard(value: string): value is string', 'synchronous-method'],
  ['fluent', 'fluent(): this', 'this-type'],
  ['fluentLater', 'fluentLater(): Promise<this>', 'this-type'],
  ['generic1', 'generic1<T>(value: T): Promise<T>', 'generic-method'],
  ['property', 'readonly property: string', 'property-on-port'],
  ['getter', 'get getter(): string', 'property-on-port'],
  ['optional', 'optional?(): Promise<void>', 'optional-method'],
  ['then', 'then(): Promise<void>', 'then-method'],
  ['[Symbol.iterator]', '[Symbol.iterator](): Promise<void>', 'symbol-member'],
  ['streamed', 'streamed(): AsyncIterable<string>', 'stream-result'],
  ['webStream', 'webStream(): Promise<ReadableStream<Uint8Array>>', 'stream-result'],
  ['signalBack', 'signalBack(): Promise<AbortSignal>', 'signal-in-result'],
  ['anyResult', 'anyResult(): Promise<any>', 'any-type'],
  ['nested', 'nested(): Promise<{ inner: { list: Array<() => void> } }>', 'function-in-data'],
];

const index = `
import type { Database } from '@shop/platform/db';
import type { Transaction } from 'kysely';
export interface Shape { readonly id: string; readonly tags: readonly string[] }
export interface Page<T> { readonly items: readonly T[]; readonly next?: string }
export interface Tree { readonly value: number; readonly children: readonly Tree[] }
export type UserId = string & { readonly [brand]: 'UserId' };
declare const brand: unique symbol;
export enum Colour { Red = 'red', Green = 'green' }
const levels = { low: 1, high: 2 } as const;
export type Level = (typeof levels)[keyof typeof levels];
export interface Live { now(): Date }
export interface Growing<T> { readonly value: T; readonly next?: Growing<T[]> }
export class Secret { #key: string; constructor(key: string) { this.#key = key } read() { return this.#key } }
export class Hidden { private key = ''; set(key: string) { this.key = key } }
export class Busy { readonly at: Date; constructor(name: string) { this.at = new Date(); console.log(name) } }
export class Box<T> { constructor(readonly value: T) {} }
class Internal { id = '' }
enum InternalKind { A = 'a' }
export class Money { constructor(readonly cents: bigint, readonly currency: string) { if (cents < 0n) throw new RangeError() } }
export class Ratio { private constructor(readonly above: number, readonly below: number) {} static of(above: number, below: number) { return new Ratio(above, below) } }
export class Dto { id = ''; note?: string }
export class Point { constructor(private x: number) {} toJSON() { return { x: this.x } } static fromJSON(json: { x: number }) { return new Point(json.x) } }
export class Angle { #a = 0; toWire(): number { return this.#a } static fromWire(a: number) { const angle = new Angle(); angle.#a = a; return angle } }
export interface Base<T> { find(id: string): Promise<T | undefined> }
export interface Probe extends Base<Shape> {
${carried.map(([name, type]) => `  ${name}(value: ${type}): Promise<void>;`).join('\n')}
${refused.map(([name, type]) => `  ${name}(value: ${type}): Promise<void>;`).join('\n')}
${members.map(([, text]) => `  ${text};`).join('\n')}
  money(value: Money): Promise<Money>;
  ratio(value: Ratio): Promise<void>;
  dto(value: Dto): Promise<void>;
  point(value: Point): Promise<void>;
  angle(value: Angle): Promise<void>;
  pattern(value: RegExp): Promise<RegExp>;
  ambiguous(value: \`\${string}-\${string}\`): Promise<void>;
  shapes(a: string, b?: number, c: string | undefined, { id }: Shape, ...rest: string[]): Promise<void>;
  /** @json */
  free(value: any, more: { of: unknown }): Promise<unknown>;
  discriminated(value: { kind: 'a'; x: number } | { kind: 'b'; x: Date }): Promise<void>;
  kinds(value: Date | number | boolean): Promise<void>;
  literals(value: 'a' | 'b' | 1): Promise<void>;
  merged(value: { a: number } | { b: Date }): Promise<void>;
  keys(value: { v: number } | { v: Date; w: string }): Promise<void>;
  boxed(value: Date | string): Promise<void>;
  boxedCollections(value: Map<string, string> | Set<string>): Promise<void>;
  brands(value: UserId | 'root'): Promise<void>;
  maybeNamed(value: { level?: Level; colour: Colour | undefined }): Promise<void>;
  /** @local */
  stays(work: () => void): void;
}
`;

const report = inspectProbe({
  index,
  files: { 'node_modules/kysely/index.d.ts': 'export declare class Transaction { execute(): void }' },
});

const method = (name: string) => {
  const found = report.contract.methods.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${name} is not carried: ${codesOf(report, name).join(', ')}`);
  return found;
};

const unionOf = (name: string) => {
  const type = method(name).parameters[0]?.type;
  return type?.kind === 'union' ? type : undefined;
};

describe('types that cross', () => {
  it.each(carried)('%s: %s', (name, _, wire) => {
    expect(codesOf(report, name)).toEqual([]);
    const [value] = method(name).parameters;
    expect(value?.type).toEqual(wire);
  });

  it('reads parameters: optional, maybe undefined, destructured and rest', () => {
    expect(
      method('shapes').parameters.map(({ name, presence, rest }) => [name, presence, rest ?? false]),
    ).toEqual([
      ['a', 'required', false],
      ['b', 'optional', false],
      ['c', 'maybeUndefined', false],
      ['arg3', 'required', false],
      ['rest', 'required', true],
    ]);
  });

  it('takes methods from generic bases, with the arguments put in', () => {
    expect(method('find').result).toEqual({ kind: 'maybe', type: { kind: 'ref', id: 'Shape' } });
  });

  it('carries any and unknown as JSON where a tag says so', () => {
    expect(method('free').result).toEqual({ kind: 'json' });
    expect(method('free').parameters[0]?.type).toEqual({ kind: 'json' });
  });

  it('names what is optional by its alias', () => {
    expect(method('maybeNamed').parameters[0]?.type).toMatchObject({
      properties: [
        { name: 'level', type: { kind: 'ref', id: 'Level' }, presence: 'optional' },
        { name: 'colour', type: { kind: 'ref', id: 'Colour' }, presence: 'maybeUndefined' },
      ],
    });
  });

  it('warns of patterns that callers send, and of templates that it cannot check', () => {
    expect(codesOf(report, 'pattern')).toEqual(['regexp-pattern']);
    expect(report.methods.find(({ name }) => name === 'pattern')?.findings).toHaveLength(1);
    expect(codesOf(report, 'ambiguous')).toEqual(['template-not-checked']);
  });
});

describe('classes', () => {
  it.each([
    ['Money', { by: 'constructor', parameters: ['cents', 'currency'] }],
    ['Ratio', { by: 'factory', factory: 'of', parameters: ['above', 'below'] }],
    ['Dto', { by: 'fields' }],
    ['Point', { by: 'json-methods' }],
    ['Angle', { by: 'wire-methods' }],
  ])('%s', (name, strategy) => {
    expect(report.contract.types[name]).toMatchObject({ kind: 'class', strategy });
  });

  it('reads what toJSON gives', () => {
    expect(report.contract.types['Point']).toMatchObject({
      wire: { kind: 'object', properties: [{ name: 'x' }] },
    });
  });
});

describe('unions', () => {
  it.each([
    ['discriminated', { by: 'discriminant', property: 'kind' }],
    ['kinds', { by: 'kind' }],
    ['literals', { by: 'kind' }],
    ['merged', { by: 'merged' }],
    ['keys', { by: 'keys' }],
    ['boxed', { by: 'boxed' }],
    ['boxedCollections', { by: 'boxed' }],
    ['brands', { by: 'kind' }],
  ])('%s', (name, strategy) => {
    expect(unionOf(name)?.strategy).toEqual(strategy);
  });
});

describe('types that do not cross', () => {
  it.each(refused.map(([name, , ...codes]) => [name, codes] as const))('%s', (name, codes) => {
    expect(codesOf(report, name)).toEqual(codes);
    expect(report.methods.find((each) => each.name === name)?.carried).toBe(false);
  });

  it.each(members.map(([name, , ...codes]) => [name, codes] as const))('%s', (name, codes) => {
    expect(codesOf(report, name)).toEqual(codes);
  });

  it('leaves local methods alone', () => {
    expect(method('stays')).toMatchObject({ local: true, parameters: [] });
    expect(codesOf(report, 'stays')).toEqual([]);
  });

  it('says which method, where, which type, and what to try', () => {
    const [finding] = report.methods.find(({ name }) => name === 'nested')?.findings ?? [];
    if (finding === undefined) throw new Error('There is no finding.');
    expect(finding.place).toMatchObject({ file: 'modules/probe/src/index.ts', symbol: 'Probe.nested' });
    expect(wordingOf(finding)).toEqual({
      what: 'Probe.nested: result.inner.list[] is () => void',
      why: 'a function cannot cross a process boundary',
      hint: 'replace list by the data it computes, or move it to a function that takes the data',
    });
  });

  it('repeats the finding of a shared type for each method that uses it', () => {
    const twice = inspectProbe({
      index: `export interface Bad { work: () => void }
        export interface Probe { a(bad: Bad): Promise<void>; b(): Promise<{ list: Bad[] }>; c(): Promise<void> }`,
    });
    expect(twice.methods.map(({ name, carried: isCarried }) => [name, isCarried])).toEqual([
      ['a', false],
      ['b', false],
      ['c', true],
    ]);
  });
});

it('gives the same bytes every time', () => {
  const again = inspectProbe({
    index,
    files: { 'node_modules/kysely/index.d.ts': 'export declare class Transaction { execute(): void }' },
  });
  expect(JSON.stringify(again)).toBe(JSON.stringify(report));
});
