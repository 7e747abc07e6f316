import { describe, expect, it } from 'vitest';
import { codesOf, inspectProbe } from './probe.ts';

describe('what would be dropped or would not compile', () => {
  it('refuses names that every class has', () => {
    const report = inspectProbe({
      index: `export interface Probe { constructor(x: number): Promise<void>; __proto__(): Promise<void>; toString(): Promise<string> }`,
    });
    expect(codesOf(report, 'constructor')).toEqual(['reserved-method']);
    expect(codesOf(report, '__proto__')).toEqual(['reserved-method']);
    expect(codesOf(report, 'toString')).toEqual([]);
  });

  it('refuses open keys of which only some would be sent', () => {
    const report = inspectProbe({
      index: `export interface Probe {
        two(x: { [key: \`x-\${string}\`]: number; [key: \`y-\${string}\`]: Date }): Promise<void>;
        beside(x: { id: string; [key: \`x-\${string}\`]: number }): Promise<void>;
        narrow(x: { [key: number]: number; [key: string]: number | string }): Promise<void>;
      }`,
    });
    expect(codesOf(report, 'two')).toEqual(['index-signature']);
    expect(codesOf(report, 'beside')).toEqual(['index-signature']);
    expect(report.contract.methods.find(({ name }) => name === 'narrow')?.parameters).toMatchObject([
      { type: { kind: 'record', value: { kind: 'union' } } },
    ]);
  });

  it('finds tags that say nothing that can be done', () => {
    const report = inspectProbe({
      index: `export interface Charge { orderId: string; at: Date; note: { id?: string } | null }
      export interface Probe {
        /** @timeout 20 minutes */ slow(): Promise<void>;
        /** @idempotencyKey charge.oderId */ typo(charge: Charge): Promise<void>;
        /** @idempotencyKey charge.at */ date(charge: Charge): Promise<void>;
        /** @idempotencyKey order */ other(charge: Charge): Promise<void>;
        /** @idempotencyKey charge.note.id */ fine(charge: Charge): Promise<void>;
      }`,
    });
    expect(codesOf(report, 'slow')).toEqual(['timeout-not-understood']);
    for (const name of ['typo', 'date', 'other'])
      expect(codesOf(report, name)).toEqual(['idempotency-key-not-found']);
    expect(codesOf(report, 'fine')).toEqual([]);
  });

  it('reads an alias that contains itself beside null, under its name', () => {
    const { contract } = inspectProbe({
      index: `export type Value = null | string | Value[] | { [key: string]: Value };
        export interface Probe { keep(value: Value): Promise<Value> }`,
    });
    expect(contract.types['Value']).toMatchObject({ kind: 'alias', type: { kind: 'nullable' } });
    expect(contract.methods[0]?.result).toEqual({ kind: 'ref', id: 'Value' });
  });

  it('knows the member of an enum from its bare value', () => {
    const { contract } = inspectProbe({
      index: `export enum Kind { Cash = 'cash', Card = 'card' }
        export interface Probe { pay(by: Kind.Card): Promise<void> }`,
    });
    expect(contract.methods[0]?.parameters[0]?.type).toEqual({
      kind: 'literal',
      value: 'card',
      of: { kind: 'ref', id: 'Kind' },
      member: 'Card',
    });
  });
});
