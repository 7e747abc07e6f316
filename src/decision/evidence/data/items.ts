import type { FileDataAccess } from '../../../analysis/data/index.ts';
import { count, oneLine } from '../code/index.ts';
import type { EvidenceItem, ModuleMap } from '../model.ts';
import { outside, type DataFacts, type DataPlace } from './model.ts';

type Facts = Omit<DataFacts, 'items'>;
type Access = ReadonlyMap<string, FileDataAccess>;

const shown = 5;
const source = 'scaffold advise --json';

/** What the data shows, one item for each figure. What could not be told is unknown, never a "no". */
export function dataItems(facts: Facts, access: Access, map: ModuleMap): readonly EvidenceItem[] {
  const items = [tablesItem(facts, access)];
  if (map.modules.length < 2) return items;
  return [...items, sharedItem(facts), readsItem(facts), keysItem(facts), transactionsItem(facts, access)];
}

const usedTables = ({ tables }: Facts) =>
  tables.filter(({ readers, writers }) => readers.length + writers.length > 0);

function tablesItem(facts: Facts, access: Access): EvidenceItem {
  const { tables, notUnderstood } = facts;
  const libraries = [
    ...new Set([...access.values()].flatMap(({ accesses }) => accesses.map(({ library }) => library))),
  ];
  const stores = [...new Set([...access.values()].flatMap(({ drivers }) => drivers.map((one) => one.store)))];
  const base = { id: 'data.tables', group: 'data' as const, title: 'Tables', source };
  const notRead = stores.length > 0 ? [`stores that are not analysed: ${stores.sort().join(', ')}`] : [];
  if (tables.length === 0) {
    const why = 'looked for Prisma, TypeORM, Drizzle, Kysely, Knex, Sequelize, Mongoose, MikroORM and SQL';
    return { ...base, figure: 'no table found', certainty: 'unknown', why, details: notRead };
  }
  return {
    ...base,
    figure: `${count(tables.length, 'table')}, ${usedTables(facts).length} of them seen in use (${libraries.sort().join(', ') || 'declared only'})`,
    certainty: 'inferred',
    why:
      notUnderstood > 0
        ? `${count(notUnderstood, 'access', 'es')} to data could not be understood`
        : 'read from the code without its types',
    details: notRead,
  };
}

const placeText = ({ file, line }: DataPlace): string => `${oneLine(file)}:${line}`;

const writersText = (writers: readonly string[]): string =>
  writers.filter((one) => one !== outside).join(', ');

function sharedItem(facts: Facts): EvidenceItem {
  const { shared } = facts;
  const written = facts.tables.filter(({ writers }) => writers.length > 0);
  const base = {
    id: 'data.shared-tables',
    group: 'data' as const,
    title: 'Tables that two modules write',
    source,
  };
  if (shared.length > 0) {
    return {
      ...base,
      figure: `${shared.length} of ${written.length} that are written`,
      certainty: 'inferred',
      answers: { question: 'A-shared-db', value: 'yes' },
      details: shared.slice(0, shown).map(
        ({ table, writers, places }) =>
          `${table}: ${writersText(writers)}, e.g. ${places
            .filter(({ module }) => module !== outside)
            .slice(0, 2)
            .map(placeText)
            .join(' and ')}`,
      ),
    };
  }
  const byModules = written.filter(({ writers }) => writers.some((one) => one !== outside));
  const reason = whyUnsure(facts, written.length, byModules.length);
  if (reason !== undefined) return { ...base, figure: 'none seen', certainty: 'unknown', why: reason };
  return {
    ...base,
    figure: `none of ${written.length} that are written`,
    certainty: 'inferred',
    answers: { question: 'A-shared-db', value: 'no' },
  };
}

/** Why "none" may only mean "not seen". */
function whyUnsure(facts: Facts, written: number, byModules: number): string | undefined {
  if (written === 0) return 'no code was seen that writes a table';
  if (byModules < written / 2)
    return `${written - byModules} of ${count(written, 'table')} are written outside the modules only, by a common data layer: who is behind a write does not show`;
  const accesses = usedTables(facts).length;
  return facts.notUnderstood > accesses
    ? `${count(facts.notUnderstood, 'access', 'es')} to data could not be understood`
    : undefined;
}

function readsItem({ tables }: Facts): EvidenceItem {
  const across = tables.flatMap(({ table, owner, readers }) => {
    const others = readers.filter((one) => one !== outside && one !== owner);
    return owner !== undefined && others.length > 0 ? [{ table, owner, others }] : [];
  });
  return {
    id: 'data.reads-across',
    group: 'data',
    title: 'Tables that another module reads',
    source,
    figure: across.length === 0 ? 'none seen' : `${across.length}`,
    certainty: across.length === 0 ? 'unknown' : 'inferred',
    ...(across.length === 0 ? { why: 'no read of a table whose owner is known' } : {}),
    details: across
      .slice(0, shown)
      .map(({ table, owner, others }) => `${table} of ${owner}: read by ${others.join(', ')}`),
  };
}

function keysItem({ foreignKeys, tables }: Facts): EvidenceItem {
  const owned = tables.filter(({ owner }) => owner !== undefined).length;
  // A key to a table that several modules write is a key to none of them.
  const among =
    owned === tables.length ? '' : ` among the ${owned} of ${tables.length} tables that one module owns`;
  return {
    id: 'data.foreign-keys',
    group: 'data',
    title: 'Foreign keys from one module’s tables to another’s',
    source,
    figure: owned === 0 ? 'not known' : `${foreignKeys.length}${among}`,
    certainty: owned === 0 ? 'unknown' : 'inferred',
    ...(owned === 0 ? { why: 'no table could be given to a module' } : {}),
    details: foreignKeys
      .slice(0, shown)
      .map(
        ({ from, to, fromModule, toModule, place }) =>
          `${from} (${fromModule}) → ${to} (${toModule}) at ${placeText(place)}`,
      ),
  };
}

function transactionsItem({ transactions, tables }: Facts, access: Access): EvidenceItem {
  const all = [...access.values()].reduce((sum, file) => sum + file.transactions.length, 0);
  const base = {
    id: 'data.transactions',
    group: 'data' as const,
    title: 'Transactions that write tables of two modules',
    source,
  };
  if (transactions.length > 0) {
    return {
      ...base,
      figure: `${transactions.length} of ${count(all, 'transaction')}`,
      certainty: 'inferred',
      answers: { question: 'A-acid', value: 'yes' },
      details: transactions
        .slice(0, shown)
        .map(
          ({ place, modules, tables: written }) =>
            `${placeText(place)} writes ${written.join(', ')} of ${modules.join(', ')}`,
        ),
    };
  }
  const owned = tables.some(({ owner }) => owner !== undefined);
  const why = owned
    ? 'a transaction is followed within one function only, so that one which calls into another module does not show'
    : 'no table could be given to a module';
  return { ...base, figure: `none seen in ${count(all, 'transaction')}`, certainty: 'unknown', why };
}
