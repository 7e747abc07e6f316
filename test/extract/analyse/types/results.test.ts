/** Results: plain unions, those of neverthrow as its own package declares them, and those of libraries that keep them closed. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { wordingOf } from '../../../../src/diagnostics/index.ts';
import { inspectForeign, methodOf, resultOf, verdictOf } from './foreign-probe.ts';

const declarations = fileURLToPath(
  new URL('../../../../node_modules/neverthrow/dist/index.d.ts', import.meta.url),
);

const report = inspectForeign({
  files: {
    'node_modules/neverthrow/package.json': JSON.stringify({ name: 'neverthrow', types: 'index.d.ts' }),
    'node_modules/neverthrow/index.d.ts': readFileSync(declarations, 'utf8'),
    'node_modules/true-myth/index.d.ts': `interface Methods<T, E> { map<U>(f: (value: T) => U): Result<U, E> }
      export interface Ok<T, E> extends Methods<T, E> { readonly isOk: true; readonly value: T }
      export interface Err<T, E> extends Methods<T, E> { readonly isOk: false; readonly error: E }
      export type Result<T, E> = Ok<T, E> | Err<T, E>;`,
    'node_modules/oxide.ts/index.d.ts':
      'export declare class ResultType<T, E> { isOk(): boolean; unwrap(): T }',
    'src/probe.ts': `import type { Result, ResultAsync } from 'neverthrow';
      import type { Result as Myth } from 'true-myth';
      import type { ResultType } from 'oxide.ts';
      export interface User { readonly id: string; readonly born: Date }
      export class Absent extends Error { constructor(readonly id: string) { super('absent'); } }
      export interface Probe {
        ok(): Promise<{ ok: true; value: User } | { ok: false; error: string }>;
        success(): Promise<{ success: true; data: Date } | { success: false; error: { code: number } }>;
        either(): Promise<{ _tag: 'Left'; left: string } | { _tag: 'Right'; right: Date }>;
        found(): Promise<Result<User, Absent>>;
        done(): Promise<Result<void, 'taken' | 'closed'>>;
        many(): Promise<Result<User, Absent>[]>;
        later(): ResultAsync<User, Absent>;
        myth(): Promise<Myth<User, string>>;
        oxide(): Promise<ResultType<User, string>>;
      }`,
  },
});

describe('a result', () => {
  it.each([
    ['ok', { strategy: { by: 'discriminant', property: 'ok' } }],
    ['success', { strategy: { by: 'discriminant', property: 'success' } }],
    ['either', { strategy: { by: 'discriminant', property: '_tag' } }],
    [
      'found',
      { kind: 'union', members: [{ type: { kind: 'ref', id: 'Err' } }, { type: { kind: 'ref', id: 'Ok' } }] },
    ],
    ['done', { kind: 'union' }],
    ['many', { kind: 'array', element: { kind: 'union' } }],
  ])('%s is carried', (name, wire) => {
    expect(verdictOf(report, name)).toEqual([]);
    expect(resultOf(report, name)).toMatchObject(wire);
  });

  it('of neverthrow is made again by its own constructors', () => {
    expect(report.contract.types['Ok']).toMatchObject({
      origin: { module: 'neverthrow', exported: true },
      strategy: { by: 'constructor', parameters: ['value'] },
      fields: [{ name: 'value', type: { kind: 'ref', id: 'User' } }],
      arguments: [
        { kind: 'ref', id: 'User' },
        { kind: 'ref', id: 'Absent' },
      ],
    });
  });

  it.each([
    ['later', 'custom-thenable'],
    ['myth', 'library-result'],
    ['oxide', 'library-result'],
  ])('%s is refused with what to return instead', (name, code) => {
    expect(verdictOf(report, name)).toEqual([`refuse ${code}`]);
    const [finding] = methodOf(report, name).findings;
    expect(finding && wordingOf(finding).hint).toMatch(
      /^let Probe\.\w+ return (?:Promise<Result|\{ ok: true)/,
    );
  });
});
