import { z } from 'zod';
import { ownLoadSchema } from '../../decision/evidence/load/index.ts';
import { findingSchema, schemaVersionField } from './common.ts';

/** What `advise load --json` prints. */
export const adviseLoadSchema = z.object({
  schemaVersion: schemaVersionField,
  dryRun: z.literal(true).optional(),
  plan: z.string().describe('with --dry-run: what would be sent').optional(),
  result: ownLoadSchema.optional(),
  savedAs: z.string().nullable().describe('relative to the project’s folder; null with --no-save').optional(),
  judgement: z
    .object({
      id: z.literal('load.target'),
      group: z.literal('load'),
      title: z.string(),
      source: z.string(),
      figure: z.string(),
      certainty: z.enum(['measured', 'inferred', 'unknown']),
      why: z.string().optional(),
      details: z.array(z.string()).describe('one line for each target').optional(),
      answers: z.object({ question: z.literal('Q1-slow'), value: z.enum(['yes', 'no']) }).optional(),
    })
    .describe('the result against the target given with --slo')
    .optional(),
  findings: z.array(findingSchema),
});
