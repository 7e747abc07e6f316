import type { Clock } from '@books/platform/host';
import type { Period } from './period.ts';
import { PeriodClosed, Unbalanced } from './problems.ts';
import type { Account, Attachment, Entry, LedgerPort, Line, Posting, Side, Statement } from './types.ts';

export class Book implements LedgerPort {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  readonly #closed = new Set<string>();
  readonly #accounts = new Map<string, Account>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async find(key: string): Promise<Entry | null> {
    return this.#entries.get(key) ?? null;
  }

  async many(keys: ReadonlySet<string>): Promise<ReadonlyMap<string, Entry>> {
    return new Map([...this.#entries].filter(([key]) => keys.has(key)));
  }

  async post(posting: Posting, ...attachments: Attachment[]): Promise<Entry> {
    if (this.#closed.has(posting.period.toString())) throw new PeriodClosed(posting.period);
    mustBalance(posting.lines);
    const number = `${this.#entries.size + 1}/${attachments.length}`;
    const entry: Entry = { ...posting, number, bookedAt: this.#clock.now(), reverses: undefined };
    this.#entries.set(number, entry);
    return entry;
  }

  async statement(period: Period): Promise<Statement> {
    const lines = [...this.#entries.values()]
      .filter((entry) => entry.period.toString() === period.toString())
      .flatMap((entry) => entry.lines);
    const balances = new Map<string, bigint>();
    for (const [account, side, amount] of lines) {
      balances.set(account, (balances.get(account) ?? 0n) + signed(side, amount));
    }
    return { balances, touched: new Set(lines.map(([, side]) => side)), at: this.#clock.now() };
  }

  async close(period: Period): Promise<void> {
    this.#closed.add(period.toString());
  }

  async open(account: Account): Promise<boolean> {
    const isNew = !this.#accounts.has(account.code);
    this.#accounts.set(account.code, account);
    return isNew;
  }
}

const signed = (side: Side, amount: bigint): bigint => (side === 'debit' ? amount : -amount);

function mustBalance(lines: readonly Line[]): void {
  const difference = lines.reduce((sum, [, side, amount]) => sum + signed(side, amount), 0n);
  if (difference !== 0n) throw new Unbalanced(difference);
}
