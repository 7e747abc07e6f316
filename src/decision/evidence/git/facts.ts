import { dateOf, type Author, type CoChange, type Ownership, type Share } from './model.ts';
import { mergeIdentities } from './people.ts';
import type { Identity } from './read-log.ts';
import type { Tally } from './tally.ts';

/** Whoever committed in so many of the 13 weeks is in the team, */
const regularWeeks = 4;
/** and so is whoever made this share of the commits that the most active made: where all have few, nobody stands out. */
const notableShare = 1 / 20;

/** `canonical` are the tally's identities after the mailmap, which the log does not apply to co-authors. */
export function peopleIn(tally: Tally, canonical: readonly Identity[]) {
  const personOf = mergeIdentities(canonical);
  const nameOf = (person: number): string => canonical[person]?.name || (canonical[person]?.email ?? '');
  return { authors: authorsOf(tally, personOf, nameOf), ownership: ownershipOf(tally, personOf, nameOf) };
}

type NameOf = (person: number) => string;

function authorsOf({ activity }: Tally, personOf: readonly number[], nameOf: NameOf): readonly Author[] {
  const merged = new Map<number, { commits: number; days: Set<number>; last: number }>();
  for (const [identity, { commits, days, last }] of activity) {
    const person = personOf[identity] ?? identity;
    const sum = merged.get(person) ?? { commits: 0, days: new Set<number>(), last: 0 };
    sum.commits += commits;
    for (const day of days) sum.days.add(day);
    sum.last = Math.max(sum.last, last);
    merged.set(person, sum);
  }
  const sorted = [...merged]
    .map(([person, sum]) => ({ name: nameOf(person), ...sum }))
    .sort((a, b) => b.commits - a.commits || compare(a.name, b.name));
  const notable = (sorted[0]?.commits ?? 0) * notableShare;
  return sorted.map(({ name, commits, days, last }) => ({
    name,
    commits,
    days: days.size,
    lastActive: dateOf(last),
    passing: commits < notable && weeksIn(days) < regularWeeks,
  }));
}

const weeksIn = (days: ReadonlySet<number>): number =>
  new Set([...days].map((day) => Math.floor(day / 7))).size;

function ownershipOf(tally: Tally, personOf: readonly number[], nameOf: NameOf): readonly Ownership[] {
  return [...tally.ownership]
    .map(([module, owners]) => {
      const merged = new Map<number, number>();
      for (const [identity, weight] of owners) {
        const person = personOf[identity] ?? identity;
        merged.set(person, (merged.get(person) ?? 0) + weight);
      }
      const total = [...merged.values()].reduce((sum, weight) => sum + weight, 0);
      const authors = [...merged]
        .map(([person, weight]) => ({ name: nameOf(person), share: round(weight / total) }))
        .sort((a, b) => b.share - a.share || compare(a.name, b.name));
      return { module, commits: tally.commitsOf.get(module) ?? 0, authors, busFactor: busFactorOf(authors) };
    })
    .sort((a, b) => compare(a.module, b.module));
}

/** 0 where no person made any of the changes. */
function busFactorOf(authors: readonly Share[]): number {
  let sum = 0;
  const at = authors.findIndex(({ share }) => (sum += share) > 0.5);
  return at === -1 ? authors.length : at + 1;
}

export function coChangeIn({ together, commitsOf }: Tally): readonly CoChange[] {
  return [...together]
    .map(([pair, count]) => {
      const [a = '', b = ''] = pair.split('\0');
      const [ofA = 0, ofB = 0] = [commitsOf.get(a), commitsOf.get(b)];
      return { a, b, together: count, ofA, ofB, degree: round(count / Math.min(ofA, ofB)) };
    })
    .sort((x, y) => y.degree - x.degree || y.together - x.together || compare(x.a + x.b, y.a + y.b));
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
