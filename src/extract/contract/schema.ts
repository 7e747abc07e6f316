/** The form of a contract, for reading one that is not known to be sound. */
import { z } from 'zod';
import type { BytesClass } from './model.ts';

const place = z.object({ file: z.string(), line: z.number(), column: z.number() });
const origin = z.object({
  place,
  module: z.string(),
  exported: z.boolean(),
  path: z.array(z.string()).optional(),
});
const presence = z.enum(['required', 'optional', 'maybeUndefined']);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const readonly = z.boolean().optional();
const doc = z.string().optional();

const wireType: z.ZodType = z.lazy(() => z.discriminatedUnion('kind', wireTypes));

const property = z.object({
  name: z.string(),
  type: wireType,
  presence,
  readonly,
  hidden: readonly,
  ifAny: readonly,
  volatile: readonly,
  unordered: readonly,
  doc,
});

const strategy = z.discriminatedUnion('by', [
  z.object({ by: z.enum(['wire-methods', 'json-methods', 'fields', 'revive']) }),
  z.object({ by: z.literal('constructor'), parameters: z.array(z.string()) }),
  z.object({ by: z.literal('factory'), factory: z.string(), parameters: z.array(z.string()) }),
  z.object({
    by: z.literal('library'),
    write: z.string(),
    read: z.string(),
    value: z.array(z.string()).optional(),
  }),
]);

const unionStrategy = z.discriminatedUnion('by', [
  z.object({ by: z.literal('discriminant'), property: z.string() }),
  z.object({ by: z.enum(['kind', 'merged', 'keys', 'boxed']) }),
]);

const plainKinds = [
  'string',
  'number',
  'boolean',
  'null',
  'undefined',
  'bigint',
  'date',
  'url',
  'void',
  'never',
  'json',
  'regexp',
  'abortSignal',
] as const;

const bytesClasses = [
  'Uint8Array',
  'Buffer',
  'ArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
] as const satisfies readonly BytesClass[];

const item = z.object({ type: wireType, optional: z.boolean().optional(), label: z.string().optional() });

const wireTypes = [
  z.object({ kind: z.enum(plainKinds) }),
  z.object({
    kind: z.literal('literal'),
    value: scalar,
    of: z.object({ kind: z.literal('ref'), id: z.string() }).optional(),
    member: z.string().optional(),
  }),
  z.object({ kind: z.literal('bigintLiteral'), value: z.string() }),
  z.object({ kind: z.literal('template'), pattern: z.string(), text: z.string() }),
  z.object({ kind: z.literal('bytes'), as: z.enum(bytesClasses) }),
  z.object({ kind: z.literal('array'), element: wireType, readonly }),
  z.object({ kind: z.literal('tuple'), items: z.array(item), rest: wireType.optional(), readonly }),
  z.object({ kind: z.literal('map'), key: wireType, value: wireType, readonly }),
  z.object({ kind: z.literal('set'), element: wireType, readonly }),
  z.object({ kind: z.literal('object'), properties: z.array(property), index: wireType.optional() }),
  z.object({ kind: z.literal('record'), value: wireType, key: wireType.optional() }),
  z.object({
    kind: z.literal('union'),
    members: z.array(z.object({ type: wireType, tags: z.array(scalar).optional() })),
    strategy: unionStrategy,
  }),
  z.object({ kind: z.literal('nullable'), type: wireType }),
  z.object({ kind: z.literal('maybe'), type: wireType }),
  z.object({ kind: z.literal('brand'), base: wireType, text: z.string() }),
  z.object({ kind: z.literal('ref'), id: z.string() }),
] as const;

const enumMember = z.object({ name: z.string(), value: z.union([z.string(), z.number()]) });

const namedType = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('alias'), name: z.string(), origin, type: wireType, doc }),
  z.object({
    kind: z.literal('enum'),
    name: z.string(),
    origin,
    members: z.array(enumMember),
    flags: z.boolean().optional(),
    doc,
  }),
  z.object({
    kind: z.literal('class'),
    name: z.string(),
    origin,
    strategy,
    fields: z.array(property),
    arguments: z.array(wireType).optional(),
    wire: wireType.optional(),
    doc,
  }),
  z.object({
    kind: z.literal('error'),
    name: z.string(),
    origin,
    error: z.object({
      strategy,
      fields: z.array(property),
      status: z.number(),
      retryable: z.boolean().optional(),
    }),
  }),
]);

const method = z.object({
  name: z.string(),
  place,
  doc,
  parameters: z.array(z.object({ name: z.string(), type: wireType, presence, rest: z.boolean().optional() })),
  result: wireType,
  throws: z.array(z.string()),
  safety: z.enum(['readonly', 'idempotent', 'mutating']),
  safetyFrom: z.enum(['tag', 'default']),
  timeoutMs: z.number().optional(),
  idempotencyKey: z.string().optional(),
  asserted: z.boolean().optional(),
  volatile: z.boolean().optional(),
  unordered: z.boolean().optional(),
  local: z.boolean().optional(),
});

export const contractSchema = z.object({
  schemaVersion: z.literal(1),
  name: z.string(),
  slug: z.string(),
  origin,
  doc,
  methods: z.array(method),
  types: z.record(z.string(), namedType),
  hash: z.string().regex(/^[0-9a-f]{16}$/),
});
