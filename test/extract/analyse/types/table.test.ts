/** One probe for each form of type: it is carried in the form given, or refused by the finding given. None passes in silence. */
import { describe, expect, it } from 'vitest';
import { inspectForeign, methodOf, resultOf, verdictOf } from './foreign-probe.ts';

interface Row {
  readonly name: string;
  readonly type: string;
  /** What a result of the type is on the wire, in part; nothing for one that is refused. */
  readonly wire?: object;
  /** Findings beside it. */
  readonly says?: readonly string[];
}

const ref = (id: string) => ({ kind: 'ref', id });
const refused = (code: string) => [`refuse ${code}`];

const rows: readonly Row[] = [
  // Scalars
  { name: 'text', type: 'string', wire: { kind: 'string' } },
  { name: 'count', type: 'number', wire: { kind: 'number' } },
  { name: 'flag', type: 'boolean', wire: { kind: 'boolean' } },
  { name: 'none', type: 'null', wire: { kind: 'null' } },
  { name: 'nothing', type: 'void', wire: { kind: 'void' } },
  { name: 'missing', type: 'undefined', wire: { kind: 'undefined' } },
  { name: 'failing', type: 'never', wire: { kind: 'never' } },
  { name: 'literal', type: "'a' | 'b' | 3", wire: { kind: 'union', strategy: { by: 'kind' } } },
  { name: 'big', type: 'bigint', wire: { kind: 'bigint' } },
  { name: 'bigLiteral', type: '1n | 2n', wire: { kind: 'union' } },
  { name: 'numeric', type: 'Level', wire: ref('Level') },
  { name: 'flags', type: 'Rights', wire: ref('Rights') },
  { name: 'stringly', type: 'Colour', wire: ref('Colour') },
  { name: 'constant', type: 'Mode', wire: ref('Mode') },
  { name: 'asConst', type: 'Size', wire: ref('Size') },
  { name: 'template', type: '`id-${number}`', wire: { kind: 'template' } },
  { name: 'ambiguous', type: '`${string}${string}`', wire: { kind: 'string' } },
  { name: 'branded', type: 'UserId', wire: ref('UserId') },
  { name: 'openBrand', type: "string & { readonly __brand: 'Sku' }", wire: { kind: 'brand' } },
  // Absence
  { name: 'maybe', type: 'string | undefined', wire: { kind: 'maybe' } },
  { name: 'nullable', type: 'string | null', wire: { kind: 'nullable' } },
  {
    name: 'holes',
    type: '(string | null | undefined)[]',
    wire: { kind: 'array', element: { kind: 'maybe' } },
  },
  {
    name: 'presence',
    type: '{ a?: string; b: string | undefined }',
    wire: { properties: [{ presence: 'optional' }, { presence: 'maybeUndefined' }] },
  },
  // Collections and objects
  { name: 'list', type: 'readonly string[]', wire: { kind: 'array', readonly: true } },
  { name: 'tuple', type: '[a: string, b?: number, ...rest: Date[]]', wire: { kind: 'tuple' } },
  { name: 'variadic', type: '[...string[], number]', says: refused('built-in-type') },
  { name: 'object', type: '{ readonly id: string }', wire: { kind: 'object' } },
  { name: 'record', type: "Record<'a' | 'b', number>", wire: { kind: 'object' } },
  { name: 'open', type: 'Record<string, Date>', wire: { kind: 'record' } },
  { name: 'openToo', type: '{ id: string; [key: string]: string }', wire: { kind: 'object' } },
  { name: 'utilities', type: "Partial<Omit<User, 'email'>> & Pick<User, 'email'>", wire: { kind: 'object' } },
  { name: 'indexed', type: "User['email']", wire: { kind: 'string' } },
  { name: 'conditional', type: 'NonNullable<User[`note`]>', wire: { kind: 'string' } },
  { name: 'map', type: 'Map<string, Date>', wire: { kind: 'map' } },
  { name: 'set', type: 'ReadonlySet<bigint>', wire: { kind: 'set' } },
  { name: 'arrayLike', type: 'Tags', wire: ref('Tags') },
  { name: 'weak', type: 'WeakMap<object, string>', says: refused('weak-collection') },
  { name: 'symbolKey', type: '{ id: string; [Symbol.toStringTag]: string }', says: refused('symbol-key') },
  { name: 'recursive', type: 'Tree', wire: ref('Tree') },
  { name: 'genericAlias', type: 'Page<User>', wire: ref('Page') },
  { name: 'endless', type: 'Growing<string>', says: refused('infinite-type') },
  // Built-ins
  { name: 'date', type: 'Date', wire: { kind: 'date' } },
  { name: 'url', type: 'URL', wire: { kind: 'url' } },
  { name: 'pattern', type: 'RegExp', wire: { kind: 'regexp' } },
  { name: 'bytes', type: 'Uint8Array', wire: { kind: 'bytes', as: 'Uint8Array' } },
  { name: 'buffer', type: 'Buffer', wire: { kind: 'bytes', as: 'Buffer' } },
  { name: 'memory', type: 'ArrayBuffer', wire: { kind: 'bytes', as: 'ArrayBuffer' } },
  { name: 'view', type: 'DataView', wire: { kind: 'bytes', as: 'DataView' } },
  { name: 'floats', type: 'Float64Array', wire: { kind: 'bytes', as: 'Float64Array' } },
  { name: 'bigs', type: 'BigUint64Array', wire: { kind: 'bytes', as: 'BigUint64Array' } },
  { name: 'shared', type: 'SharedArrayBuffer', says: refused('typed-array') },
  { name: 'failure', type: 'Error', wire: ref('Error'), says: ['warning error-in-data'] },
  { name: 'symbolic', type: 'symbol', says: refused('symbol-type') },
  { name: 'body', type: 'Blob', says: refused('web-body-type') },
  { name: 'answer', type: 'Response', says: refused('web-body-type') },
  { name: 'later', type: '{ value: Promise<string> }', says: refused('promise-in-data') },
  { name: 'stream', type: 'ReadableStream<Uint8Array>', says: refused('stream-result') },
  { name: 'items', type: 'AsyncIterable<string>', says: refused('stream-result') },
  { name: 'lazy', type: 'Iterable<string>', says: refused('lazy-iterable') },
  { name: 'generator', type: 'Generator<string>', says: refused('lazy-iterable') },
  { name: 'nestedPromise', type: 'Promise<string>', wire: { kind: 'string' } },
  { name: 'weakRef', type: 'WeakRef<User>', says: refused('weak-collection') },
  { name: 'file', type: 'File', says: refused('web-body-type') },
  { name: 'form', type: 'FormData', says: refused('web-body-type') },
  { name: 'headers', type: 'Headers', says: refused('web-body-type') },
  { name: 'asyncGenerator', type: 'AsyncGenerator<string>', says: refused('stream-result') },
  { name: 'twoWay', type: 'AsyncGenerator<string, number, string>', says: refused('stream-result') },
  { name: 'templateKeys', type: '{ [key: `x-${string}`]: number }', wire: { kind: 'record' } },
  { name: 'numberKeys', type: '{ [key: number]: Date }', wire: { kind: 'record' } },
  {
    name: 'kept',
    type: '{ [Symbol.asyncDispose](): Promise<void> }',
    says: refused('function-in-data'),
  },
  {
    name: 'failureInside',
    type: '{ cause: TypeError }',
    wire: { kind: 'object' },
    says: ['warning error-in-data'],
  },
  // Functions, methods, nothing known
  { name: 'function', type: '{ run: () => void }', says: refused('function-in-data') },
  { name: 'constructorType', type: 'new () => User', says: refused('function-in-data') },
  { name: 'withMethods', type: 'Live', says: refused('interface-with-methods') },
  { name: 'anything', type: 'any', says: refused('any-type') },
  { name: 'unknownThing', type: 'unknown', says: refused('unknown-type') },
  { name: 'anyInside', type: '{ extra: any }', wire: { kind: 'object' }, says: ['error any-type'] },
  {
    name: 'unknownInside',
    type: 'Record<string, unknown>',
    wire: { kind: 'record', value: { kind: 'json' } },
    says: ['error unknown-type'],
  },
  { name: 'objectKeyword', type: 'object', says: refused('object-type') },
  { name: 'empty', type: '{}', says: refused('object-type') },
  { name: 'anyFunction', type: 'Function', says: refused('object-type') },
  { name: 'signal', type: 'AbortSignal', says: refused('signal-in-result') },
  // Unions
  {
    name: 'discriminated',
    type: "{ k: 'a'; v: Date } | { k: 'b'; v: number }",
    wire: { strategy: { by: 'discriminant' } },
  },
  { name: 'byKind', type: 'Date | number | string[]', wire: { strategy: { by: 'kind' } } },
  { name: 'merged', type: '{ a: number } | { b: Date }', wire: { strategy: { by: 'merged' } } },
  { name: 'byKeys', type: '{ v: number } | { v: Date; w: 1 }', wire: { strategy: { by: 'keys' } } },
  { name: 'boxed', type: 'Date | string', wire: { strategy: { by: 'boxed' } } },
  { name: 'boxedSets', type: 'Map<string, string> | Set<string>', wire: { strategy: { by: 'boxed' } } },
  { name: 'alike', type: '{ v: number } | { v: Date }', says: refused('union-not-separable') },
  // Classes
  { name: 'dto', type: 'CreateUser', wire: ref('CreateUser') },
  { name: 'money', type: 'Money', wire: ref('Money') },
  { name: 'email', type: 'Email', wire: ref('Email') },
  { name: 'result', type: 'Outcome<User>', wire: ref('Outcome') },
  { name: 'either', type: 'Either<string, User>', wire: ref('Either') },
  { name: 'keptPrivate', type: 'Kept', wire: ref('Kept'), says: ['error private-state'] },
  { name: 'tagged', type: 'Tagged', wire: ref('Tagged') },
  { name: 'secretive', type: 'Secretive', says: refused('class-not-revivable') },
  { name: 'busy', type: 'Busy', says: refused('class-not-revivable') },
  { name: 'abstract', type: 'Shape', says: refused('class-not-revivable') },
  { name: 'emitter', type: 'Emitter', says: refused('class-not-revivable') },
  { name: 'internal', type: 'Internal', says: refused('type-not-exported') },
  { name: 'inNamespace', type: 'Errors.Taken', wire: ref('Taken') },
  { name: 'entity', type: 'Account', wire: ref('Account'), says: ['warning hidden-when-serialised'] },
  { name: 'decorated', type: 'Odd', says: refused('class-not-revivable') },
  { name: 'partialDto', type: 'UpdateUser', wire: ref('UpdateUser') },
  // Libraries
  { name: 'decimal', type: 'Decimal', wire: ref('Decimal') },
  { name: 'objectId', type: 'ObjectId', wire: ref('ObjectId') },
  { name: 'day', type: 'Dayjs', wire: ref('Dayjs'), says: ['warning library-value-narrowed'] },
  { name: 'plainDate', type: 'Temporal.PlainDate', wire: ref('PlainDate') },
  { name: 'json', type: 'JsonValue', wire: { kind: 'nullable', type: { kind: 'json' } } },
  { name: 'row', type: 'Row', wire: ref('Row') },
  { name: 'handle', type: 'PrismaClient', says: refused('database-handle') },
  { name: 'request', type: 'Request', says: refused('live-handle') },
  { name: 'notFound', type: 'Absent', says: refused('type-not-found') },
  { name: 'libraryClass', type: 'Engine', says: refused('class-not-revivable') },
];

