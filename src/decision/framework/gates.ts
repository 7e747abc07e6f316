import type { Question } from '../model.ts';

/** Fewer engineers than this is a clear no. Exactly this many is a pass, marked borderline, for the sources disagree on it. */
export const teamThreshold = 8;

/** The gate, in the order in which it is asked. */
export const gates = [
  {
    id: 'Q1-slow',
    role: 'gate',
    kind: 'choice',
    wording: 'Is the system measurably slow today, or failing a latency or throughput target?',
    why: 'Splitting adds network calls; it helps only against a pain that was measured.',
    evidenceHint: 'a load test (autocannon, k6, wrk, artillery) next to the target it should meet',
    flag: '--slow <yes|no|unknown>',
    conditions: {
      yes: 'the system were measurably slow, or failed a target',
      no: 'the system were measured and met its targets',
    },
    rules: {
      yes: 'A measured slowness can justify a change of architecture, once optimising in place no longer helps.',
      no: 'No measured slowness: do not change the architecture. Measure, and optimise in place what hurts.',
      unknown: 'Nobody has measured it, and what was not measured is no reason to split. Measure first.',
    },
  },
  {
    id: 'Q2-team',
    role: 'gate',
    kind: 'count',
    wording: 'How many engineers work on it?',
    why: 'Services pay off when teams get in each other’s way; below 8 people they mostly cost.',
    evidenceHint: 'distinct people in git over 90 days: git shortlog -sne --since="90 days ago"',
    flag: '--team <engineers>',
    conditions: { yes: '8 or more engineers worked on it', no: 'fewer than 8 engineers worked on it' },
    rules: {
      yes: '8 engineers or more: enough people to own services separately.',
      no: 'Fewer than 8 engineers: one deployable with clear modules costs less than services would.',
      unknown: 'The size of the team is not known, so it cannot speak for services.',
    },
  },
  {
    id: 'Q3-observe',
    role: 'gate',
    kind: 'choice',
    wording: 'Can the team observe a distributed system: traces, metrics, logs and alerts?',
    why: 'With services one request crosses several processes; without traces nobody can say where it failed.',
    evidenceHint: 'OpenTelemetry, metrics and health endpoints, alert rules, on-call and CODEOWNERS files',
    flag: '--observe <yes|no|unknown>',
    conditions: {
      yes: 'the team could observe a distributed system',
      no: 'the team could not observe a distributed system',
    },
    rules: {
      yes: 'A failure that crosses processes can be found.',
      no: 'A failure that crosses processes could not be found: put observability in place first.',
      unknown: 'Whether a failure across processes could be found is not known: find out first.',
    },
  },
  {
    id: 'Q4-independent',
    role: 'gate',
    kind: 'choice',
    wording: 'Are the parts truly independent: own data, no cycles, changed and deployed on their own?',
    why: 'Parts that must change or deploy together become a distributed monolith.',
    evidenceHint:
      'import cycles, imports of internals, files that change together, shared tables, chains of calls',
    flag: '--independent <yes|no|unknown>',
    conditions: { yes: 'the parts were truly independent', no: 'the parts depended on each other' },
    rules: {
      yes: 'The parts can change and be deployed on their own.',
      no: 'The parts depend on each other: splitting now gives a distributed monolith. Improve the boundaries first.',
      unknown: 'Whether the parts are independent is not known: find out and improve the boundaries first.',
    },
  },
] as const satisfies readonly Question[];
