import { describe, expect, it } from 'vitest';
import { hashContract, readContract, sealContract } from '../../../src/extract/contract/index.ts';
import type { Contract } from '../../../src/extract/contract/index.ts';
import { inspectProbe } from '../analyse/probe.ts';

const { contract } = inspectProbe({
  index: `
export enum Colour { Red = 'red' }
export class Money { constructor(readonly cents: bigint) {} }
export class Declined extends Error { constructor(readonly reason: 'a' | 'b') { super(reason) } }
export interface Tree { readonly children: readonly Tree[]; readonly at?: Date | null }
export interface Probe {
  /** Doc. @idempotent @throws {Declined} */
  one(tree: Tree, colour?: Colour, ...rest: [Money, Map<string, Set<URL>>][]): Promise<Uint8Array>;
  /** @throws {Declined} */
  two(union: Date | string, id: string & { readonly __id: true }, key: \`k-\${number}\`): Promise<Record<string, bigint | undefined>>;
}`,
});

const moved = (change: (text: string) => string): Contract =>
  JSON.parse(change(JSON.stringify(contract))) as Contract;

describe('the hash', () => {
  it('is 16 hexadecimal characters', () => {
    expect(contract.hash).toMatch(/^[0-9a-f]{16}$/);
  });

  it('does not see places, docs, or the order of methods', () => {
    expect(hashContract(moved((text) => text.replaceAll(/"line":\d+/g, '"line":99')))).toBe(contract.hash);
    expect(
      hashContract({
        ...contract,
        doc: 'x',
        methods: contract.methods.map((each) => ({ ...each, doc: 'x' })),
      }),
    ).toBe(contract.hash);
    expect(hashContract({ ...contract, methods: contract.methods.toReversed() })).toBe(contract.hash);
  });

  it('sees types, errors and safety', () => {
    const hashes = [
      moved((text) => text.replace('"bigint"', '"number"')),
      { ...contract, methods: contract.methods.map((each) => ({ ...each, throws: [] })) },
      { ...contract, methods: contract.methods.map((each) => ({ ...each, safety: 'readonly' as const })) },
    ].map(hashContract);
    expect(new Set([...hashes, contract.hash]).size).toBe(4);
  });
});

describe('reading a contract', () => {
  it('gives back what was written', () => {
    expect(readContract(JSON.stringify(contract))).toEqual({ ok: true, value: contract, findings: [] });
  });

  it.each([
    ['no JSON', '{', 'contract-unreadable'],
    ['another version', JSON.stringify({ ...contract, schemaVersion: 2 }), 'contract-unreadable'],
    ['an unknown kind of type', JSON.stringify(contract).replace('"url"', '"uri"'), 'contract-unreadable'],
    [
      'a type that is missing',
      JSON.stringify(sealContract({ ...contract, types: {} })),
      'contract-unreadable',
    ],
    ['an edited method', JSON.stringify(contract).replace('"bigint"', '"number"'), 'contract-edited'],
  ])('tells of %s', (_, text, code) => {
    const read = readContract(text);
    expect(read.findings.map((finding) => finding.code)).toEqual([code]);
  });
});
