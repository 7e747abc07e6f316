import { expect, it } from 'vitest';
import { diagnostic } from '../../src/diagnostics/index.ts';
import { settleFindings } from '../../src/plan/acceptance.ts';

const place = { file: 'modules/orders/src/domain/service.ts', line: 44, symbol: 'Payments.charge' };
const error = diagnostic('file-changed', { path: 'a' }, { place });
const refusal = diagnostic('file-changed', { path: 'a' }, { place, level: 'refuse' });
const accept = (at: string) => ({ module: 'payments', code: 'file-changed', place: at, reason: 'known' });

it.each([
  'Payments.charge',
  'modules/orders/src/domain/service.ts',
  'modules/orders/src/domain/service.ts:44',
])('accepts an error named by %s and records what stands there', (at) => {
  expect(settleFindings([error], 'payments', [accept(at)])).toEqual({
    findings: [{ ...error, level: 'warning' }],
    blocking: [],
    accepted: [{ module: 'payments', code: 'file-changed', place: 'Payments.charge', reason: 'known' }],
  });
});

it('never accepts a refusal, another module or another code', () => {
  const other = [
    { ...accept('Payments.charge'), module: 'users' },
    { ...accept('Payments.charge'), code: 'file-exists' },
  ];
  expect(settleFindings([refusal], 'payments', [accept('Payments.charge')]).blocking).toEqual([refusal]);
  expect(settleFindings([error], 'payments', other).blocking).toEqual([error]);
});
