import { z } from 'zod';

/** RFC 9457. `type` is `about:blank` where the status says it all. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  /** Of the log line that has the whole story. */
  errorId: z.string().optional(),
  /** What is wrong with the request: where, and why; never the value. */
  errors: z.array(z.object({ path: z.string(), reason: z.string() })).optional(),
});

export type Problem = z.infer<typeof problemSchema>;

export const problemContentType = 'application/problem+json';

/** `CardDeclined` → `urn:problem:card-declined` */
export function problemType(errorName: string): string {
  const kebab = errorName.replace(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3-$2$4').toLowerCase();
  return `urn:problem:${kebab}`;
}
