import type { SkipReason, Skipped } from '../files.ts';
import type { EvidenceItem } from '../model.ts';
import type { OtherRole } from '../modules/index.ts';
import { longChain } from './chains.ts';
import type { CodeRequest } from './request.ts';
import type { CodeFacts, ImportPlace } from './model.ts';

type Facts = Omit<CodeFacts, 'items'>;

const shown = 5;

/** What the code shows, one item for each figure. The command beside each is how anybody counts again. */
export function codeItems(facts: Facts, request: CodeRequest): readonly EvidenceItem[] {
  const items = [sizeItem(facts, request), modulesItem(facts, request)];
  if (facts.modules.length < 2) return items;
  return [...items, couplingItem(facts), cyclesItem(facts), internalsItem(facts), chainsItem(facts)];
}

const again = 'scaffold advise --json';

function sizeItem(
  { parsed, modules }: Facts,
  { mapped, listedBy, skipped, syntax }: CodeRequest,
): EvidenceItem {
  const lines = [...syntax.values()].reduce((sum, file) => sum + file.lines, 0);
  const left =
    mapped.beside > 0 ? `; ${count(mapped.beside, 'test, example or configuration file')} left out` : '';
  void modules;
  return {
    id: 'code.size',
    group: 'code',
    title: 'Source files',
    source: listedBy,
    figure: `${count(parsed, 'source file')}, ${count(lines, 'line')}${left}`,
    certainty: 'measured',
    ...(skipped.length > 0
      ? {
          why: skippedWords(skipped),
          details: skipped.slice(0, shown).map(({ path, reason }) => `${oneLine(path)}: ${reasons[reason]}`),
        }
      : {}),
  };
}

const reasons: Readonly<Record<SkipReason, string>> = {
  'too-large': 'larger than 1 MB',
  unreadable: 'could not be read',
  link: 'a link, not followed',
  'not-parsed': 'not text, or not to be parsed',
  minified: 'minified',
  'broken-syntax': 'has errors of syntax; read as far as possible',
};

function skippedWords(skipped: readonly Skipped[]): string {
  const kinds = [...new Set(skipped.map(({ reason }) => reason))];
  return kinds
    .map((kind) => `${skipped.filter(({ reason }) => reason === kind).length} ${reasons[kind]}`)
    .join('; ');
}

const roles: Readonly<Record<OtherRole, string>> = {
  library: 'shared code',
  layer: 'technical layer',
  'front-end': 'front end',
  composition: 'composition',
  beside: 'beside the code',
};

function modulesItem({ modules }: Facts, { mapped, listedBy }: CodeRequest): EvidenceItem {
  const { map } = mapped;
  const layers = map.others.filter(({ role }) => role === 'layer');
  const item = { id: 'code.modules', group: 'code' as const, title: 'Candidate modules', source: listedBy };
  const others = [...new Set(map.others.map(({ role }) => role))].map(
    (role) =>
      `${roles[role]}: ${map.others
        .filter((one) => one.role === role)
        .map(({ name }) => oneLine(name))
        .join(', ')}`,
  );
  if (modules.length === 0) {
    const figure =
      layers.length > 1
        ? `none: the code is divided into ${layers.length} technical layers, not into parts of the business`
        : 'none found';
    const why =
      'Looked for workspaces, Nest modules, folders called modules, features, domains or plugins, and folders of the source root. Name them with --module name=glob.';
    return { ...item, figure, why, details: others, certainty: layers.length > 1 ? 'inferred' : 'unknown' };
  }
  const from = [...new Set(map.modules.map((one) => one.from))]
    .map((kind) => `${map.modules.filter((one) => one.from === kind).length} ${origins[kind]}`)
    .join(', ');
  return {
    ...item,
    figure: `${count(modules.length, 'module')} (${from})`,
    certainty: map.modules.every((one) => one.from === 'given') ? 'measured' : 'inferred',
    details: [
      ...[...modules]
        .sort((a, b) => b.lines - a.lines)
        .map(
          ({ name, files, lines }) => `${oneLine(name)}: ${count(files, 'file')}, ${count(lines, 'line')}`,
        ),
      ...others,
    ],
  };
}

