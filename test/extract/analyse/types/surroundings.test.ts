import { expect, it } from 'vitest';
import { inspectForeign, methodOf, verdictOf } from './foreign-probe.ts';

it('finds classes whose import would start the program', () => {
  const report = inspectForeign({
    files: {
      'src/app.ts': `declare const app: { listen(port: number): void };
        export class Money { constructor(readonly cents: number) {} }
        export class Declined extends Error {}
        app.listen(3000);`,
      'src/probe.ts': `import type { Money } from './app.ts';
        export interface Probe {
          pay(money: Money): Promise<void>;
          /** @throws {Declined} */
          other(): Promise<void>;
        }`,
    },
  });
  expect(verdictOf(report, 'pay')).toEqual(['error import-side-effect']);
  expect(methodOf(report, 'pay').findings[0]).toMatchObject({
    place: { file: 'src/app.ts', line: 4 },
    args: { reason: 'app.listen(3000);' },
  });
  expect(verdictOf(report, 'other')).toEqual(['error import-side-effect']);
});

it('finds classes whose subclasses would be cut to size', () => {
  const report = inspectForeign({
    files: {
      'src/probe.ts': `export class Animal { constructor(readonly name: string) {} }
        export class Dog extends Animal { constructor(name: string, readonly tricks: number) { super(name); } }
        export interface Probe { feed(animal: Animal): Promise<void>; walk(dog: Dog): Promise<void> }`,
    },
  });
  expect(verdictOf(report, 'feed')).toEqual(['warning subclass-sliced']);
  expect(verdictOf(report, 'walk')).toEqual([]);
});

it('takes an enum for flags only where its values are combined, not its types', () => {
  const report = inspectForeign({
    files: {
      'src/probe.ts': `export enum Level { Low = 1, High = 2 }
        export type Both = Level.Low | Level.High;
        export interface Probe { set(level: Level): Promise<void> }`,
    },
  });
  expect(report.contract.types['Level']).not.toHaveProperty('flags');
});

it('finds errors of libraries and of the language, and says what arrives otherwise', () => {
  const report = inspectForeign({
    kind: 'class',
    files: {
      'node_modules/@nestjs/common/index.d.ts': `export declare class HttpException extends Error {
          private readonly response; private readonly status;
          constructor(response: string | object, status: number); getStatus(): number }
        export declare class NotFoundException extends HttpException { constructor(message?: string) }`,
      'node_modules/http-things/index.d.ts': 'export declare class Gone extends Error { private gone; }',
      'src/probe.ts': `import { NotFoundException } from '@nestjs/common';
        import { Gone } from 'http-things';
        export class CardDeclined extends NotFoundException { constructor(readonly reason: string, extra: string) { super(reason + extra); } }
        export class Wrapped extends Error { constructor(message: string) { super(message); } }
        export class Probe {
          async nest(id: string): Promise<void> { if (id === '') throw new NotFoundException(id); }
          async own(): Promise<void> { throw new CardDeclined('a', 'b'); }
          async language(id: string): Promise<void> { if (id === '') throw new RangeError('id'); }
          async plain(): Promise<void> { throw new Error('secret'); }
          async library(): Promise<void> { throw new Gone(); }
          async leaky(): Promise<void> { try { await this.plain(); } catch (error) { throw new Wrapped(\`failed: \${error}\`); } }
        }`,
    },
  });
  const codes = (name: string) => methodOf(report, name).findings.map(({ code }) => code);
  const throwsOf = (name: string) => report.contract.methods.find((each) => each.name === name)?.throws;
  expect(throwsOf('nest')).toEqual(['NotFoundException']);
  expect(report.contract.types['NotFoundException']).toMatchObject({
    origin: { module: '@nestjs/common', exported: true },
    error: {
      status: 404,
      strategy: { by: 'revive' },
      fields: [
        { name: 'response', type: { kind: 'json' }, hidden: true },
        { name: 'status', hidden: true },
      ],
    },
  });
  expect(report.contract.types['CardDeclined']).toMatchObject({
    error: { fields: [{ name: 'response' }, { name: 'status' }, { name: 'reason' }] },
  });
  expect(throwsOf('language')).toEqual(['RangeError']);
  expect(report.contract.types['RangeError']?.origin.module).toBe('global');
  expect(throwsOf('plain')).toEqual([]);
  expect(codes('plain')).toContain('plain-error-thrown');
  expect(codes('library')).toContain('library-error-thrown');
  expect(codes('leaky')).toContain('error-message-leaks');
});

it('finds tests for errors that never arrive, and clauses that swallow all of them', () => {
  const report = inspectForeign({
    files: {
      'src/probe.ts': `export class Taken extends Error { readonly code = 'taken'; }
        export interface Probe {
          /** @throws {Taken} */
          add(id: string): Promise<void>;
          list(): Promise<string[]>;
        }`,
      'src/use.ts': `import type { Probe } from './probe.ts';
        declare function isAxiosError(error: unknown): boolean;
        export async function byCode(probe: Probe): Promise<string> { try { await probe.list(); return ''; } catch (error: any) { if (error.code === 'P2002') return 'again'; throw error; } }
        export async function byKnownCode(probe: Probe): Promise<string> { try { await probe.add('a'); return ''; } catch (error: any) { if (error.code === 'taken') return 'taken'; throw error; } }
        export async function byHelper(probe: Probe): Promise<string> { try { await probe.list(); return ''; } catch (error) { if (isAxiosError(error)) return 'http'; throw error; } }
        export async function bySwitch(probe: Probe): Promise<string> { try { await probe.list(); return ''; } catch (error: any) { switch (error.name) { case 'QueryFailedError': return 'q'; default: throw error; } } }
        export async function swallows(probe: Probe): Promise<string[]> { try { return await probe.list(); } catch { return []; } }
        export async function ignores(probe: Probe): Promise<string[]> { return probe.list().catch(() => []); }`,
    },
  });
  const of = (code: string) =>
    report.findings.flatMap((finding) => (finding.code === code ? [finding.args] : []));
  expect(of('catch-of-undeclared-error')).toMatchObject([
    { caller: 'byCode', error: "error.code === 'P2002'" },
    { caller: 'byHelper', error: 'isAxiosError(error)' },
    { caller: 'bySwitch', error: "'QueryFailedError'" },
  ]);
  expect(of('catch-all-around-call')).toMatchObject([{ caller: 'swallows' }, { caller: 'ignores' }]);
});
