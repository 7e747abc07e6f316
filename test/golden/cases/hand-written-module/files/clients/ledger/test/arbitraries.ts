// Made by extract from the contract e01d8ff31a0ae167 of LedgerPort. Do not edit: the next run replaces it.
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { Period, PeriodClosed, Unbalanced } from '@books/ledger';
import type { Account, Attachment, Entry, Kind, Line, Posting, Side, Statement } from '@books/ledger';
import { periodClosedCodec, unbalancedCodec } from '../src/codecs.ts';
import {
  closeMethod,
  findMethod,
  manyMethod,
  openMethod,
  postMethod,
  statementMethod,
} from '../src/service.ts';
import { codecCase, errorCase } from './laws.ts';
import type { CodecCase } from './laws.ts';
import type { Call } from './outcomes.ts';
import { bytes, finite, instance, instant, integer, keyed, link, several, text } from './values.ts';

export function anyAccount(depth: number = 2): Arbitrary<Account> {
  return fc.record(
    {
      code: fc
        .stringMatching(/^A--?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/)
        .map((value) => value as `A-${number}`),
      kind: anyKind(),
      labels: keyed(text, text),
      ...(depth > 0 ? { parent: anyAccount(depth - 1) } : {}),
    },
    { requiredKeys: ['code', 'kind', 'labels'], noNullPrototype: true },
  );
}

export function anyAttachment(): Arbitrary<Attachment> {
  return fc.oneof(
    fc.record({ type: fc.constant('file' as const), name: text, content: bytes }, { noNullPrototype: true }),
    fc.record({ type: fc.constant('link' as const), url: link }, { noNullPrototype: true }),
  );
}

export function anyEntry(): Arbitrary<Entry> {
  return fc.record(
    {
      number: text,
      bookedAt: instant,
      period: anyPeriod(),
      lines: several(anyLine()),
      memo: fc.option(text),
      reverses: fc.option(text, { nil: undefined }),
    },
    { noNullPrototype: true },
  );
}

export function anyKind(): Arbitrary<Kind> {
  return fc.constantFrom(...(['asset', 'liability'] as const));
}

export function anyLine(): Arbitrary<Line> {
  return fc.tuple(text, anySide(), integer);
}

export function anyPeriod(): Arbitrary<Period> {
  return instance('Period', fc.record({ year: finite, month: finite }, { noNullPrototype: true }), (fields) =>
    Period.of(fields.year, fields.month),
  );
}

export function anyPeriodClosed(): Arbitrary<PeriodClosed> {
  return instance(
    'PeriodClosed',
    fc.tuple(fc.record({ period: anyPeriod(), status: finite }, { noNullPrototype: true }), text),
    ([fields]) => new PeriodClosed(fields.period),
  );
}

export function anyPosting(): Arbitrary<Posting> {
  return fc.record(
    { lines: several(anyLine()), memo: fc.option(text), period: anyPeriod() },
    { noNullPrototype: true },
  );
}

export function anySide(): Arbitrary<Side> {
  return fc.constantFrom(...(['credit', 'debit'] as const));
}

export function anyStatement(): Arbitrary<Statement> {
  return fc.record(
    {
      balances: several(fc.tuple(text, integer)).map((entries) => new Map(entries)),
      touched: several(anySide()).map((items) => new Set(items)),
      at: fc.option(instant),
    },
    { noNullPrototype: true },
  );
}

export function anyUnbalanced(): Arbitrary<Unbalanced> {
  return instance(
    'Unbalanced',
    fc.tuple(fc.record({ difference: integer, status: finite }, { noNullPrototype: true }), text),
    ([fields]) => new Unbalanced(fields.difference),
  );
}

/** Arguments and result of each method, and each declared error. */
export const cases: readonly CodecCase[] = [
  codecCase(
    'post request',
    fc
      .tuple(fc.tuple(anyPosting()), several(anyAttachment()))
      .map(([head, rest]): [Posting, ...Attachment[]] => [...head, ...rest]),
    postMethod.encodeArgs,
    postMethod.decodeArgs,
  ),
  codecCase('post answer', anyEntry(), postMethod.encodeResult, postMethod.decodeResult),
  codecCase(
    'statement request',
    fc.tuple(anyPeriod()),
    statementMethod.encodeArgs,
    statementMethod.decodeArgs,
  ),
  codecCase('statement answer', anyStatement(), statementMethod.encodeResult, statementMethod.decodeResult),
  codecCase('close request', fc.tuple(anyPeriod()), closeMethod.encodeArgs, closeMethod.decodeArgs),
  codecCase('open request', fc.tuple(anyAccount()), openMethod.encodeArgs, openMethod.decodeArgs),
  codecCase('open answer', fc.boolean(), openMethod.encodeResult, openMethod.decodeResult),
  codecCase('find request', fc.tuple(text), findMethod.encodeArgs, findMethod.decodeArgs),
  codecCase('find answer', fc.option(anyEntry()), findMethod.encodeResult, findMethod.decodeResult),
  codecCase(
    'many request',
    fc.tuple(several(text).map((items) => new Set(items))),
    manyMethod.encodeArgs,
    manyMethod.decodeArgs,
  ),
  codecCase(
    'many answer',
    several(fc.tuple(text, anyEntry())).map((entries) => new Map(entries)),
    manyMethod.encodeResult,
    manyMethod.decodeResult,
  ),
  errorCase('PeriodClosed', anyPeriodClosed(), periodClosedCodec),
  errorCase('Unbalanced', anyUnbalanced(), unbalancedCodec),
];

export const calls: readonly Call[] = [
  {
    name: 'post',
    arguments: fc
      .tuple(fc.tuple(anyPosting()), several(anyAttachment()))
      .map(([head, rest]): [Posting, ...Attachment[]] => [...head, ...rest]),
    errors: postMethod.errors,
  },
  { name: 'statement', arguments: fc.tuple(anyPeriod()), errors: statementMethod.errors },
  { name: 'close', arguments: fc.tuple(anyPeriod()), errors: closeMethod.errors },
  { name: 'open', arguments: fc.tuple(anyAccount()), errors: openMethod.errors },
  { name: 'find', arguments: fc.tuple(text), errors: findMethod.errors },
  {
    name: 'many',
    arguments: fc.tuple(several(text).map((items) => new Set(items))),
    errors: manyMethod.errors,
  },
];
