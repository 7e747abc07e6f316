import { entry } from '../diagnostic.ts';

/** Findings about tables, locks and stores that an extraction would divide between two processes. */
export const dataCatalogue = {
  'table-written-by-both': entry<{
    table: string;
    method: string;
    chain: string;
    outside: string;
    others: number;
  }>('error', (args) => ({
    what: `${args.table} is written by ${args.method} (${args.chain}) and by ${args.outside}${more(args.others)}`,
    why: 'two owners of one table: neither side can keep its rules, change its columns or move it without the other',
    hint: `let one side own ${args.table}: route the other writes through the port, or through a new method of it`,
  })),
  'table-shared': entry<{
    table: string;
    method: string;
    inside: string;
    outside: string;
    place: string;
    others: number;
  }>('warning', (args) => ({
    what: `${args.method} ${args.inside} ${args.table}, and ${args.place}${more(args.others)} ${args.others === 0 ? args.outside : args.outside.replace(/s$/, '')} it`,
    why: 'one side depends on how the other stores its data, and the storage cannot be split while it does',
    hint: 'ask for the data through a method of its owner, or keep a copy that events keep up to date',
  })),
  'lock-shared': entry<{ lock: string; method: string; chain: string; outside: string }>('error', (args) => ({
    what: `${args.method} locks ${args.lock} (${args.chain}), which ${args.outside} locks or writes too`,
    why: 'a lock that two processes take around calls of each other ends in waiting for each other',
    hint: `take the lock on one side only, and never while a call of the other is under way`,
  })),
  'sequence-shared': entry<{ sequence: string; method: string; outside: string }>('warning', (args) => ({
    what: `${args.method} and ${args.outside} take numbers from ${args.sequence}`,
    why: 'once the storage is split there are two of them, which give the same numbers',
    hint: 'give each side its own sequence, or use ids that need none, such as UUIDs',
  })),
  'foreign-key-across': entry<{ from: string; to: string; side: string; onDelete?: string }>(
    'warning',
    (args) => ({
      what: `${args.from} has a foreign key to ${args.to}${args.onDelete ? `, on delete ${args.onDelete}` : ''}; ${args.side} belongs to the other side`,
      why: args.onDelete
        ? 'the database enforces the key, and deletes or changes rows of the other side with it: split, it can do neither'
        : 'the database enforces the key across the boundary: split, it no longer can',
      hint: `drop the constraint when the storage is split, and check for orphans from time to time`,
    }),
  ),
  'relation-across': entry<{ model: string; property: string; target: string; how: string }>(
    'warning',
    (args) => ({
      what: `${args.model}.${args.property} ${args.how} ${args.target}, which the other side uses too`,
      why: 'the mapper reaches across the boundary by itself, wherever the model is read or saved',
      hint: `keep the id of ${args.target} instead of the relation, and load it through its owner`,
    }),
  ),
  'nullable-column': entry<{
    column: string;
    decorator: string;
    type: string;
    reached: readonly string[];
    reflected: boolean;
  }>('error', ({ column, decorator, type, reached, reflected }) => {
    const copies = reached.filter((each) => each !== column);
    const others = copies.length === 0 ? '' : `, and ${copies.join(' and ')} as well`;
    return {
      what: `${column} may be NULL (${decorator}), and its type ${type} does not say so${copies.length === 0 ? '' : `; it is copied to ${copies.join(' and to ')}`}`,
      why: 'in process null passes unnoticed; a codec refuses what its type does not allow, so that each answer with such a row fails',
      hint: `allow it: declare ${column} as ${type} | null${others}${reflected ? `; name the column's type in its decorator too (type: …): a union leaves none to be read at run time` : ''}`,
    };
  }),
  'data-access-unknown': entry<{ count: number; library: string; text: string; chain: string }>(
    'warning',
    (args) => ({
      what: `which table is touched is not known at ${args.count === 1 ? 'one place' : `${args.count} places`}, first by ${args.text} (${args.library}): ${args.chain}`,
      why: 'a table that both sides use may be behind it',
      hint: 'look at these places yourself before you rely on the list of tables',
    }),
  ),
  'store-not-analysed': entry<{ package: string; store: string; files: string }>('info', (args) => ({
    what: `the implementation uses ${args.store} through ${args.package}, in ${args.files}`,
    why: 'what is kept there is not analysed: keys, queues or buckets may be shared with the rest',
    hint: 'check by hand that no other code uses the same keys, or give the service its own',
  })),
};

const more = (others: number): string =>
  others === 0 ? '' : ` and ${others} more ${others === 1 ? 'place' : 'places'}`;
