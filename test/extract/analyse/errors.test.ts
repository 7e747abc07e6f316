import { describe, expect, it } from 'vitest';
import { decideStatus } from '../../../src/extract/analyse/errors/status.ts';
import { codesOf, inspectProbe } from './probe.ts';

const index = `
import { DomainError } from '@shop/platform/errors';
export class NotFound extends Error { readonly status = 404; constructor(readonly id: string) { super('no ' + id) } }
export class Declined extends Error { readonly status = 402; constructor(readonly reason: string) { super(reason) } }
export class HardDeclined extends Declined {}
export class Conflict extends Error {}
export class Stored extends Error { code?: string; constructor(id: string) { super('stored ' + id) } }
export class Sealed extends Error { #key: string; constructor(key: string) { super('sealed'); this.#key = key } key() { return this.#key } }
export class InvalidToken extends DomainError { readonly status = 401; constructor() { super('not valid') } }
/** @status 410
 * @retryable */
export class Gone extends Error {}
export class Based extends Error { constructor(message: string) { super(message); Object.setPrototypeOf(this, Based.prototype) } }
export class Replaced extends Based {}
export class Kept extends Based { constructor(message: string) { super(message); Object.setPrototypeOf(this, new.target.prototype) } }
class Internal extends Error {}
export const internal = () => new Internal('x');
export interface Store { load(id: string): Promise<string> }
export interface Probe {
  direct(): Promise<void>;
  dispatched(id: string): Promise<string>;
  factory(id: string): Promise<void>;
  asserts(id: string): Promise<void>;
  mapped(id: string): Promise<void>;
  swallowed(id: string): Promise<void>;
  finallyThrows(): Promise<void>;
  rejected(): Promise<void>;
  handled(id: string): Promise<string>;
  callbacks(ids: string[]): Promise<void>;
  either(first: boolean): Promise<void>;
  excluded(id: string): Promise<void>;
  circular(depth: number): Promise<void>;
  revived(): Promise<void>;
  sealed(): Promise<void>;
  reserved(): Promise<void>;
  gone(): Promise<void>;
  hidden(): Promise<void>;
  text(): Promise<void>;
  builtIn(): Promise<void>;
  /** @throws {Conflict} */
  tagged(): Promise<void>;
  derived(): Promise<void>;
  replaced(): Promise<void>;
  kept(): Promise<void>;
}`;

const host = `
import type { HostedModule } from '@shop/platform/module';
import { Conflict, Declined, Gone, HardDeclined, internal, InvalidToken, Kept, Replaced, NotFound, Sealed, Stored, type Probe, type Store } from './index.ts';

class MemoryStore implements Store {
  async load(id: string): Promise<string> { if (id === '') throw new NotFound(id); return id; }
}
const notFound = (id: string): Error => new NotFound(id);
function mustHave(id: string): asserts id is string { if (!id) throw new NotFound(id); }

class ProbeService implements Probe {
  readonly #store: Store;
  constructor(store: Store) { this.#store = store; }
  async direct() { throw new Declined('funds'); }
  async dispatched(id: string) { return this.#store.load(id); }
  async factory(id: string) { throw notFound(id); }
  async asserts(id: string) { mustHave(id); }
  async mapped(id: string) { try { await this.#store.load(id); } catch (error) { if (error instanceof Declined) throw error; throw new Conflict('x'); } }
  async swallowed(id: string) { try { await this.#store.load(id); } catch { return; } }
  async finallyThrows() { try { throw new NotFound('a'); } finally { await this.direct(); } }
  async rejected() { return Promise.reject(new Conflict('x')); }
  async handled(id: string) { return this.#store.load(id).catch((error: unknown) => { if (error instanceof NotFound) return ''; throw new Conflict('x'); }); }
  async callbacks(ids: string[]) { await Promise.all(ids.map(async (id) => { if (id) throw new NotFound(id); })); }
  async either(first: boolean) { const error = first ? new NotFound('a') : new Conflict('b'); throw error; }
  async excluded(id: string) { try { await this.#store.load(id); await this.direct(); } catch (error) { if (error instanceof NotFound) return; throw error; } }
  async circular(depth: number): Promise<void> { if (depth > 3) throw new NotFound('deep'); await this.#again(depth); }
  async #again(depth: number): Promise<void> { if (depth < 0) throw new Conflict('x'); await this.circular(depth + 1); }
  async revived() { throw new Stored('a'); }
  async sealed() { throw new Sealed('a'); }
  async reserved() { throw new InvalidToken(); }
  async gone() { throw new Gone('a'); }
  async hidden() { throw internal(); }
  async text() { throw 'no'; }
  async builtIn() { JSON.parse('{'); throw new TypeError('a'); }
  async tagged() {}
  async replaced() { throw new Replaced('a'); }
  async kept() { throw new Kept('a'); }
  async derived() { if (Math.random() > 2) throw new Declined('a'); throw new HardDeclined('b'); }
}
export function createProbe(): HostedModule<Probe> { return { port: new ProbeService(new MemoryStore()) }; }`;

