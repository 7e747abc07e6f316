/** A month of a year, made by {@link Period.of} alone. */
export class Period {
  readonly year: number;
  readonly month: number;

  private constructor(year: number, month: number) {
    this.year = year;
    this.month = month;
  }

  static of(year: number, month: number): Period {
    if (!Number.isInteger(month) || month < 1 || month > 12) throw new RangeError('a month is 1 to 12');
    return new Period(year, month);
  }

  toString(): string {
    return `${this.year}-${String(this.month).padStart(2, '0')}`;
  }
}
