import { z } from 'zod';

/** The variable that names a module's own database: `PAYMENTS_DATABASE_URL`. */
export const ownUrlVariable = (schema: string): string => `${schema.toUpperCase()}_DATABASE_URL`;

/** Reads it as a part of the configuration. */
export const ownUrlConfig = (schema: string) =>
  z.object({
    [ownUrlVariable(schema)]: z
      .url({ protocol: /^postgres(ql)?$/, error: 'expected postgres://user:password@host:port/database' })
      .optional(),
  });
