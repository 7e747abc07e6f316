/**
 * Inspects every service-like class and interface of a codebase: `npm run bench:corpus -- <dir> [--extract] [--json]`.
 * Prints what can be called over the wire, what is refused and why, crashes, and times against the codebase's own
 * compiler. With `--extract` each target whose verdict allows it is extracted in memory, and the whole program as it
 * would then be is checked with the codebase's own compiler and settings; `--force` also keeps in process what is
 * refused, accepts what can be accepted, and extracts the rest. The checkout is never written to.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { summarise } from './corpus/summary.ts';
import { sweep } from './corpus/sweep.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: 'string' },
    only: { type: 'string' },
    extract: { type: 'boolean' },
    force: { type: 'boolean' },
    tsc: { type: 'boolean' },
    json: { type: 'boolean' },
    verbose: { type: 'boolean' },
  },
});
const { limit, only, extract = false, force = false, tsc = false, json, verbose } = values;
const corpus = await sweep(resolve(positionals[0] ?? '.'), {
  extract,
  force,
  tsc,
  ...(limit === undefined ? {} : { limit: Number(limit) }),
  ...(only === undefined ? {} : { only: new RegExp(only, 'i') }),
  ...(verbose ? { tell: (result) => process.stderr.write(`${JSON.stringify(result)}\n`) } : {}),
});
process.stdout.write(json ? `${JSON.stringify(corpus, undefined, 2)}\n` : summarise(corpus));
