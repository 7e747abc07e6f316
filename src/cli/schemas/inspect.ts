import { z } from 'zod';
import { callSiteSchema, findingSchema, schemaVersionField } from './common.ts';

const place = z.object({
  file: z.string(),
  line: z.int().min(1).optional(),
  column: z.int().min(1).optional(),
  symbol: z.string().optional(),
});

const method = z.object({
  name: z.string(),
  place,
  carried: z.boolean().describe('can be called over the wire'),
  local: z.boolean().describe('stays in process, by its tag or by --local'),
  safety: z.enum(['readonly', 'idempotent', 'mutating']),
  safetyFrom: z.string().describe('tag: it is said where the method is declared; default: nothing says so'),
  signature: z.string().optional().describe('for people; what was refused stands as ✗'),
  parameters: z.array(z.object({ name: z.string(), presence: z.string(), type: z.string() })).optional(),
  result: z.string().optional(),
  throws: z.array(z.string()).optional().describe('declared errors, the most derived first'),
  findings: z.array(findingSchema),
});

/** What `inspect --json` prints. Paths are relative to `codebase.root`. */
export const inspectSchema = z.object({
  schemaVersion: schemaVersionField,
  target: z.string(),
  verdict: z.enum(['extractable', 'extractable-after-fixes', 'do-not-extract']),
  reasons: z.array(z.string()),
  fixes: z.array(
    z.object({
      code: z.string(),
      place: place.optional(),
      methods: z.array(z.string()).describe('that wait for it'),
      automatic: z.string().optional().describe('arguments of scaffold that make the change'),
      hint: z.string(),
    }),
  ),
  port: z.object({
    name: z.string(),
    kind: z.enum(['interface', 'class', 'functions', 'object', 'static']),
    slug: z.string(),
    place,
    implementations: z.array(z.object({ name: z.string(), file: z.string() })),
  }),
  methods: z.array(method),
  callSites: z.array(callSiteSchema),
  wiring: z.array(z.object({ style: z.string(), place, text: z.string() })).describe('what makes the port'),
  findings: z.array(findingSchema).describe('all of them, those of methods included'),
  contract: z.object({ hash: z.string(), types: z.array(z.string()) }).describe('of what can be carried'),
  codebase: z.object({ root: z.string().describe('absolute') }),
  loaded: z.object({
    files: z.int().describe('source files read with their types'),
    sources: z.int().describe('source files there are'),
  }),
});
