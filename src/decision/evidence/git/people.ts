import type { Identity } from './read-log.ts';

/**
 * Which identities are one person: the same address, the same account at GitHub, the same full name, or the same
 * single-word name where the address carries it too. Names and addresses that many people share join nobody.
 * Returns for each identity the index of the first one that is the same person.
 */
export function mergeIdentities(identities: readonly Identity[]): readonly number[] {
  const parents = identities.map((_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while (parents[at] !== undefined && parents[at] !== at) at = parents[at] ?? at;
    return at;
  };
  const firstOf = new Map<string, number>();
  identities.forEach((identity, index) => {
    for (const key of keysOf(identity)) {
      const other = firstOf.get(key);
      if (other === undefined) firstOf.set(key, index);
      else join(parents, find(other), find(index));
    }
  });
  return identities.map((_, index) => find(index));
}

function join(parents: number[], a: number, b: number): void {
  parents[Math.max(a, b)] = Math.min(a, b);
}

const sharedNames = new Set(
  'root,admin,administrator,user,unknown,ubuntu,dev,developer,test,git,name,your name,john doe,no name,(no author)'.split(
    ',',
  ),
);
const sharedAddress =
  /^(root|user|you|admin|dev|test|git|noreply|no-reply|none|unknown)?@|@(localhost|example\.(com|org|net))$|\.local(domain)?$|^[^@]*$/i;

function keysOf({ name, email }: Identity): readonly string[] {
  const address = email.toLowerCase();
  const login = /^(?:\d+\+)?([^@]+)@users\.noreply\.github\.com$/.exec(address)?.[1];
  const keys = login ? [`login ${login}`] : sharedAddress.test(address) ? [] : [`address ${address}`];
  const plain = plainName(name);
  if (sharedNames.has(plain) || plain.length < 2) return keys;
  const local = login ?? address.split('@')[0] ?? '';
  const carried = plain.length >= 5 && plainName(local).replaceAll(' ', '').includes(plain);
  return plain.includes(' ') || carried ? [...keys, `name ${plain}`] : keys;
}

/** `Østhus,  Ívar` → `østhus ivar`: without accents, case and marks. */
const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
