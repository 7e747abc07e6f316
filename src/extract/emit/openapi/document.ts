/** `openapi.json`: OpenAPI 3.1 of the wire. An output: the contract is what is agreed. */
import type { Contract, Method, NamedType, WireType } from '../../contract/model.ts';
import { errorWireName } from '../codecs/errors.ts';
import { remoteMethods } from '../service.ts';
import type { Names } from '../source/names.ts';
import { idsBehind } from '../types/recursion.ts';
import { sampleAnswer, sampleRequest } from '../tests/sample.ts';
import { namedSchema, objectSchema, schemaOf } from './schema.ts';
import type { Schema, SchemaNames } from './schema.ts';

const json = 'application/json';
const problemJson = 'application/problem+json';

export function emitOpenApi(contract: Contract, names: Names): string {
  const document = {
    openapi: '3.1.0',
    info: {
      title: contract.name,
      version: contract.hash,
      summary: `Calls of ${contract.name} between processes.`,
      ...(contract.doc === undefined ? {} : { description: contract.doc }),
      license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: '/', description: 'The internal address of the service' }],
    security: [{ service: [] }],
    tags: [{ name: contract.name }],
    paths: Object.fromEntries(
      remoteMethods(contract).map((method) => [
        `/rpc/${contract.name}/${encodeURIComponent(method.name)}`,
        { post: operation(method, contract, names.types) },
      ]),
    ),
    components: components(contract, names.types),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function operation(method: Method, contract: Contract, names: SchemaNames): Schema {
  const headers = [
    'timeout',
    'attempt',
    'traceparent',
    ...(method.safety === 'mutating' ? ['idempotencyKey'] : []),
  ];
  return {
    operationId: `${contract.name}.${method.name}`,
    tags: [contract.name],
    summary: firstLine(method),
    ...(method.doc === undefined ? {} : { description: method.doc }),
    'x-rpc-safety': method.safety,
    parameters: headers.map((name) => ({ $ref: `#/components/parameters/${name}` })),
    requestBody: {
      required: true,
      content: { [json]: content(requestSchema(method, contract, names), sampleRequest(method, contract)) },
    },
    responses: responses(method, contract, names),
  };
}

function firstLine({ name, doc }: Method): string {
  return doc?.split('\n')[0] ?? name;
}

function content(schema: Schema, example: unknown): Schema {
  return example === undefined ? { schema } : ({ schema, example } as Schema);
}

/** By name; what may be missing is not required. */
function requestSchema(method: Method, contract: Contract, names: SchemaNames): Schema {
  const properties = method.parameters
    .filter(({ type }) => type.kind !== 'undefined')
    .map(({ name, type, presence, rest }) => ({
      name,
      type,
      presence: rest === true ? ('required' as const) : presence,
    }));
  return objectSchema(properties, contract, names);
}

function responses(method: Method, contract: Contract, names: SchemaNames): Schema {
  const { result } = method;
  const hasBody = !['void', 'undefined', 'never'].includes(result.kind);
  const type = result.kind === 'maybe' ? result.type : result;
  const body = content(hasBody ? schemaOf(type, contract, names) : {}, sampleAnswer(method, contract));
  return {
    ...(hasBody ? { '200': { description: 'What the method resolves to', content: { [json]: body } } } : {}),
    ...(!hasBody || result.kind === 'maybe'
      ? { '204': { description: 'The method resolved to undefined' } }
      : {}),
    '400': { $ref: '#/components/responses/problem' },
    ...errorResponses(method, contract, names),
    default: { $ref: '#/components/responses/problem' },
  };
}

/** One answer per status; classes that share it are told apart by `type`. */
function errorResponses(method: Method, contract: Contract, names: SchemaNames): Schema {
  const byStatus = new Map<number, Schema[]>();
  for (const id of method.throws) {
    const named = contract.types[id];
    if (named?.kind !== 'error') continue;
    const { status } = named.error;
    byStatus.set(status, [
      ...(byStatus.get(status) ?? []),
      { $ref: `#/components/schemas/${problemName(id, names)}` },
    ]);
  }
  const sorted = [...byStatus].sort(([a], [b]) => a - b);
  return Object.fromEntries(
    sorted.map(([status, schemas]) => {
      const [only] = schemas;
      const schema = schemas.length === 1 && only !== undefined ? only : { oneOf: schemas };
      return [String(status), { description: 'A declared error', content: { [problemJson]: { schema } } }];
    }),
  );
}

const problemName = (id: string, names: SchemaNames): string => `${names[id] ?? id}Problem`;

function components(contract: Contract, names: SchemaNames): Schema {
  const inData = idsBehind(typesOf(contract), contract);
  const types = Object.entries(contract.types).flatMap(([id, named]) =>
    inData.has(id) ? [[names[id] ?? id, namedSchema(named, contract, names)] as const] : [],
  );
  const problems = Object.entries(contract.types).flatMap(([id, named]) =>
    named.kind === 'error'
      ? [[problemName(id, names), errorProblem(id, named, contract, names)] as const]
      : [],
  );
  return {
    schemas: { ...Object.fromEntries([...types, ...problems]), Problem: problemSchema },
    parameters,
    responses: {
      problem: {
        description: 'The call machinery, or an error that is not declared',
        content: { [problemJson]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    securitySchemes: {
      service: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'HS256, signed with SERVICE_SECRET, for one path and body',
      },
    },
  };
}

/** Whatever a body may contain: arguments, results and the fields of declared errors. */
function typesOf(contract: Contract): WireType[] {
  const bodies = remoteMethods(contract).flatMap(({ parameters, result }) => [
    ...parameters.map(({ type }) => type),
    result,
  ]);
  const fields = Object.values(contract.types).flatMap((named) =>
    named.kind === 'error' ? named.error.fields.map(({ type }) => type) : [],
  );
  return [...bodies, ...fields];
}

function errorProblem(
  id: string,
  named: Extract<NamedType, { kind: 'error' }>,
  contract: Contract,
  names: SchemaNames,
): Schema {
  return {
    type: 'object',
    properties: {
      type: { const: `urn:rpc:error:${contract.name}:${errorWireName(id, named)}` },
      title: { const: errorWireName(id, named) },
      status: { const: named.error.status },
      detail: { type: 'string', description: 'The message of the error' },
      data: objectSchema(named.error.fields, contract, names),
    },
    required: ['type', 'status'],
  };
}

const problemSchema: Schema = {
  type: 'object',
  description: 'RFC 9457',
  properties: {
    type: { type: 'string', pattern: '^urn:rpc:' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'Id under which the service has logged the failure' },
  },
  required: ['type', 'status'],
};

const header = (name: string, schema: Schema, description: string): Schema => ({
  name,
  in: 'header',
  schema,
  description,
});

const parameters: Schema = {
  timeout: header(
    'x-request-timeout-ms',
    { type: 'string', pattern: '^\\d{1,9}$' },
    'What is left of the deadline, in milliseconds',
  ),
  attempt: header('x-rpc-attempt', { type: 'integer', minimum: 1 }, 'Which attempt of the call this is'),
  traceparent: header('traceparent', { type: 'string' }, 'W3C Trace Context'),
  idempotencyKey: header('idempotency-key', { type: 'string' }, 'The same for all attempts of one call'),
};
