import { describe, expect, it } from 'vitest';
import { Money } from '../src/index.ts';

const eur = (amount: bigint): Money => new Money(amount, 'EUR');

describe('money', () => {
  it('adds, subtracts, multiplies and compares', () => {
    expect(eur(150n).plus(eur(50n))).toEqual(eur(200n));
    expect(eur(150n).minus(eur(150n))).toEqual(eur(0n));
    expect(eur(150n).times(3)).toEqual(eur(450n));
    expect(eur(2n).exceeds(eur(1n))).toBe(true);
    expect(eur(1n).exceeds(eur(1n))).toBe(false);
    expect(eur(1n).equals(eur(1n))).toBe(true);
    expect(eur(1n).equals(new Money(1n, 'USD'))).toBe(false);
  });

  it('is never negative', () => {
    expect(() => eur(-1n)).toThrow(RangeError);
    expect(() => eur(1n).minus(eur(2n))).toThrow(RangeError);
  });

  it('does not mix currencies', () => {
    expect(() => eur(1n).plus(new Money(1n, 'USD'))).toThrow('EUR and USD');
  });

  it.each(['', 'eur', 'EURO'])('does not take %j for a currency', (currency) => {
    expect(() => new Money(1n, currency)).toThrow(RangeError);
  });
});