const types = `
import { Decimal, type JsonValue, type PrismaClient, type Row } from '@prisma/client';
import type { Dayjs } from 'dayjs';
import type { ObjectId } from 'mongodb';
import { Temporal } from 'temporal-polyfill';
import type { Engine } from 'engine';
import type { Request } from 'express';
import type { Absent } from 'not-installed';
import { Entity, Column } from 'typeorm';
import { Exclude } from 'class-transformer';
import { PartialType } from '@nestjs/mapped-types';
import { EventEmitter } from 'node:events';
export interface User { readonly email: string; readonly note?: string; readonly born: Date }
export interface Page<T> { readonly items: readonly T[]; readonly next?: string }
export interface Tree { readonly children: readonly Tree[] }
export interface Growing<T> { readonly value: T; readonly next?: Growing<T[]> }
export interface Live { now(): Date }
export interface Tags extends Array<string> {}
export enum Level { Low, High }
export enum Rights { Read = 1, Write = 2, Run = 4 }
export const all = Rights.Read | Rights.Write;
export enum Colour { Red = 'red', Green = 'green' }
export const enum Mode { On = 'on' }
const sizes = { small: 's', large: 'l' } as const;
export type Size = (typeof sizes)[keyof typeof sizes];
declare const brand: unique symbol;
export type UserId = string & { readonly [brand]: 'UserId' };
export class CreateUser { email!: string; name?: string }
export class Money { constructor(readonly cents: bigint, readonly currency: string) { if (cents < 0n) throw new RangeError('negative'); } plus(other: Money): Money { return new Money(this.cents + other.cents, this.currency); } }
export class Email { private constructor(readonly value: string) {} static create(value: string): Outcome<Email> { return Outcome.ok(new Email(value)); } }
export class Outcome<T> {
  constructor(readonly ok: boolean, readonly error?: string, readonly value?: T) { Object.freeze(this); }
  static ok<U>(value: U): Outcome<U> { return new Outcome<U>(true, undefined, value); }
}
export class Left<L, R> { constructor(readonly value: L) {} isLeft(): this is Left<L, R> { return true; } isRight(): this is Right<L, R> { return false; } }
export class Right<L, R> { constructor(readonly value: R) {} isLeft(): this is Left<L, R> { return false; } isRight(): this is Right<L, R> { return true; } }
export type Either<L, R> = Left<L, R> | Right<L, R>;
export class Kept { private state = 0; next(): number { return ++this.state; } }
/** @wirePrivate */
export class Tagged { private state = 0; next(): number { return ++this.state; } }
export class Secretive { #key: string; constructor(key: string) { this.#key = key; } read(): string { return this.#key; } }
export class Busy { constructor(readonly name: string) { console.log(name); register(this); } }
declare function register(it: object): void;
export abstract class Shape { abstract readonly area: number }
export class Emitter extends EventEmitter { readonly id = 1 }
class Internal { id = '' }
export namespace Errors { export class Taken { constructor(readonly name: string) {} } }
@Entity() export class Account { @Column() id!: string; @Exclude() @Column() password?: string }
function odd(target: object, key: string): void { Reflect.set(target, key, 1); }
export class Odd { @odd id!: string }
export class UpdateUser extends PartialType(CreateUser) {}
`;

