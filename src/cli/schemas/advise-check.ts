import { z } from 'zod';
import { findingSchema, schemaVersionField } from './common.ts';
import { questionIdSchema, verdictIdSchema } from './verdict.ts';

/** What `advise --check --json` prints; the exit code is 1 where the decision no longer holds. */
export const adviseCheckSchema = z.object({
  schemaVersion: schemaVersionField,
  record: z.string().describe('relative to the folder that was looked at'),
  decided: z.string().describe('YYYY-MM-DD'),
  verdict: verdictIdSchema,
  reviewBy: z.string().describe('YYYY-MM-DD'),
  holds: z.boolean(),
  changes: z.array(z.object({ id: questionIdSchema, what: z.string() })),
  findings: z.array(findingSchema),
});
