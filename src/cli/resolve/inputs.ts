import { z } from 'zod';
import { questions, type AnswerValue, type Question } from '../../decision/index.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/index.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { systemIds } from '../../templates/systems/table.ts';

const choice = z
  .union([
    z.enum(['yes', 'no', 'unknown', 'not-applicable']),
    z.boolean().transform((yes) => (yes ? 'yes' : 'no')),
  ])
  .describe('yes, no or unknown');

const count = z
  .union([z.int().min(1).max(100_000), z.literal('unknown')])
  .describe('a whole number from 1, or unknown');

/** An answer may also be given as in a verdict, `{ "value": … }`, so that an earlier result can be used again. */
function answerField(question: Question): z.ZodType<AnswerValue> {
  const plain: z.ZodType<AnswerValue> = question.kind === 'count' ? count : choice;
  const recorded = z.object({ value: plain }).transform(({ value }) => value);
  return z
    .union([plain, recorded])
    .describe(plain.description ?? '')
    .meta({ title: question.wording });
}

const answerFields = Object.fromEntries(
  questions.map((question) => [question.id, answerField(question).optional()]),
);

const names = z.array(z.string()).describe('a list of module names');

const projectFields = {
  modules: names.optional(),
  uses: z
    .record(z.string(), names)
    .describe('a list of module names for each module that uses others')
    .optional(),
  systems: z
    .array(z.enum(systemIds))
    .describe(`a list of systems: ${systemIds.join(', ')}`)
    .optional(),
  architecture: z.enum(['modular-monolith', 'services']).describe('modular-monolith or services').optional(),
  reason: z.string().min(1).describe('a text').optional(),
  install: z.boolean().describe('true or false').optional(),
  git: z.boolean().describe('true or false').optional(),
};

/** What an answers file may contain; every key is optional. */
export const inputsSchema = z.strictObject({
  $schema: z.string().optional(),
  ...answerFields,
  ...projectFields,
});

export type ProjectInputs = z.infer<z.ZodObject<typeof projectFields>>;
export type Inputs = ProjectInputs & Readonly<Record<string, unknown>>;

const keys = Object.keys(inputsSchema.shape);

/** Where inputs come from: the file for messages, and how a key is called there. */
export interface Origin {
  readonly file: string;
  nameOf(key: string): string;
}

/** The inputs that are in order, and all that is wrong with the others. */
export interface CheckedInputs {
  readonly inputs: Inputs;
  readonly problems: readonly Diagnostic[];
}

/** Checks inputs as read. All that is wrong is reported at once; what is right is kept, so that more can be checked. */
export function checkInputs(raw: unknown, origin: Origin): CheckedInputs {
  const parsed = inputsSchema.safeParse(raw);
  if (parsed.success) return { inputs: parsed.data, problems: [] };
  const { issues } = parsed.error;
  const problems = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownKey(key, origin))
      : [invalidValue(raw, issue.path, origin)],
  );
  const bad = new Set(
    issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : issue.path.slice(0, 1))),
  );
  const rest = Object.entries(Object(raw) as object).filter(([key]) => !bad.has(key));
  return { inputs: inputsSchema.safeParse(Object.fromEntries(rest)).data ?? {}, problems };
}

const unknownKey = (key: string, { file }: Origin): Diagnostic =>
  diagnostic('answers-unknown-key', { file, key, nearest: nearest(key, keys) });

function invalidValue(raw: unknown, path: readonly PropertyKey[], origin: Origin): Diagnostic {
  const key = String(path[0] ?? '');
  if (key === '')
    return diagnostic('answers-unreadable', { file: origin.file, reason: 'it is not a JSON object' });
  const field = inputsSchema.shape[key as keyof typeof inputsSchema.shape] as z.ZodType | undefined;
  const value = JSON.stringify((raw as Record<string, unknown>)[key]) ?? 'undefined';
  return diagnostic('value-invalid', { name: origin.nameOf(key), value, expected: describe(field) });
}

const describe = (field: z.ZodType | undefined): string =>
  field?.description ??
  (field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType).description : undefined) ??
  'another value';
