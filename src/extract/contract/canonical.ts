/** The form of a contract whose hash tells whether two processes speak of the same one. */
import { createHash } from 'node:crypto';
import type { Contract } from './model.ts';

/** What says nothing about the wire. `name` and the ids of types stay: they are in messages and in error types. */
const silent = new Set([
  'doc',
  'place',
  'origin',
  'safetyFrom',
  'hash',
  'readonly',
  'asserted',
  'volatile',
  'unordered',
]);

/** Lists whose order is a matter of taste. The order of parameters is not: generated code follows it. */
const unordered = new Set(['methods', 'properties', 'fields', 'members', 'throws']);

/** Adds the hash. */
export function sealContract(contract: Omit<Contract, 'hash'>): Contract {
  return { ...contract, hash: hashContract(contract) };
}

/** SHA-256 of the canonical form, the first 16 hexadecimal characters. */
export function hashContract(contract: Omit<Contract, 'hash'>): string {
  return createHash('sha256').update(canonicalText(contract)).digest('hex').slice(0, 16);
}

/** Equal for equal meaning: keys and unordered lists sorted; docs, places and names of import left out. */
export const canonicalText = (value: unknown): string => JSON.stringify(canonical(value, ''));

function canonical(value: unknown, key: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, ''));
    return unordered.has(key) ? sortedByText(items) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name, item]) => !silent.has(name) && item !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => [name, canonical(item, name)]),
  );
}

function sortedByText(items: readonly unknown[]): unknown[] {
  return items
    .map((item) => ({ item, text: JSON.stringify(item) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ item }) => item);
}
