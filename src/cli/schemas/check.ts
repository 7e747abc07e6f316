import { z } from 'zod';
import { findingSchema, schemaVersionField } from './common.ts';

/** What `check --json` prints. */
export const checkSchema = z.object({
  schemaVersion: schemaVersionField,
  against: z.string().describe('the commit that --against named').optional(),
  contracts: z.array(
    z.object({
      module: z.string(),
      file: z.string().describe('the committed contract'),
      methods: z.int().min(0),
      same: z.boolean(),
      findings: z
        .array(findingSchema)
        .describe('every change, with its direction; breaking ones with their steps'),
    }),
  ),
  findings: z.array(findingSchema),
});