const library = (text: string) => `${text}\n`;

const modules = {
  'node_modules/@prisma/client/index.d.ts':
    library(`export declare class Decimal { constructor(value: string); valueOf(): string; plus(other: Decimal): Decimal }
    export type JsonValue = string | number | boolean | null | JsonObject | JsonArray;
    export type JsonObject = { [key in string]?: JsonValue };
    export interface JsonArray extends Array<JsonValue> {}
    export type Row = { id: string; price: Decimal; meta: JsonValue | null; at: Date };
    export declare class PrismaClient { $connect(): Promise<void> }`),
  'node_modules/dayjs/index.d.ts':
    library(`export = dayjs; declare function dayjs(value?: number): dayjs.Dayjs;
    declare namespace dayjs { class Dayjs { valueOf(): number; format(): string } }`),
  'node_modules/mongodb/index.d.ts':
    'export declare class ObjectId { constructor(hex: string); toHexString(): string }',
  'node_modules/temporal-polyfill/index.d.ts': `export declare namespace Temporal { class PlainDate { static from(text: string): PlainDate; toString(): string; add(): PlainDate } }`,
  'node_modules/express/index.d.ts':
    'export interface Request { readonly url: string; get(name: string): string }',
  'node_modules/engine/index.d.ts': 'export declare class Engine { start(): void }',
  'node_modules/typeorm/index.d.ts':
    'export declare function Entity(): ClassDecorator; export declare function Column(): PropertyDecorator;',
  'node_modules/class-transformer/index.d.ts': 'export declare function Exclude(): PropertyDecorator;',
  'node_modules/@nestjs/mapped-types/index.d.ts':
    'export declare function PartialType<T>(type: new () => T): new () => Partial<T>;',
};

