/** Errors that are declared elsewhere, or that say too little of themselves: what arrives, and what is said. */
import { describe, expect, it } from 'vitest';
import { inspectForeign, methodOf } from './foreign-probe.ts';

interface Row {
  readonly name: string;
  /** How the library declares it. */
  readonly declared: string;
  readonly thrown?: string;
  /** Its error in the contract, in part; nothing where it stays behind. */
  readonly error?: object;
  readonly because?: string;
}

const rows: readonly Row[] = [
  {
    name: 'Plain',
    declared: 'class Plain extends Error {}',
    error: { strategy: { by: 'revive' }, fields: [] },
  },
  {
    name: 'NotFoundError',
    declared:
      'class NotFoundError extends Base { readonly resource: string; constructor(a: number, b: string) }',
    error: {
      strategy: { by: 'revive' },
      status: 404,
      fields: [
        { name: 'resource', type: { kind: 'string' } },
        { name: 'code', type: { kind: 'number' } },
      ],
    },
  },
  {
    name: 'Detailed',
    declared:
      'class Detailed extends Error { details: { path: (string | number)[]; context?: { [key: string]: any } }[]; _original: any }',
    error: { fields: [{ name: 'details' }] },
  },
  { name: 'Hash', declared: 'class Hash extends Error { #secret; }', because: 'its #secret is private' },
  {
    name: 'Kept',
    declared: 'class Kept extends Error { private readonly response; }',
    because: 'its response is private',
  },
  { name: 'Below', declared: 'class Below extends Kept {}', because: 'its response is private' },
  {
    name: 'Live',
    declared: 'class Live extends Error { socket: { end(): void } }',
    because: 'its socket is { end(): void; }',
  },
  {
    name: 'Interface',
    declared: 'interface Interface extends Error { status: number } declare const made: Interface',
    thrown: 'made',
    because: 'it is declared without a class',
  },
];

const library = `export declare class Base extends Error { code: number }
${rows.map(({ declared }) => declared.replace(/\b(class|interface|const) /, (word) => (word === 'interface ' ? `export ${word}` : `export declare ${word}`)).replace(' declare const', '\nexport declare const')).join('\n')}`;

const report = inspectForeign({
  kind: 'class',
  files: {
    'node_modules/errors-of-others/index.d.ts': library,
    'src/probe.ts': `import * as lib from 'errors-of-others';
      export class Probe {
        ${rows.map(({ name, thrown }) => `async throws${name}(): Promise<void> { throw ${thrown === undefined ? `new lib.${name}(${name === 'NotFoundError' ? "1, 'a'" : ''})` : `lib.${thrown}`}; }`).join('\n')}
      }`,
  },
});

describe('an error class of a library', () => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', (name, { error, because }) => {
    const method = methodOf(report, `throws${name}`);
    expect(method.carried).toBe(true);
    const said = method.findings.filter(({ code }) => code === 'library-error-thrown');
    expect(said.map(({ args }) => args)).toMatchObject(because === undefined ? [] : [{ reason: because }]);
    const found = report.contract.types[name];
    if (error === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject({ origin: { module: 'errors-of-others', exported: true }, error });
  });
});

const own = inspectForeign({
  kind: 'class',
  files: {
    'node_modules/errors-of-others/index.d.ts': `export declare class ApiError extends Error { status: number; constructor(status: number, message: string) }`,
    'src/probe.ts': `import { ApiError } from 'errors-of-others';
      export class Vague extends Error { extra: object; cause2?: unknown; constructor(message: string) { super(message); } }
      export class Carrying extends Error { constructor(message: string, readonly original: any) { super(message); } }
      export class Boxed extends Error { constructor(message: string, readonly params: object) { super(message); } }
      /** @wireName CardRefused */
      export class PaymentRefused extends Error { constructor(readonly reason: string) { super(reason); } }
      export class Gone extends ApiError { constructor(id: number) { super(id, 'gone'); } }
      export class Probe {
        async vague(): Promise<void> { throw new Vague('a'); }
        async carrying(): Promise<void> { throw new Carrying('a', new Error('b')); }
        async boxed(): Promise<void> { throw new Boxed('a', {}); }
        async renamed(): Promise<void> { throw new PaymentRefused('a'); }
        async gone(): Promise<void> { throw new Gone(1); }
      }`,
  },
});

describe('an error class of the project', () => {
  it.each([
    ['vague', 'Vague', 2],
    ['carrying', 'Carrying', 1],
    ['boxed', 'Boxed', 1],
  ])('%s sends what its fields hold where that is JSON', (method, id, open) => {
    const { carried, findings } = methodOf(own, method);
    expect(carried).toBe(true);
    expect(findings.map(({ level, code }) => `${level} ${code}`)).toEqual(
      Array(open).fill('warning error-field-open'),
    );
    const field = { type: { kind: 'json' }, presence: 'optional', ifAny: true };
    const fields = Array.from({ length: open }, () => field);
    expect(own.contract.types[id]).toMatchObject({ error: { fields } });
  });

  it('gives a constructor only what it takes', () => {
    const strategies = Object.fromEntries(
      Object.values(own.contract.types).flatMap((type) =>
        type.kind === 'error' ? [[type.name, type.error.strategy.by]] : [],
      ),
    );
    // An object is more than JSON to the compiler; and what a library's constructor makes of its arguments is not known.
    expect(strategies).toMatchObject({ Boxed: 'revive', Gone: 'revive' });
  });

  it('travels under the name that its tag gives it', () => {
    expect(own.contract.methods.find(({ name }) => name === 'renamed')?.throws).toEqual(['CardRefused']);
    expect(own.contract.types['CardRefused']).toMatchObject({ origin: { path: ['PaymentRefused'] } });
  });
});
