import { z } from 'zod';

/** Rises when a field is removed or changes its meaning; a new field does not change it. */
export const schemaVersionField = z.literal(1);

export const findingSchema = z.object({
  code: z.string().describe('stable; docs/guide/reference.md lists all of them'),
  level: z.enum(['refuse', 'error', 'warning', 'info']),
  place: z
    .object({
      file: z.string().describe('relative to the project’s folder'),
      line: z.int().min(1).optional(),
      column: z.int().min(1).optional(),
      symbol: z.string().optional(),
    })
    .optional(),
  id: z.string().optional().describe('code@place, as --accept takes it'),
  what: z.string(),
  why: z.string(),
  hint: z.string().describe('one thing to try'),
});

/** A call that goes over the wire once its target is a service. */
export const callSiteSchema = z.object({
  file: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
  method: z.string(),
  caller: z.string().describe('the function that the call stands in'),
  inLoop: z.boolean(),
  inTransaction: z.boolean(),
  caught: z.boolean().describe('a catch around it or behind it deals with its failure'),
});

/** What any command that stopped prints with `--json`. */
export const errorSchema = z.object({
  schemaVersion: schemaVersionField,
  error: z.object({ code: z.string(), message: z.string(), findings: z.array(findingSchema) }),
});