const probe = `${types}
export interface Probe {
${rows.map(({ name, type }) => `  ${name}(): Promise<${type}>;`).join('\n')}
}`;

const report = inspectForeign({ files: { ...modules, 'src/probe.ts': probe } });

describe('every form of type', () => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', (name, { wire, says = [] }) => {
    expect(verdictOf(report, name)).toEqual([...says].sort());
    expect(methodOf(report, name).carried).toBe(wire !== undefined);
    if (wire !== undefined) expect(resultOf(report, name)).toMatchObject(wire);
  });

  it('finds the enum that is used as flags', () => {
    expect(report.contract.types['Rights']).toMatchObject({ flags: true });
    expect(report.contract.types['Level']).not.toHaveProperty('flags');
  });

  it('reads classes by the first way that gives the same instance again', () => {
    const strategies = Object.values(report.contract.types).flatMap((type) =>
      type.kind === 'class' ? [[type.name, type.strategy.by]] : [],
    );
    expect(Object.fromEntries(strategies)).toMatchObject({
      CreateUser: 'fields',
      Money: 'constructor',
      Email: 'fields',
      Outcome: 'constructor',
      Left: 'constructor',
      Kept: 'fields',
      Account: 'fields',
      Decimal: 'library',
    });
  });

  it('says where each is imported from', () => {
    const origin = (id: string) => report.contract.types[id]?.origin;
    expect(origin('Money')).toMatchObject({ module: 'file:src/probe.ts', exported: true });
    expect(origin('Taken')).toMatchObject({ module: 'file:src/probe.ts', path: ['Errors', 'Taken'] });
    expect(origin('Decimal')).toMatchObject({ module: '@prisma/client', exported: true });
    expect(origin('Dayjs')).toMatchObject({ module: 'dayjs', exported: true });
    expect(origin('PlainDate')).toMatchObject({
      module: 'temporal-polyfill',
      path: ['Temporal', 'PlainDate'],
    });
    expect(origin('Page')).toMatchObject({ exported: false });
  });
});

