/** Texts of contracts whose names or types get in each other's way. */
import { describe, expect, it } from 'vitest';
import { emitClient, emitService, renderPartsFor } from '../../../src/extract/emit/index.ts';
import { inspectProbe } from '../analyse/probe.ts';

const render = renderPartsFor('shop');
const module = { name: '@shop/probe', folder: 'modules/probe' };

async function emitted(index: string, path: string): Promise<string> {
  const { contract } = inspectProbe({ index });
  const files = await emitClient(contract, { scope: 'shop', module, suite: 'calls', render });
  return files.get(path) ?? `no file ${path}`;
}

describe('names', () => {
  it('gives methods that differ in a capital a constant each', async () => {
    const text = await emitted(
      'export interface Probe { charge(): Promise<void>; Charge(): Promise<void> }',
      'src/service.ts',
    );
    expect(text).toContain('methods: { charge: chargeMethod, Charge: chargeMethod2 }');
  });

  it('keeps the names of codecs free, and those of the runtime', async () => {
    const text = await emitted(
      'export type Tagged = { [key: `x-${string}`]: number }; export type Optional = string[] | number; export interface Probe { keep(it: Tagged, or: { o?: Optional }): Promise<void> }',
      'src/codecs.ts',
    );
    expect(text.match(/function decodeTagged\(/g)).toHaveLength(1);
    expect(text).not.toMatch(/const (?:read|write)Optional\b/);
  });

  it('leaves a Host that is not used out of the way of the linter', async () => {
    const { contract } = inspectProbe({ index: 'export interface Probe { ask(): Promise<void> }' });
    const composition = { callText: 'createProbe()', imports: [], host: 'host', modules: [], statements: [] };
    const files = await emitService(contract, {
      scope: 'shop',
      module,
      composition,
      port: 3100,
      render,
      durable: false,
    });
    expect(files.get('src/compose.ts')).toContain('compose(_host: Host)');
  });
});

describe('fields of a class', () => {
  it('may be called as reserved words are', async () => {
    const index = `export class Votes { initial = 0; new = 0; child = 0; total() { return this.initial + this.new } }
      export interface Probe { count(): Promise<Votes> }`;
    const text = await emitted(index, 'src/codecs.ts');
    expect(text).toContain("const field2 = readNumber(from['new'], at, 'new');");
  });
});

describe('unions', () => {
  it('reads patterns and literals of one union as one pattern', async () => {
    const text = await emitted(
      "export interface Probe { find(id: `user-${string}` | `org-${string}` | 'all' | 5): Promise<void> }",
      'src/codecs.ts',
    );
    expect(text.match(/\/\^\(\?:all\|org-\[\\s\\S\]\*\|user-\[\\s\\S\]\*\)\$\//g)).toHaveLength(2);
  });

  it('takes the values of every member for a key that several have', async () => {
    const text = await emitted(
      `export type Shape = { kind: 'circle'; r: number } | { kind: 'square'; side: bigint } | { of: Date };
       export interface Probe { draw(shape: Shape): Promise<void> }`,
      'src/codecs.ts',
    );
    expect(text).toContain("literalReader(['circle', 'square'])");
  });

  it('names the member of an enum, and a brand by its alias', async () => {
    const index = `declare const brand: unique symbol;
      export type Id = string & { readonly [brand]: 'Id' };
      export enum Kind { Cash = 'cash', Card = 'card' }
      export interface Probe { pay(id: Id, by: Kind.Card): Promise<void> }`;
    expect(await emitted(index, 'src/codecs.ts')).toContain('literalReader([Kind.Card])');
    expect(await emitted(index, 'test/arbitraries.ts')).toContain('value as Id');
  });

  it('keeps an undefined that an optional element of a tuple declares', async () => {
    const text = await emitted(
      'export interface Probe { take(pair: [number, (string | undefined)?]): Promise<void> }',
      'src/codecs.ts',
    );
    expect(text).toContain('undefinedAsNullReader(readString)');
  });
});
