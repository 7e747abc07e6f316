import { z } from 'zod';
import { findingSchema, schemaVersionField } from './common.ts';
import { answerValueSchema, questionIdSchema, verdictFields, verdictIdSchema } from './verdict.ts';

const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();
const texts = list(z.string());
const path = z.string().describe('relative to the folder that was looked at');
const line = z.number();
const share = z.number().describe('0 to 1');
const date = z.string().describe('YYYY-MM-DD');
const importPlace = z.object({ file: path, line, target: path });
const place = z.object({ file: path, line });

const evidence = z.object({
  id: z.string().describe('stable'),
  group: z.enum(['git', 'code', 'data', 'operations', 'load']),
  title: z.string(),
  source: z.string().describe('a command that anybody can repeat, or a file'),
  figure: z.string(),
  certainty: z.enum(['measured', 'inferred', 'unknown']),
  why: z.string().describe('why it is unknown, or what it rests on').optional(),
  details: texts.optional(),
  answers: z
    .object({ question: questionIdSchema, value: answerValueSchema })
    .describe('the answer that it offers')
    .optional(),
});

const tableUse = z.object({
  table: z.string(),
  owner: z.string().describe('the module that declares it, or the only one that writes it').optional(),
  readers: texts,
  writers: texts.describe('modules; "(outside the modules)" is the rest of the code'),
  places: list(z.object({ module: z.string(), file: path, line })),
});

/** The fields that `advise --json` adds to those of a verdict. */
export const adviceFields = {
  measured: z.object({
    name: z.string().describe('name of the folder'),
    date,
    commit: z.string().optional(),
    history: z.enum(['full', 'shallow', 'none']),
    parsed: z.number().describe('source files'),
  }),
  shape: z.object({
    kind: z.enum(['one-deployable', 'several-deployables', 'none-found']),
    deployables: texts.describe('folders of what runs on its own; "" is the root'),
    others: list(z.object({ role: z.string(), paths: texts })).describe('code that belongs to no candidate'),
  }),
  missing: list(
    z.object({
      id: questionIdSchema,
      wording: z.string(),
      flag: z.string(),
      ifYes: verdictIdSchema.describe(
        'the verdict if only this were known, and were so (8 engineers or more)',
      ),
      ifNo: verdictIdSchema,
      decides: z.boolean().describe('true where it alone can change the verdict'),
    }),
  ).describe('answers that nobody gave and nothing measured'),
  splitNeeds: list(z.object({ id: questionIdSchema, from: answerValueSchema, to: z.string() })).describe(
    'everything that would have to be otherwise before a split were advised',
  ),
  reachable: list(verdictIdSchema).describe('every verdict that the missing answers together could lead to'),
  contradictions: list(
    z.object({
      id: questionIdSchema,
      given: answerValueSchema.describe('the one that counts'),
      source: z.string(),
      measured: answerValueSchema,
      figure: z.string(),
      command: z.string(),
    }),
  ),
  merges: list(z.object({ modules: z.tuple([z.string(), z.string()]).readonly(), because: texts })).describe(
    'pairs that should be one module instead',
  ),
  evidence: list(evidence),
  modules: list(
    z.object({
      name: z.string(),
      paths: texts,
      from: z.string().describe('workspace, nest, folder or given'),
      files: z.number(),
      lines: z.number(),
      tables: texts.describe('tables that it owns'),
      busFactor: z.number().describe('the fewest people who made more than half of the changes').optional(),
      authors: list(z.object({ name: z.string(), share })).describe('largest shares first, at most 8'),
    }),
  ),
  edges: list(
    z.object({
      from: z.string(),
      to: z.string(),
      imports: z.number().describe('import statements that are there at run time'),
      internals: z.number().describe('of those, how many reach past the public interface'),
      typeOnly: z.number(),
      places: list(importPlace).describe('examples'),
    }),
  ),
  cycles: list(
    z.object({ modules: texts.describe('in order; the last uses the first'), example: list(importPlace) }),
  ),
  chains: list(
    z.object({
      operation: z.string(),
      file: path,
      line,
      module: z.string().optional(),
      reaches: texts.describe('other modules'),
      steps: texts,
    }),
  ).describe('operations that call three other modules or more, as far as names show'),
  tables: list(tableUse),
  foreignKeys: list(
    z.object({ from: z.string(), to: z.string(), fromModule: z.string(), toModule: z.string(), place }),
  ),
  transactions: list(z.object({ place, modules: texts, tables: texts })).describe(
    'transactions that write tables of several modules',
  ),
  coChange: list(
    z.object({
      a: z.string(),
      b: z.string(),
      together: z.number().describe('commits that change both'),
      ofA: z.number().describe('commits that change a'),
      ofB: z.number(),
      degree: share.describe('together, of the commits of the one that changed less'),
    }),
  ),
  authors: list(
    z.object({
      name: z.string(),
      commits: z.number(),
      days: z.number().describe('distinct days with a commit'),
      lastActive: date,
      passing: z.boolean().describe('no part of the team'),
    }),
  ),
  hotSpots: list(z.object({ file: path, commits: z.number(), lines: z.number() })),
};

/** What `advise --json` prints. */
export const adviseSchema = z.object({
  schemaVersion: schemaVersionField,
  ...verdictFields,
  ...adviceFields,
  recorded: z
    .object({
      path: z.string(),
      applied: z.boolean().describe('false with --dry-run, and where it is there already'),
      supersedes: z.string().optional(),
      diff: z.string().optional(),
    })
    .describe('with --adr: the decision record')
    .optional(),
  findings: z.array(findingSchema),
});