describe('signatures', () => {
  const signatures = inspectForeign({
    files: {
      'node_modules/kysely/index.d.ts': 'export declare class Transaction { execute(): void }',
      'src/probe.ts': `import type { Transaction } from 'kysely';
        export interface User { readonly id: string }
        export interface Order { readonly id: number }
        export interface Probe {
          optionalHandle(id: string, trx?: Transaction): Promise<void>;
          handleBetween(id: string, trx?: Transaction, note?: string): Promise<void>;
          givenHandle(id: string, trx?: Transaction): Promise<void>;
          requiredHandle(trx: Transaction): Promise<void>;
          once<T extends object>(value: T): Promise<T>;
          twice<T>(value: T): Promise<T>;
          never<T>(value: T): Promise<T>;
          key<K extends keyof User>(key: K): Promise<User[K]>;
          overloaded(id: string): Promise<User>;
          overloaded(ids: string[]): Promise<User[]>;
          overloaded(id: string, flag: boolean): Promise<undefined>;
          rested(...ids: string[]): Promise<void>;
          rested(id: number): Promise<void>;
          /** @wireName order */
          taken({ id }: Order): Promise<void>;
          inferred(): Promise<void>;
        }`,
      'src/use.ts': `import type { Transaction } from 'kysely';
        import type { Probe, User, Order } from './probe.ts';
        export async function use(probe: Probe, trx: Transaction, user: User, order: Order): Promise<void> {
          await probe.optionalHandle('a'); await probe.optionalHandle('a', undefined);
          await probe.handleBetween('a', undefined, 'b');
          await probe.givenHandle('a', trx);
          await probe.once(user); await probe.once<User>(user);
          await probe.twice(user); await probe.twice(order);
        }`,
    },
  });
  const parametersOf = (name: string) =>
    signatures.contract.methods.find((each) => each.name === name)?.parameters;

  it('leaves out a handle that nobody gives', () => {
    expect(verdictOf(signatures, 'optionalHandle')).toEqual(['warning parameter-not-sent']);
    expect(parametersOf('optionalHandle')).toMatchObject([{ name: 'id' }]);
    expect(parametersOf('handleBetween')).toMatchObject([
      { name: 'id' },
      { name: 'trx', type: { kind: 'undefined' }, presence: 'optional' },
      { name: 'note' },
    ]);
  });

  it.each(['givenHandle', 'requiredHandle'])('refuses %s', (name) => {
    expect(verdictOf(signatures, name)).toEqual(['refuse database-handle']);
  });

  it('reads type parameters by what they are called with, or by their bound', () => {
    expect(verdictOf(signatures, 'once')).toEqual([]);
    expect(parametersOf('once')).toMatchObject([{ type: ref('User') }]);
    expect(verdictOf(signatures, 'key')).toEqual([]);
    expect(verdictOf(signatures, 'twice')).toEqual(['refuse generic-method']);
    expect(verdictOf(signatures, 'never')).toEqual(['refuse generic-method']);
  });

  it('reads overloads as one signature', () => {
    expect(verdictOf(signatures, 'overloaded')).toEqual([]);
    expect(parametersOf('overloaded')).toMatchObject([
      { type: { kind: 'union', strategy: { by: 'kind' } }, presence: 'required' },
      { type: { kind: 'boolean' }, presence: 'optional' },
    ]);
    expect(resultOf(signatures, 'overloaded')).toMatchObject({ kind: 'maybe', type: { kind: 'union' } });
    expect(verdictOf(signatures, 'rested')).toEqual(['refuse overloads']);
  });

  it('names what is taken apart', () => {
    expect(parametersOf('taken')).toMatchObject([{ name: 'order' }]);
  });
});