const origins = {
  workspace: 'by package',
  nest: 'by Nest module',
  folder: 'by folder',
  given: 'as given',
} as const;

function couplingItem({ edges, modules }: Facts): EvidenceItem {
  const values = edges.filter(({ imports }) => imports > 0);
  const imports = values.reduce((sum, edge) => sum + edge.imports, 0);
  const types = edges.reduce((sum, edge) => sum + edge.typeOnly, 0);
  const pairs = modules.length * (modules.length - 1);
  return {
    id: 'code.coupling',
    group: 'code',
    title: 'Imports between modules',
    source: again,
    figure: `${count(imports, 'import')} on ${values.length} of ${pairs} possible ways, and ${types} of types alone`,
    certainty: 'measured',
    details: values
      .slice(0, shown)
      .map(
        (edge) =>
          `${edge.from} → ${edge.to}: ${count(edge.imports, 'import')}, e.g. ${edge.places.slice(0, 1).map(placeText).join('')}`,
      ),
  };
}

function cyclesItem({ cycles }: Facts): EvidenceItem {
  return {
    id: 'code.cycles',
    group: 'code',
    title: 'Modules that use each other in a circle',
    source: again,
    figure:
      cycles.length === 0
        ? 'none'
        : `${count(cycles.length, 'cycle')}, the shortest ${cycleText(cycles[0]?.modules ?? [])}`,
    certainty: 'measured',
    details: cycles
      .slice(0, shown)
      .map(({ modules, example }) => `${cycleText(modules)}: ${example.map(placeText).join(', ')}`),
  };
}

export const cycleText = (modules: readonly string[]): string =>
  [...modules, ...modules.slice(0, 1)].join(' → ');

export const placeText = ({ file, line, target }: ImportPlace): string =>
  `${oneLine(file)}:${line} imports ${oneLine(target)}`;

function internalsItem({ edges, modules }: Facts): EvidenceItem {
  const internals = edges.reduce((sum, edge) => sum + edge.internals, 0);
  const imports = edges.reduce((sum, edge) => sum + edge.imports, 0);
  const without = modules.filter(({ entry }) => entry === undefined).length;
  return {
    id: 'code.internals',
    group: 'code',
    title: 'Imports of another module’s internals',
    source: again,
    figure: `${internals} of ${imports}`,
    certainty: without > 0 ? 'inferred' : 'measured',
    ...(without > 0
      ? {
          why: `${count(without, 'module')} without an index or exports: the files directly in its folder were taken as public`,
        }
      : {}),
    details: edges
      .filter((edge) => edge.internals > 0)
      .slice(0, shown)
      .map(
        (edge) =>
          `${edge.from} → ${edge.to}: ${edge.internals}, e.g. ${edge.places.slice(0, 1).map(placeText).join('')}`,
      ),
  };
}

function chainsItem({ chains, operations }: Facts): EvidenceItem {
  return {
    id: 'code.chains',
    group: 'code',
    title: `Operations that call ${longChain} other modules or more`,
    source: again,
    figure: `${chains.length} of ${operations} that call other modules`,
    certainty: operations === 0 ? 'unknown' : 'inferred',
    why:
      operations === 0
        ? 'no call between modules could be followed by imports and names'
        : 'calls were followed by imports and names, without types; calls through events or a bus are not among them',
    details: chains
      .slice(0, shown)
      .map(
        ({ operation, file, line, reaches, steps }) =>
          `${operation} at ${oneLine(file)}:${line} calls ${reaches.length}: ${steps.slice(0, 6).join(' → ')}`,
      ),
  };
}

export const count = (value: number, what: string, plural = 's'): string =>
  `${value.toLocaleString('en')} ${what}${value === 1 ? '' : plural}`;

/** A name as it can be shown: line breaks and control characters in a path must not become structure. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '�');
