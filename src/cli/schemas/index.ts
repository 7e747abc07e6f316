import { z } from 'zod';
import { ownLoadSchema } from '../../decision/evidence/load/index.ts';
import { inputsSchema } from '../resolve/inputs.ts';
import { adviseLoadSchema } from './advise-load.ts';
import { checkSchema } from './check.ts';
import { adviseCheckSchema } from './advise-check.ts';
import { adviseSchema } from './advise.ts';
import { addSchema, extractSchema, removeSchema, undoSchema } from './changes.ts';
import { errorSchema } from './common.ts';
import { inspectSchema } from './inspect.ts';
import { liftSchema } from './lift.ts';
import { newSchema } from './new.ts';

/** Every published schema, by the name of its file under `schemas/`. A command with `--json` has one entry here. */
export const schemas: Readonly<
  Record<string, { readonly title: string; readonly schema: z.ZodType; readonly io?: 'input' }>
> = {
  answers: { title: 'A file for --answers', schema: inputsSchema, io: 'input' },
  'load-test': {
    title: 'The result of a load test, for scaffold advise --load',
    schema: ownLoadSchema,
    io: 'input',
  },
  error: { title: 'What any command that stopped prints with --json', schema: errorSchema },
  advise: { title: 'What scaffold advise --json prints', schema: adviseSchema },
  'advise-check': { title: 'What scaffold advise --check --json prints', schema: adviseCheckSchema },
  add: { title: 'What scaffold add --json prints', schema: addSchema },
  check: { title: 'What scaffold check --json prints', schema: checkSchema },
  'advise-load': { title: 'What scaffold advise load --json prints', schema: adviseLoadSchema },
  extract: { title: 'What scaffold extract --json prints', schema: extractSchema },
  inspect: { title: 'What scaffold inspect --json prints', schema: inspectSchema },
  lift: { title: 'What scaffold lift --json prints', schema: liftSchema },
  new: { title: 'What scaffold new --json prints', schema: newSchema },
  remove: { title: 'What scaffold remove --json prints', schema: removeSchema },
  undo: { title: 'What scaffold undo --json prints', schema: undoSchema },
};

/** The published text of each schema, by file name. Outputs may gain fields, so they allow what they do not describe. */
export function formatSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(schemas).map(([name, { title, schema, io }]) => {
      const open = io === 'input' ? {} : { override: allowMore };
      const { $schema, ...body } = z.toJSONSchema(schema, { io: io ?? 'output', reused: 'ref', ...open });
      return [`${name}.json`, JSON.stringify({ $schema, title, ...body })];
    }),
  );
}

function allowMore({ jsonSchema }: { jsonSchema: { additionalProperties?: unknown } }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
}
