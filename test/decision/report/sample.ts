/** A codebase that does not exist, with something for every figure. */
import { decide } from '../../../src/decision/index.ts';
import type { Answers } from '../../../src/decision/index.ts';
import type { ReportModel } from '../../../src/decision/report/index.ts';

const answers: Answers = {
  'Q1-slow': { value: 'yes', source: 'flag' },
  'Q2-team': {
    value: 11,
    source: 'evidence',
    evidence: { command: 'git shortlog -sne --since="90 days ago"', figure: '11 people in 90 days' },
  },
  'Q3-observe': { value: 'yes', source: 'asked' },
  'Q4-independent': {
    value: 'no',
    source: 'evidence',
    evidence: {
      command: 'scaffold advise --json',
      figure: '1 cycle, 1 shared table',
      details: ['orders → payments → orders', 'payments.invoices'],
    },
  },
};

export function sampleReport(changes: Partial<ReportModel> = {}): ReportModel {
  return {
    codebase: 'acme/shop',
    date: '2026-03-01',
    commit: '0123456789abcdef',
    command: 'scaffold advise --report report.html',
    verdict: decide(answers, {
      candidates: [
        {
          module: 'payments',
          need: [{ what: 'commits of its own a week', value: 6 }],
          cost: [{ what: 'calls from other modules', value: 4 }],
          score: 2,
          extraction: { target: 'payments', verdict: 'extractable', methods: 6, carried: 5, blocking: [] },
          tests: [],
          because: 'changes on its own, called from one place',
        },
      ],
    }),
    missing: [
      {
        id: 'A-acid',
        wording: 'Must one transaction change data of two parts, all or nothing?',
        flag: '--signal A-acid=<yes|no|unknown>',
        ifYes: 'improve-boundaries',
        ifNo: 'consider-splitting',
        decides: true,
      },
    ],
    contradictions: [
      {
        id: 'Q1-slow',
        given: 'yes',
        source: 'flag',
        measured: 'no',
        figure: 'p99 of 120 ms',
        command: '--load k6.json',
      },
    ],
    merges: [{ modules: ['orders', 'payments'], because: ['62 % of the commits of payments'] }],
    evidence: [
      {
        id: 'git.active-authors',
        group: 'git',
        title: 'People who changed it in 90 days',
        source: 'git shortlog -sne --since="90 days ago"',
        figure: '11',
        certainty: 'measured',
        details: ['Ada', 'Grace'],
      },
      {
        id: 'load.result',
        group: 'load',
        title: 'Load test',
        source: '--load <file>',
        figure: 'unknown',
        certainty: 'unknown',
        why: 'no result was given',
      },
    ],
    modules: ['orders', 'payments', 'users', 'catalogue'].map((name, index) => ({
      name,
      files: 10 + index,
      lines: 1_000 * (index + 1),
    })),
    edges: [
      { from: 'orders', to: 'payments', imports: 12, internals: 3, typeOnly: 1 },
      { from: 'payments', to: 'orders', imports: 1, internals: 0, typeOnly: 0 },
      { from: 'orders', to: 'users', imports: 5, internals: 0, typeOnly: 2 },
      { from: 'catalogue', to: 'users', imports: 2, internals: 2, typeOnly: 0 },
    ],
    cycles: [['orders', 'payments', 'orders']],
    chains: [{ operation: 'Orders.place', steps: ['orders: Orders.place', 'payments: Payments.charge'] }],
    coChange: [
      { a: 'orders', b: 'payments', together: 34, degree: 0.62 },
      { a: 'orders', b: 'users', together: 4, degree: 0.11 },
    ],
    ownership: ['orders', 'payments', 'users'].map((module, index) => ({
      module,
      busFactor: index + 1,
      authors: [
        { name: 'Ada', share: 0.6 - index * 0.2 },
        { name: 'Grace </script><script>alert(1)</script>', share: 0.4 + index * 0.2 },
      ],
    })),
    tables: [
      { table: 'orders', readers: ['payments'], writers: ['orders'] },
      { table: 'invoices', readers: [], writers: ['orders', 'payments'] },
    ],
    ...changes,
  };
}
