import type { Identity } from './read-log.ts';

/**
 * Which identities are one person: the same address, the same name, or the same account at GitHub, which may also be used
 * as a name. Names and addresses that many people share join nobody. Two people of one name count as one: the figure is
 * then too small, which never speaks for a split. A mailmap settles what this cannot.
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
  const logins = new Set(identities.flatMap(({ email }) => loginIn(email) ?? []));
  identities.forEach((identity, index) => {
    for (const key of keysOf(identity, logins)) {
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

const loginIn = (email: string): string | undefined =>
  /^(?:\d+\+)?([^@]+)@users\.noreply\.github\.com$/.exec(email.toLowerCase())?.[1];

function keysOf({ name, email }: Identity, logins: ReadonlySet<string>): readonly string[] {
  const address = email.toLowerCase();
  const login = loginIn(email);
  const keys = login ? [`login ${login}`] : sharedAddress.test(address) ? [] : [`address ${address}`];
  const plain = plainName(name);
  if (sharedNames.has(plain) || plain.length < 4) return keys;
  const handle = plain.replaceAll(' ', '');
  return [...keys, `name ${plain}`, ...(logins.has(handle) ? [`login ${handle}`] : [])];
}

/** `Østhus,  Ívar` → `østhus ivar`: without accents, case and marks. */
const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
