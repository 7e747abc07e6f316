import { isStrong, minimumSupport, strongDegree } from '../evidence/git/model.ts';
import type { Measured } from '../evidence/measure.ts';
import type { BoundaryTest, Candidate, Figure } from '../model.ts';
import { costFigures, needFigures } from './candidate-figures.ts';

const sum = (figures: readonly Figure[]): number => figures.reduce((all, { points = 0 }) => all + points, 0);

/**
 * Every module in the order of extraction: what it would gain, less what it would cost. Ties go to the cheaper one; where
 * nothing measured speaks for a service, a low price is no reason, and the module comes last.
 */
export function rankCandidates(measured: Measured): readonly Candidate[] {
  if (measured.code.modules.length < 2) return [];
  return measured.code.modules
    .map(({ name }) => candidateOf(name, measured))
    .sort(
      (a, b) =>
        Number(sum(b.need) > 0) - Number(sum(a.need) > 0) ||
        b.score - a.score ||
        sum(a.cost) - sum(b.cost) ||
        (a.module < b.module ? -1 : 1),
    );
}

function candidateOf(module: string, measured: Measured): Candidate {
  const need = needFigures(module, measured);
  const cost = costFigures(module, measured);
  return {
    module,
    need,
    cost,
    score: sum(need) - sum(cost),
    tests: boundaryTests(module, measured),
    because: becauseOf(need, cost),
    port: measured.mapped.scaffolded
      ? module
      : measured.code.modules.find(({ name }) => name === module)?.port,
  };
}

function becauseOf(need: readonly Figure[], cost: readonly Figure[]): string {
  const weighty = (figures: readonly Figure[]): string =>
    figures
      .filter(({ points = 0 }) => points > 0)
      .sort((a, b) => (b.points ?? 0) - (a.points ?? 0))
      .slice(0, 2)
      .map(({ what, value, note }) => `${what}: ${value}${note ? ` (${note})` : ''}`)
      .join('; ');
  const [gain, price] = [weighty(need), weighty(cost)];
  return `${gain === '' ? 'Nothing measured speaks for it' : `Need ${sum(need)}: ${gain}`}. ${price === '' ? 'Nothing measured stands in its way' : `Cost ${sum(cost)}: ${price}`}.`;
}

/** The tests of a boundary, as far as they can be seen from outside. */
function boundaryTests(module: string, measured: Measured): readonly BoundaryTest[] {
  return [
    ownData(module, measured),
    ownCadence(module, measured),
    fewCalls(module, measured),
    oneOwner(module, measured),
    noCircle(module, measured),
  ];
}

function ownData(module: string, { data }: Measured): BoundaryTest {
  const id = 'own-data';
  const shared = data.shared.filter(({ writers }) => writers.includes(module));
  if (shared.length > 0)
    return {
      id,
      passes: 'no',
      figure: `others write ${shared
        .map(({ table }) => table)
        .slice(0, 3)
        .join(', ')} too`,
    };
  const owned = data.tables.filter(({ owner }) => owner === module).length;
  const touches = data.tables.some(({ readers, writers }) => [...readers, ...writers].includes(module));
  if (owned > 0)
    return { id, passes: 'yes', figure: `it alone writes ${owned} ${owned === 1 ? 'table' : 'tables'}` };
  return {
    id,
    passes: 'unknown',
    figure: touches ? 'it touches tables whose owner is not known' : 'no table was seen that it touches',
  };
}

function ownCadence(module: string, { git }: Measured): BoundaryTest {
  const id = 'own-cadence';
  const commits = git.ownership.find((one) => one.module === module)?.commits ?? 0;
  const partner = git.coChange.find((pair) => (pair.a === module || pair.b === module) && isStrong(pair));
  if (partner)
    return {
      id,
      passes: 'no',
      figure: `changes with ${partner.a === module ? partner.b : partner.a} in ${partner.together} commits`,
    };
  const often = git.coChange.find(
    (pair) => (pair.a === module || pair.b === module) && pair.degree >= strongDegree,
  );
  if (often) {
    const other = often.a === module ? often.b : often.a;
    return {
      id,
      passes: 'unknown',
      figure: `${Math.round(often.degree * 100)} % shared with ${other}, in ${often.together} commits: too few to tell`,
    };
  }
  if (commits < minimumSupport)
    return { id, passes: 'unknown', figure: `${commits} commits are too few to tell` };
  return { id, passes: 'yes', figure: `${commits} commits, with no other module in half of them` };
}

function fewCalls(module: string, { code }: Measured): BoundaryTest {
  const id = 'few-calls';
  const chains = code.chains.filter((chain) => chain.module === module || chain.reaches.includes(module));
  if (chains.length > 0)
    return {
      id,
      passes: 'no',
      figure: `${chains.length} operations pass through it and three other modules or more`,
    };
  if (code.operations === 0)
    return { id, passes: 'unknown', figure: 'no call between modules could be followed' };
  return { id, passes: 'yes', figure: 'no operation was seen that calls three modules or more' };
}

function oneOwner(module: string, { operations, git }: Measured): BoundaryTest {
  const id = 'one-owner';
  const owners = operations.codeowners?.modules.find((one) => one.module === module)?.owners ?? [];
  if (owners.length > 0)
    return { id, passes: owners.length === 1 ? 'yes' : 'no', figure: `CODEOWNERS: ${owners.join(', ')}` };
  const known = git.ownership.find((one) => one.module === module);
  return {
    id,
    passes: 'unknown',
    figure: known ? `nobody is named; bus factor ${known.busFactor}` : 'nobody is named',
  };
}

function noCircle(module: string, { code }: Measured): BoundaryTest {
  const cycle = code.cycles.find(({ modules }) => modules.includes(module));
  const id = 'no-circle';
  return cycle
    ? { id, passes: 'no', figure: [...cycle.modules, cycle.modules[0]].join(' → ') }
    : { id, passes: 'yes', figure: 'it is in no cycle' };
}
