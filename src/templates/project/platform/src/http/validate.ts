import type { FastifySchemaCompiler } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { z } from 'zod';

/**
 * Checks a part of a request against its schema. Before that, one rule for every text in it: Postgres keeps neither
 * U+0000 nor half a surrogate pair, so both are the sender's mistake and not a failure of ours.
 */
export const compileValidator: FastifySchemaCompiler<z.ZodType> = (route) => {
  const validate = validatorCompiler(route);
  return (data: unknown) => {
    const place = unstorable(data, '');
    if (place === undefined) return validate(data);
    // Fastify takes a list of issues, as its own validators give it, and makes the error of them.
    const issue = { instancePath: place, message: 'has a character that cannot be stored' };
    return { error: [issue] as unknown as Error };
  };
};

/** Where the first such text is, `/items/0/sku`. */
function unstorable(value: unknown, place: string): string | undefined {
  if (typeof value === 'string') return value.includes('\0') || /\p{Cs}/u.test(value) ? place : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const found = unstorable(part, `${place}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
