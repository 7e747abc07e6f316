/** For development: lost with the process, hence never advertised. */
import { keptForMs } from './store.ts';
import type { Claim, DedupId, DedupStore, RecordedAnswer } from './store.ts';

interface Entry {
  readonly fingerprint: string;
  readonly createdAt: number;
  leaseUntil: number;
  answer?: RecordedAnswer;
}

const maxEntries = 10_000;

/** `now`: milliseconds on any clock. Beyond 10 000 keys the oldest are forgotten. */
export function memoryDedup(now: () => number = () => Date.now()): DedupStore {
  const entries = new Map<string, Entry>();
  return {
    durable: false,
    claim: async (id, fingerprint, leaseMs) => {
      forgetOld(entries, now());
      const name = nameOf(id);
      const entry = entries.get(name);
      if (entry !== undefined) return judge(entry, fingerprint, now());
      entries.set(name, { fingerprint, createdAt: now(), leaseUntil: now() + leaseMs });
      return { state: 'claimed' };
    },
    record: async (id, answer) => {
      const entry = entries.get(nameOf(id));
      if (entry !== undefined) entry.answer = answer;
    },
    release: async (id) => {
      entries.delete(nameOf(id));
    },
    abandon: async (id) => {
      const entry = entries.get(nameOf(id));
      if (entry !== undefined) entry.leaseUntil = -Infinity;
    },
  };
}

function judge(entry: Entry, fingerprint: string, now: number): Claim {
  if (entry.fingerprint !== fingerprint) return { state: 'key-reused' };
  if (entry.answer !== undefined) return { state: 'done', answer: entry.answer };
  return { state: now < entry.leaseUntil ? 'in-progress' : 'outcome-unknown' };
}

/** Entries are in the order of their creation. */
function forgetOld(entries: Map<string, Entry>, now: number): void {
  for (const [name, entry] of entries) {
    if (entries.size < maxEntries && now - entry.createdAt < keptForMs) return;
    entries.delete(name);
  }
}

function nameOf({ principal, method, key }: DedupId): string {
  return JSON.stringify([principal, method, key]);
}
