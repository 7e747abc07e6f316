import type { CodeFacts } from './code/index.ts';
import { count, cycleText, longChain } from './code/index.ts';
import type { DataFacts } from './data/index.ts';
import { isStrong, type GitFacts } from './git/index.ts';
import type { EvidenceItem } from './model.ts';
import type { Mapped } from './modules/index.ts';

/** Up to this share of imports may reach past public interfaces, and of operations through many modules. */
const tolerated = 0.1;

export interface IndependenceFacts {
  readonly mapped: Mapped;
  readonly code: CodeFacts;
  readonly data: DataFacts;
  readonly git: GitFacts;
}

/**
 * Whether the modules are independent, from everything that was measured. One sign against it is enough for a "no"; a
 * "yes" needs every sign to be known.
 */
export function independenceItem(facts: IndependenceFacts): EvidenceItem {
  const base = {
    id: 'code.independence',
    group: 'code' as const,
    title: 'Independence of the modules',
    source: 'scaffold advise --json',
  };
  const question = 'Q4-independent' as const;
  const against = [
    ...layerSigns(facts),
    ...codeSigns(facts.code),
    ...dataSigns(facts.data),
    ...gitSigns(facts.git),
  ];
  if (against.length > 0) {
    const figure =
      against.length === 1
        ? (against[0] ?? '')
        : `${against[0] ?? ''}; and ${count(against.length - 1, 'more sign')} against it`;
    const counted = facts.code.cycles.length > 0 || facts.git.coChange.some(isStrong);
    return {
      ...base,
      figure,
      certainty: counted ? 'measured' : 'inferred',
      answers: { question, value: 'no' },
      details: against,
    };
  }
  const open = openSigns(facts);
  if (open.length > 0)
    return {
      ...base,
      figure: 'nothing found against it, but not all could be seen',
      certainty: 'unknown',
      why: open.join('; '),
    };
  return {
    ...base,
    figure: `${count(facts.code.modules.length, 'module')} without cycles, shared tables or strong co-change`,
    certainty: 'inferred',
    answers: { question, value: 'yes' },
  };
}

/** Where the modules hold less than this of the back-end, most of it lies in layers around them. */
const fewestInModules = 0.25;

function layerSigns({ mapped, code }: IndependenceFacts): string[] {
  const { map, sources } = mapped;
  const layers = map.others.filter(({ role }) => role === 'layer').length;
  if (layers < 2 || map.modules.some(({ from }) => from === 'given')) return [];
  if (code.modules.length < 2)
    return [`the code is divided into ${layers} technical layers, and no part could be taken out whole`];
  const backEnd = sources.filter((path) => map.roleOf(path) !== 'front-end');
  const share = backEnd.filter((path) => map.moduleOf(path) !== undefined).length / backEnd.length;
  const percent = Math.round(share * 100);
  return share < fewestInModules
    ? [`the modules hold ${percent}% of the files of the back-end; most of the rest lies in technical layers`]
    : [];
}

function codeSigns({ cycles, edges, chains, operations }: CodeFacts): string[] {
  const imports = edges.reduce((sum, edge) => sum + edge.imports, 0);
  const internals = edges.reduce((sum, edge) => sum + edge.internals, 0);
  const signs: string[] = [];
  if (cycles.length > 0)
    signs.push(
      `${count(cycles.length, 'cycle')} between modules, e.g. ${cycleText(cycles[0]?.modules ?? [])}`,
    );
  if (internals > imports * tolerated && internals > 2)
    signs.push(`${internals} of ${count(imports, 'import')} between modules reach internals`);
  if (chains.length > operations * tolerated && chains.length > 2)
    signs.push(
      `${chains.length} of ${count(operations, 'operation')} across modules call ${longChain} other modules or more`,
    );
  return signs;
}

const dataSigns = ({ shared, transactions }: DataFacts): string[] => [
  ...(shared.length > 0
    ? [`two modules or more write ${count(shared.length, 'table')}, e.g. ${shared[0]?.table ?? ''}`]
    : []),
  ...(transactions.length > 0
    ? [`${count(transactions.length, 'transaction')} write tables of two modules`]
    : []),
];

function gitSigns({ coChange }: GitFacts): string[] {
  const strong = coChange.filter(isStrong);
  const [first] = strong;
  if (!first) return [];
  return [
    `${count(strong.length, 'pair')} of modules change together, e.g. ${first.a} and ${first.b} in ${Math.round(first.degree * 100)}% of the commits of one`,
  ];
}

/** Fewer commits than this do not show what changes together. */
const fewestCommits = 20;

/** What would have to be known for a "yes". */
function openSigns({ code, data, git }: IndependenceFacts): string[] {
  if (code.modules.length < 2) return ['fewer than two modules were found'];
  const sharedTables = data.items.find(({ id }) => id === 'data.shared-tables');
  return [
    ...(sharedTables?.certainty === 'unknown'
      ? [`whether tables are shared: ${sharedTables.why ?? 'not known'}`]
      : []),
    ...(data.foreignKeys.length > 0
      ? [`${count(data.foreignKeys.length, 'foreign key')} from the tables of one module to those of another`]
      : []),
    ...(git.window === undefined || git.history === 'none'
      ? ['how the modules change together: there is no history']
      : []),
    ...(git.window !== undefined && git.window.commits < fewestCommits
      ? [`how the modules change together: ${count(git.window.commits, 'commit')} are too few to tell`]
      : []),
    ...(code.operations === 0 ? ['chains of calls: no call between modules could be followed'] : []),
  ];
}
