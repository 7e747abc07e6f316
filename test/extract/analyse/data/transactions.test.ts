import { describe, expect, it } from 'vitest';
import { found, inspectTarget } from './probe-target.ts';
import { librarySamples, type LibrarySample } from './samples.ts';

function inspect({ ledger, imports, fields, files }: LibrarySample, body: string) {
  const orders = `import { Ledger } from './ledger.ts';
${imports}
export class Orders {
  constructor(readonly ledger: Ledger, ${fields}) {}
  async place(id: string): Promise<void> { ${body} }
  async #charge(id: string): Promise<void> { await this.ledger.record(id); }
}`;
  return inspectTarget({ ...files, 'ledger.ts': ledger, 'orders.ts': orders }, 'ledger.ts', 'Ledger');
}

describe.each(librarySamples)('a service on $library', (sample) => {
  const inside = (call: string): string => sample.inside.replace('CALL', call);

  it('may not be called inside a transaction of the caller', () => {
    const report = inspect(sample, inside('await this.ledger.record(id);'));
    expect(found(report, 'call-in-transaction')).toEqual(['error call-in-transaction']);
  });

  it('nor through another function, and the report says the way', () => {
    const report = inspect(sample, inside('await this.#charge(id);'));
    const [finding] = report.findings.filter(({ code }) => code === 'call-in-transaction');
    expect(finding).toMatchObject({
      level: 'error',
      args: { chain: 'Orders.place → Orders.#charge → Ledger.record' },
    });
  });

  it('is only warned of where it reads', () => {
    const report = inspect(sample, inside('await this.ledger.find(id);'));
    expect(found(report, 'call-in-transaction')).toEqual(['warning call-in-transaction']);
  });

  it('passes after the transaction', () => {
    const report = inspect(sample, `${inside('')} await this.ledger.record(id);`);
    expect(found(report, 'call-in-transaction')).toEqual([]);
  });

  it('shares no table with a caller that touches none', () => {
    const report = inspect(sample, 'await this.ledger.record(id);');
    expect(found(report, 'table-written-by-both', 'table-shared', 'data-access-unknown')).toEqual([]);
  });

  it('proposes what its body shows', () => {
    const report = inspect(sample, 'await this.ledger.find(id);');
    const proposed = report.findings.flatMap((each) => (each.code === 'safety-proposed' ? [each.args] : []));
    expect(proposed).toEqual([
      { method: 'Ledger.find', safety: 'readonly', why: 'its body only reads entries' },
    ]);
  });
});

describe('transactions of other forms', () => {
  const ledger = `import type { Pool } from 'pg';
export class Ledger {
  constructor(private readonly pool: Pool) {}
  async record(id: string, trx?: Tx): Promise<void> { await this.pool.query('INSERT INTO entries (id) VALUES ($1)', [id]); }
}
export interface Tx { readonly id: string }
export interface Uow { run<T>(work: () => Promise<T>): Promise<T>; transaction<T>(work: (trx: Tx) => Promise<T>): Promise<T>; afterCommit(work: () => void): void }
export const Transactional = () => (_: unknown, __: unknown): void => undefined;`;
  const inspectBody = (body: string, decorator = '', parameter = '') =>
    inspectTarget(
      {
        'ledger.ts': ledger,
        'orders.ts': `import { Transactional, type Ledger, type Tx, type Uow } from './ledger.ts';
export class Orders {
  constructor(readonly ledger: Ledger, readonly unitOfWork: Uow) {}
  ${decorator} async place(id: string${parameter}): Promise<void> { ${body} }
}`,
      },
      'ledger.ts',
      'Ledger',
    );

  it.each([
    ['a decorator', 'await this.ledger.record(id);', '@Transactional()', '', ['error call-in-transaction']],
    [
      'a unit of work',
      'await this.unitOfWork.run(async () => { await this.ledger.record(id); });',
      '',
      '',
      ['error call-in-transaction'],
    ],
    [
      'a handle that is required',
      'await this.ledger.record(id);',
      '',
      ', trx: Tx',
      ['error call-in-transaction'],
    ],
    [
      'a handle that is passed on',
      'await this.ledger.record(id, trx);',
      '',
      ', trx: Tx',
      ['refuse transaction-passed'],
    ],
    [
      'a handle of a callback',
      'await this.unitOfWork.transaction(async (trx) => { await this.ledger.record(id, trx); });',
      '',
      '',
      ['refuse transaction-passed'],
    ],
    [
      'a hook that runs after it',
      'await this.unitOfWork.transaction(async () => { this.unitOfWork.afterCommit(() => void this.ledger.record(id)); });',
      '',
      '',
      [],
    ],
    ['none', 'await this.ledger.record(id);', '', '', []],
  ])('%s', (_, body, decorator, parameter, expected) => {
    const report = inspectBody(body, decorator, parameter);
    expect(found(report, 'call-in-transaction', 'transaction-passed')).toEqual(expected);
  });
});
