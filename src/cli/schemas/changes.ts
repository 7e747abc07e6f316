import { z } from 'zod';
import { callSiteSchema, findingSchema, schemaVersionField } from './common.ts';

const paths = z.array(z.string()).describe('relative to the project’s folder, sorted');
const diff = z.string().describe('with --dry-run: the unified diff, as git apply takes it');

/** What every command that edits a project prints. */
export const changeFields = {
  schemaVersion: schemaVersionField,
  title: z.string(),
  applied: z.boolean().describe('false with --dry-run, and where there was nothing to do'),
  files: paths,
  diff: diff.optional(),
  installed: z.boolean().optional(),
  next: z.array(z.string()).describe('commands to run next, once it is applied').optional(),
  findings: z.array(findingSchema),
};

/** What `add --json` prints. */
export const addSchema = z.object({
  ...changeFields,
  system: z.string().describe('id of the system, where one was added').optional(),
  document: z.string().describe('its page in the project').optional(),
});

/** What `remove --json` prints. */
export const removeSchema = z.object(changeFields);

/** What `extract --json` prints. */
export const extractSchema = z.object({
  ...changeFields,
  module: z.string(),
  contract: z.object({
    name: z.string().describe('the interface'),
    hash: z.string(),
    methods: z.array(
      z.object({
        name: z.string(),
        safety: z.enum(['readonly', 'idempotent', 'mutating']),
        throws: z.array(z.string()).describe('names of declared errors'),
      }),
    ),
  }),
  callSites: z.array(callSiteSchema),
  folder: z.string().describe('what was generated, in a codebase that scaffold did not make').optional(),
  wiring: z
    .array(
      z.object({
        style: z.string(),
        place: z.object({ file: z.string(), line: z.int().min(1), column: z.int().min(1) }),
        text: z.string(),
      }),
    )
    .describe('where the port is put together, in a codebase that scaffold did not make')
    .optional(),
});

/** What `undo --json` prints: what was undone, or with --dry-run what would be. */
export const undoSchema = z.object({
  schemaVersion: schemaVersionField,
  next: z.array(z.string()).describe('commands to run next').optional(),
  undone: z.string().describe('title of the change that was undone').optional(),
  dryRun: z.literal(true).optional(),
  files: z.array(z.string()).describe('relative to the project’s folder'),
  diff: diff.optional(),
  findings: z.array(findingSchema),
});