const report = inspectProbe({ index, host });
const throwsOf = (name: string) => report.contract.methods.find((method) => method.name === name)?.throws;

describe('thrown errors', () => {
  it.each([
    ['direct', ['Declined']],
    ['dispatched', ['NotFound']],
    ['factory', ['NotFound']],
    ['asserts', ['NotFound']],
    ['mapped', ['Declined', 'Conflict']],
    ['swallowed', []],
    ['finallyThrows', ['Declined', 'NotFound']],
    ['rejected', ['Conflict']],
    ['handled', ['Conflict']],
    ['callbacks', ['NotFound']],
    ['either', ['Conflict', 'NotFound']],
    ['excluded', ['Declined']],
    ['circular', ['Conflict', 'NotFound']],
    ['builtIn', []],
    ['tagged', ['Conflict']],
    ['derived', ['HardDeclined', 'Declined']],
    ['replaced', ['Based']],
    ['kept', ['Kept']],
  ])('%s', (name, classes) => {
    expect([...(throwsOf(name) ?? [])].sort()).toEqual([...classes].sort());
  });

  it('puts the most derived class first', () => {
    expect(throwsOf('derived')).toEqual(['HardDeclined', 'Declined']);
  });
});

describe('what becomes of an error class', () => {
  it.each([
    [
      'NotFound',
      { strategy: { by: 'constructor', parameters: ['id'] }, status: 404, fields: [{ name: 'id' }] },
    ],
    ['Conflict', { strategy: { by: 'constructor', parameters: ['message'] }, status: 409, fields: [] }],
    ['Stored', { strategy: { by: 'revive' }, status: 422, fields: [{ name: 'code', presence: 'optional' }] }],
    ['Gone', { status: 410, retryable: true }],
    ['InvalidToken', { strategy: { by: 'constructor', parameters: [] }, status: 400 }],
  ])('%s', (id, error) => {
    expect(report.contract.types[id]).toMatchObject({ kind: 'error', error });
  });

  it.each([
    ['sealed', ['error-not-revivable']],
    ['reserved', ['error-status-reserved']],
    ['hidden', ['error-not-exported']],
    ['text', ['non-error-throw']],
    ['replaced', ['error-prototype-replaced']],
    ['kept', []],
  ])('%s has the finding %s', (name, codes) => {
    expect(codesOf(report, name)).toEqual(codes);
  });
});

it.each([
  [{ name: 'OrderNotFound' }, { status: 404 }],
  [{ name: 'Anything' }, { status: 422 }],
  [{ name: 'QuotaExceeded' }, { status: 422 }],
  [{ name: 'AccessDenied' }, { status: 403 }],
  [{ name: 'X', field: 409 }, { status: 409 }],
  [{ name: 'X', field: 409, tagged: 418 }, { status: 418 }],
  [
    { name: 'TooManyCalls', field: 429 },
    { status: 422, reserved: 429 },
  ],
])('gives %j the status %j', (sources, decided) => {
  expect(decideStatus(sources)).toEqual(decided);
});
