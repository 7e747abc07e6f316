/**
 * An amount in the currency's minor units (cents), never negative. Two amounts only combine in one currency:
 * mixing them is a mistake in the program and throws a RangeError.
 */
export class Money {
  /** Minor units: 1999n of EUR is 19.99 €. */
  readonly amount: bigint;
  /** ISO 4217 code, upper case. */
  readonly currency: string;

  constructor(amount: bigint, currency: string) {
    if (amount < 0n) throw new RangeError('An amount of money cannot be negative.');
    if (!/^[A-Z]{3}$/.test(currency))
      throw new RangeError('A currency is three upper-case letters, as in ISO 4217.');
    this.amount = amount;
    this.currency = currency;
  }

  plus(other: Money): Money {
    mustShareCurrency(this, other);
    return new Money(this.amount + other.amount, this.currency);
  }

  /** Throws a RangeError where the result would be negative. */
  minus(other: Money): Money {
    mustShareCurrency(this, other);
    return new Money(this.amount - other.amount, this.currency);
  }

  times(factor: number): Money {
    return new Money(this.amount * BigInt(factor), this.currency);
  }

  equals(other: Money): boolean {
    return this.amount === other.amount && this.currency === other.currency;
  }

  exceeds(other: Money): boolean {
    mustShareCurrency(this, other);
    return this.amount > other.amount;
  }
}

function mustShareCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    throw new RangeError(`${a.currency} and ${b.currency} do not combine without an exchange rate.`);
  }
}
