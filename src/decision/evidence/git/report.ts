import type { EvidenceItem } from '../model.ts';
import { coChangeRule, gitItem } from './items.ts';
import { isStrong, minimumSupport, type Author, type GitFacts, type Period } from './model.ts';
import type { Releases } from './releases.ts';

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
const percent = (share: number): string => `${Math.round(share * 100)}%`;

export function authorsItem(facts: GitFacts, active: Period, now: string): EvidenceItem {
  const { authors, stale, newest } = facts;
  const team = authors.filter(({ passing }) => !passing).length;
  const people = count(authors.length, 'person', 'people');
  const passing = team === authors.length ? '' : `, ${team} of them more than in passing`;
  const reasons = [
    ...(stale ? ['either nobody works on it any more, or this clone is old (git fetch)'] : []),
    ...(passing ? [passingRule] : []),
  ];
  return gitItem('git.active-authors', active, {
    figure: stale
      ? `nobody in the 90 days before ${now}; ${people} in those before the newest commit, ${newest}${passing}`
      : `${people}${passing}`,
    certainty: reasons.length > 0 ? 'inferred' : 'measured',
    ...(reasons.length > 0 && { why: reasons.join('; ') }),
    details: authors.map(describeAuthor),
    answers: { question: 'Q2-team', value: team },
  });
}

const passingRule =
  'in passing: in fewer than 4 of the 13 weeks, and with less than a twentieth of the commits of the most active; an open project has many such people, and they are no team';

const describeAuthor = ({ name, commits, days, lastActive, passing }: Author): string =>
  `${name}: ${count(commits, 'commit')} on ${count(days, 'day')}, last on ${lastActive}${passing ? ', in passing' : ''}`;

/** Of fewer commits to a module it does not follow who knows it. */
const fewestToTell = 5;

export function busFactorItem({ ownership }: GitFacts, period: Period): EvidenceItem {
  if (ownership.length === 0) return gitItem('git.bus-factor', period, nothingIn(period));
  const known = ownership
    .filter(({ commits }) => commits >= fewestToTell)
    .toSorted((a, b) => a.busFactor - b.busFactor || b.commits - a.commits);
  if (known.length === 0) {
    const why = `no module changed in ${fewestToTell} commits or more; of fewer nothing follows`;
    return gitItem('git.bus-factor', period, { figure: 'unknown', certainty: 'unknown', why });
  }
  const alone = known.filter(({ busFactor }) => busFactor <= 1).length;
  return gitItem('git.bus-factor', period, {
    figure: `${alone} of ${count(known.length, 'module')} ${alone === 1 ? 'hangs' : 'hang'} on one person`,
    certainty: 'measured',
    why: `the fewest people who made more than half of the changes in commits; a commit of several people is shared; modules with fewer than ${fewestToTell} commits are left out`,
    details: known.map(
      ({ module, busFactor, commits, authors }) =>
        `${module}: ${busFactor} (${authors
          .slice(0, Math.max(1, Math.min(3, busFactor)))
          .map(({ name, share }) => `${name} ${percent(share)}`)
          .join(', ')}; ${count(commits, 'commit')})`,
    ),
  });
}

export function coChangeItem({ coChange, ownership }: GitFacts, period: Period): EvidenceItem {
  if (ownership.length < 2) {
    const why = 'coupling by change needs two modules that changed';
    return gitItem('git.co-change', period, { figure: 'unknown', certainty: 'unknown', why });
  }
  const pairs = coChange.filter(({ together }) => together >= minimumSupport);
  const strong = pairs.filter(isStrong);
  const [first] = pairs;
  const strongest =
    first && `${first.a} and ${first.b}: ${first.together} common commits, ${percent(first.degree)}`;
  return gitItem('git.co-change', period, {
    figure: `${count(strong.length, 'pair')} of modules that change together${strongest ? ` (${strongest})` : ''}`,
    certainty: 'measured',
    why: coChangeRule,
    details: pairs
      .slice(0, 15)
      .map(
        ({ a, b, together, ofA, ofB, degree }) =>
          `${a} and ${b}: ${together} common commits of ${ofA} and ${ofB}, degree ${percent(degree)}`,
      ),
    ...(strong.length > 0 && { answers: { question: 'Q4-independent', value: 'no' } }),
  });
}

export interface Counted {
  readonly commits: number;
  readonly inModules: number;
  readonly acrossModules: number;
  readonly discounted: number;
}

export function crossModuleItem(counted: Counted, period: Period): EvidenceItem {
  const { inModules, acrossModules, discounted } = counted;
  if (inModules === 0) return gitItem('git.cross-module', period, nothingIn(period));
  return gitItem('git.cross-module', period, {
    figure: `${percent(acrossModules / inModules)} (${acrossModules.toLocaleString('en')} of ${count(inModules, 'commit')})`,
    certainty: 'measured',
    details: [`${count(discounted, 'commit')} left out: over more than 50 files, or reformatting`],
  });
}

export function releasesItem(found: Releases | undefined, active: Period, shallow: boolean): EvidenceItem {
  if (found === undefined || found.tags === 0) {
    const why = shallow
      ? 'the clone is shallow and has no tags of versions; git fetch --tags brings them'
      : 'no tag looks like a version; releases may be made without tags, or the tags were not fetched (git fetch --tags)';
    return gitItem('git.releases', active, { figure: 'unknown', certainty: 'unknown', why });
  }
  return gitItem('git.releases', active, {
    figure: `${found.perWeek} (${count(found.inWindow, 'release')} from ${active.from} to ${active.to})`,
    certainty: shallow ? 'inferred' : 'measured',
    why: 'tags that are versions, without pre-releases; tags on one commit are one release',
    details: found.newest,
  });
}

export function hotSpotsItem({ hotSpots }: GitFacts, period: Period): EvidenceItem {
  const [first] = hotSpots;
  if (!first) {
    const why = 'no source file that is in this folder now changed in more than one of the commits';
    return gitItem('git.hot-spots', period, { figure: 'unknown', certainty: 'unknown', why });
  }
  return gitItem('git.hot-spots', period, {
    figure: `${first.file}: ${count(first.commits, 'commit')}, ${count(first.lines, 'line')}`,
    certainty: 'measured',
    details: hotSpots.map(({ file, commits, lines }) => `${file}: ${commits} × ${lines}`),
  });
}

const nothingIn = ({ from, to }: Period) =>
  ({
    figure: 'unknown',
    certainty: 'unknown',
    why: `no commit from ${from} to ${to} changed a file of a module`,
  }) as const;
