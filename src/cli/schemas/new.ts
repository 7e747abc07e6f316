import { z } from 'zod';
import { findingSchema, schemaVersionField } from './common.ts';
import { verdictSchema } from './verdict.ts';

/** What `new --json` prints. */
export const newSchema = z.object({
  schemaVersion: schemaVersionField,
  name: z.string(),
  directory: z.string().describe('absolute'),
  architecture: z.enum(['modular-monolith', 'services']),
  overruled: z.boolean().describe('true when the architecture is not the one advised'),
  decision: verdictSchema,
  modules: z.array(z.object({ name: z.string(), uses: z.array(z.string()) })),
  systems: z.array(z.string()).describe('systems it has besides what every project has'),
  written: z.boolean().describe('false with --dry-run'),
  installed: z.boolean(),
  files: z.array(z.string()).describe('relative to the project’s folder, sorted'),
  notes: z.array(z.string()),
  next: z.array(z.string()).describe('commands to run next'),
  repeat: z.string().describe('the command line that makes the same project again without a question'),
  findings: z.array(findingSchema),
});