describe('a generic port', () => {
  const port = `export interface User { readonly id: string }
    export interface Order { readonly id: number }
    export interface Probe<T> { find(id: string): Promise<T | undefined>; all(): Promise<T[]> }`;

  it('is the instantiation that the program uses', () => {
    const one = inspectForeign({
      files: {
        'src/probe.ts': port,
        'src/users.ts': `import type { Probe, User } from './probe.ts';
          export class Users implements Probe<User> { async find(): Promise<User | undefined> { return undefined; } async all(): Promise<User[]> { return []; } }`,
      },
    });
    expect(resultOf(one, 'all')).toMatchObject({ kind: 'array', element: ref('User') });
    expect(verdictOf(one, 'find')).toEqual([]);
    const whole = one.findings.find(({ code }) => code === 'port-instantiations');
    expect(whole?.args).toEqual({ port: 'Probe', types: ['Probe<User>'] });
  });

  it('is refused where there are several', () => {
    const two = inspectForeign({
      files: {
        'src/probe.ts': port,
        'src/use.ts': `import type { Probe, User, Order } from './probe.ts';
          export interface Deps { users: Probe<User>; orders: Probe<Order> }`,
      },
    });
    expect(two.findings.map(({ code }) => code)).toContain('port-instantiations');
    expect(two.methods.every(({ carried }) => !carried)).toBe(true);
  });
});

it('says of an any what the implementation really returns', () => {
  const report = inspectForeign({
    kind: 'class',
    files: { 'src/probe.ts': 'export class Probe { async load(): Promise<any> { return { id: 1 }; } }' },
  });
  expect(methodOf(report, 'load').findings[0]).toMatchObject({
    code: 'any-type',
    args: { reason: '{ id: number; }' },
  });
});
