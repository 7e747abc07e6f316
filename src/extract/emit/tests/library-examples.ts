/** A text that each value object of a library is read from, by its name. */
export const libraryExamples: Readonly<Partial<Record<string, string>>> = {
  Decimal: '12.50',
  BigNumber: '12.5',
  Big: '12.5',
  ObjectId: '65f0a1b2c3d4e5f6a7b8c9d0',
  Instant: '2026-01-31T12:00:00Z',
  ZonedDateTime: '2026-01-31T12:00:00+01:00[Europe/Berlin]',
  PlainDate: '2026-01-31',
  PlainTime: '12:00:00',
  PlainDateTime: '2026-01-31T12:00:00',
  PlainYearMonth: '2026-01',
  PlainMonthDay: '01-31',
  Duration: 'PT1H30M',
};
