/** Tables, locks and stores that an extraction would divide between two processes. */
import { isAside, tableKey, type TableAccess } from '../../../analysis/data/index.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import type { Inspected } from '../inspected.ts';
import { keyFindings } from './keys.ts';
import { pictureOf, type DataPicture, type MethodData } from './picture.ts';
import { usesOfShared } from './shared-code.ts';

export function dataFindings(inspected: Inspected): Diagnostic[] {
  const picture = pictureOf(inspected);
  const outside = byTable([...picture.outside, ...usesOfShared(inspected, picture)]);
  const inside = byTable(insideAccesses(picture));
  return [
    ...[...inside].flatMap(([key, own]) => tableFindings(own, outside.get(key) ?? [])),
    ...keyFindings(picture, inside, outside),
    ...unknownFindings(picture),
    ...storeFindings(inspected, picture),
  ];
}

/** Of the methods first: a chain from a method says more than one from a worker. */
const insideAccesses = ({ methods, inside }: DataPicture): TableAccess[] => [
  ...methods.flatMap(({ accesses }) => accesses),
  ...inside.accesses,
];

export function byTable(accesses: readonly TableAccess[]): Map<string, readonly TableAccess[]> {
  const found = new Map<string, readonly TableAccess[]>();
  for (const each of accesses)
    found.set(tableKey(each.table), [...(found.get(tableKey(each.table)) ?? []), each]);
  return found;
}

/** `OrderService.place → OrderRepository.save (src/orders.ts:12)` */
export const chainOf = ({ via, place }: TableAccess): string =>
  `${via.length === 0 ? 'the top of the file' : via.join(' → ')} (${place.file}:${place.line})`;

/** One table, one finding: the worst that is to be said. */
function tableFindings(own: readonly TableAccess[], others: readonly TableAccess[]): Diagnostic[] {
  const [first] = own;
  const [other] = others;
  if (first === undefined || other === undefined) return [];
  const of = (list: readonly TableAccess[], kind: TableAccess['kind']): TableAccess | undefined =>
    list.find((each) => each.kind === kind);
  const lock = of(own, 'lock');
  const otherLock = of(others, 'lock');
  const write = of(own, 'write');
  const otherWrite = of(others, 'write');
  if (first.table.startsWith('sequence '))
    return [found('sequence-shared', first, { sequence: first.table, outside: chainOf(other) })];
  const rival = otherLock ?? otherWrite;
  const locks =
    lock !== undefined && rival !== undefined
      ? [found('lock-shared', lock, { lock: lock.table, chain: chainOf(lock), outside: chainOf(rival) })]
      : [];
  if (write !== undefined && otherWrite !== undefined) {
    const args = {
      table: write.table,
      chain: chainOf(write),
      outside: chainOf(otherWrite),
      others: places(others, 'write') - 1,
    };
    return [...locks, found('table-written-by-both', write, args)];
  }
  const read = of(own, 'read');
  const otherRead = of(others, 'read');
  if (write !== undefined && otherRead !== undefined)
    return [...locks, sharedFinding(write, 'writes', otherRead, 'reads', places(others, 'read') - 1)];
  if (read !== undefined && otherWrite !== undefined)
    return [...locks, sharedFinding(read, 'reads', otherWrite, 'writes', places(others, 'write') - 1)];
  return locks;
}

const places = (accesses: readonly TableAccess[], kind: TableAccess['kind']): number =>
  new Set(accesses.filter((each) => each.kind === kind).map(({ place }) => `${place.file}:${place.line}`))
    .size;

const methodOf = ({ via }: TableAccess): string => via[0] ?? 'the implementation';

const sharedFinding = (
  own: TableAccess,
  inside: string,
  other: TableAccess,
  outside: string,
  others: number,
): Diagnostic =>
  found('table-shared', own, { table: own.table, inside, outside, place: chainOf(other), others });

type TableCode = 'table-written-by-both' | 'table-shared' | 'lock-shared' | 'sequence-shared';

/** Named after the table, which is what `--accept` then takes. */
function found(code: TableCode, access: TableAccess, args: Readonly<Record<string, unknown>>): Diagnostic {
  const place = { ...access.place, symbol: access.table };
  return diagnostic(code, { method: methodOf(access), ...args } as never, { place });
}

/** Once for each library: the first place, and how many there are. */
function unknownFindings({ inside }: DataPicture): Diagnostic[] {
  const libraries = new Map<string, MethodData['unknown']>();
  for (const each of inside.unknown)
    libraries.set(each.library, [...(libraries.get(each.library) ?? []), each]);
  return [...libraries].flatMap(([library, all]) => {
    const [first] = all;
    if (first === undefined) return [];
    const count = new Set(all.map(({ place }) => `${place.file}:${place.line}`)).size;
    const args = { count, library, text: first.text, chain: first.via.join(' → ') };
    return [
      diagnostic('data-access-unknown', args, {
        place: { ...first.place, symbol: first.via[0] ?? first.place.file },
      }),
    ];
  });
}

/** Drivers that the files of reached functions import. */
function storeFindings({ program }: Inspected, { project, inside }: DataPicture): Diagnostic[] {
  const files = new Set([...inside.reached.keys()].map((each) => program.pathOf(each.getSourceFile())));
  const byPackage = new Map<string, { store: string; files: string[] }>();
  for (const file of [...files].filter((each) => !isAside(each)).sort()) {
    for (const { package: name, store } of project.files.get(file)?.drivers ?? []) {
      const known = byPackage.get(name) ?? { store, files: [] };
      byPackage.set(name, { store, files: [...new Set([...known.files, file])] });
    }
  }
  return [...byPackage].map(([name, { store, files: using }]) =>
    diagnostic(
      'store-not-analysed',
      { package: name, store, files: using.slice(0, 3).join(', ') },
      { place: { file: using[0] ?? '', symbol: name } },
    ),
  );
}
