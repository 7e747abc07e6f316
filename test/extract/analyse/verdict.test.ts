import { describe, expect, it } from 'vitest';
import { diagnostic, type Diagnostic } from '../../../src/diagnostics/index.ts';
import { judge, type CallSite, type MethodReport } from '../../../src/extract/analyse/index.ts';

const place = { file: 'src/a.ts', line: 1, column: 1 };
const method = (name: string, ...findings: Diagnostic[]): MethodReport => ({
  name,
  place,
  carried: !findings.some(({ level }) => level === 'refuse'),
  local: false,
  safety: 'mutating',
  safetyFrom: 'default',
  findings,
});
const type = (
  code: 'any-type' | 'callback-parameter' | 'synchronous-method',
  of: string,
  line = 1,
): Diagnostic =>
  diagnostic(code, { method: `A.${of}`, at: 'result', type: 'any' }, { place: { ...place, line } });
const call = (name: string, more: Partial<CallSite> = {}): CallSite => ({
  ...place,
  method: name,
  caller: 'f',
  inLoop: false,
  inTransaction: false,
  caught: false,
  ...more,
});

const verdictOf = (
  methods: readonly MethodReport[],
  callSites: readonly CallSite[] = [],
  whole: readonly Diagnostic[] = [],
) =>
  judge({
    name: 'A',
    target: 'src/a.ts#A',
    methods,
    callSites,
    findings: [...methods.flatMap(({ findings }) => findings), ...whole],
  });

describe('the verdict', () => {
  it('is extractable where nothing blocks', () => {
    const loop = diagnostic('call-in-loop', { caller: 'f', method: 'A.a' }, { place });
    expect(verdictOf([method('a', loop)])).toMatchObject({ verdict: 'extractable', fixes: [] });
  });

  it('counts one cause once, whichever methods it stands in the way of', () => {
    const { verdict, fixes } = verdictOf([
      method('a', type('any-type', 'a', 7)),
      method('b', type('any-type', 'b', 7)),
      method('c', type('any-type', 'c', 9)),
    ]);
    expect(verdict).toBe('extractable-after-fixes');
    expect(fixes.map(({ place: at, methods }) => [at?.line, methods])).toEqual([
      [7, ['a', 'b']],
      [9, ['c']],
    ]);
  });

  it('marks what a command does: one lift for all synchronous methods', () => {
    const { fixes, reasons } = verdictOf([
      method('a', type('synchronous-method', 'a', 1)),
      method('b', type('synchronous-method', 'b', 2)),
    ]);
    expect(fixes.map(({ automatic, methods }) => [automatic, methods])).toEqual([
      ['lift src/a.ts#A', ['a', 'b']],
    ]);
    expect(reasons).toEqual(['1 thing is to be changed first, made by a command.']);
  });

  it('is no where most methods hold what belongs to one process, and only then', () => {
    const bound = method('a', type('callback-parameter', 'a'));
    expect(verdictOf([bound, method('b')]).verdict).toBe('extractable-after-fixes');
    expect(verdictOf([bound, method('b', type('callback-parameter', 'b')), method('c')])).toMatchObject({
      verdict: 'do-not-extract',
      reasons: ['2 of the 3 methods of A take or return what cannot leave a process: a, b.'],
    });
    expect(verdictOf([{ ...bound, local: true, findings: [] }, method('b')]).verdict).toBe('extractable');
  });

  it('is no where most calls stand in a transaction of the caller, unless they only read', () => {
    const sites = [call('a', { inTransaction: true }), call('a', { inTransaction: true }), call('a')];
    const blocking = diagnostic('call-in-transaction', { caller: 'f', method: 'A.a' }, { place });
    expect(verdictOf([method('a', blocking)], sites).verdict).toBe('do-not-extract');
    expect(verdictOf([{ ...method('a'), safety: 'readonly' }], sites).verdict).toBe('extractable');
  });

  it.each(['event-emitter-port', 'port-empty', 'port-generic'] as const)(
    'is no for the whole: %s',
    (code) => {
      const whole = diagnostic(
        code,
        { port: 'A', method: 'A', at: 'the port', type: 'A', file: 'src/a.ts' } as never,
        { place },
      );
      expect(verdictOf([method('a')], [], [whole]).verdict).toBe('do-not-extract');
    },
  );
});
