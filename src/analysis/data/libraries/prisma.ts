/** Prisma: `client.model.operation(…)`, with the models of schema.prisma and what is included or written through relations. */
import { ts } from 'ts-morph';
import { unwrap } from '../../symbols.ts';
import { asType, lastName, memberCall, nameText, propertyOf, type Knowledge } from '../knowledge.ts';
import type { AccessKind } from '../model.ts';
import { tableNamed, type KnownTable } from '../table-index.ts';
import { distinctFound, type Found, type LibraryReader } from './reader.ts';

const operations: ReadonlyMap<string, AccessKind> = new Map([
  ...[
    'findUnique',
    'findUniqueOrThrow',
    'findFirst',
    'findFirstOrThrow',
    'findMany',
    'count',
    'aggregate',
    'groupBy',
    'findRaw',
    'aggregateRaw',
  ].map((name) => [name, 'read'] as const),
  ...[
    'create',
    'createMany',
    'createManyAndReturn',
    'update',
    'updateMany',
    'updateManyAndReturn',
    'upsert',
    'delete',
    'deleteMany',
  ].map((name) => [name, 'write'] as const),
]);

const clients = new Set([
  'PrismaClient',
  'PrismaService',
  'TransactionClient',
  'ExtendedPrismaClient',
  'PrismaTransactionClient',
]);

export const prismaReader: LibraryReader = {
  library: 'prisma',
  read(node, known) {
    const member = memberCall(node);
    if (member === undefined || !ts.isPropertyAccessExpression(member.on)) return undefined;
    const kind = operations.get(member.name);
    if (kind === undefined) return undefined;
    const { expression: client, name: model } = member.on;
    const table = modelNamed(known, model.text);
    if (!isClient(client, known, table !== undefined, member.call.arguments[0])) return undefined;
    const own: Found = { table: table?.table ?? model.text, kind };
    return distinctFound([own, ...related(member.call.arguments[0], table, known)]);
  },
};

/** Models are called `User` in the schema and `user` on the client. */
const modelNamed = ({ tables }: Knowledge, name: string): KnownTable | undefined =>
  tableNamed(
    tables,
    name.replace(/^\w/, (first) => first.toUpperCase()),
    'prisma',
  ) ?? tableNamed(tables, name, 'prisma');

/** By its type; by its name; or because the project has that model and the call has the form of Prisma's. */
function isClient(
  node: ts.Expression,
  known: Knowledge,
  isModel: boolean,
  argument: ts.Expression | undefined,
): boolean {
  if (asType(known.typeOf(node), clients) !== undefined) return true;
  const name = lastName(node) ?? '';
  if (/prisma/i.test(name)) return true;
  if (ts.isCallExpression(unwrap(node)) && /prisma/i.test(unwrap(node).getText())) return true;
  const isObject = argument === undefined || ts.isObjectLiteralExpression(unwrap(argument));
  return (
    isModel && isObject && /^(?:tx|trx|db|client|transaction|database|\$?extended|tenantDb)$/i.test(name)
  );
}

const reading = new Set(['include', 'select', '_count']);
const writing = [
  'create',
  'createMany',
  'connectOrCreate',
  'update',
  'updateMany',
  'upsert',
  'delete',
  'deleteMany',
];
/** Conditions over other models are joins. */
const filtering = ['some', 'every', 'none', 'is', 'isNot'];

/** Models that are reached through relations: included, filtered by, or written with. */
function related(node: ts.Expression | undefined, model: KnownTable | undefined, known: Knowledge): Found[] {
  const object = node && unwrap(node);
  if (object === undefined || model === undefined) return [];
  if (ts.isArrayLiteralExpression(object))
    return object.elements.flatMap((each) => related(each, model, known));
  if (!ts.isObjectLiteralExpression(object)) return [];
  return object.properties.flatMap((property) => {
    if (!ts.isPropertyAssignment(property)) return [];
    const name = nameText(property.name);
    const value = property.initializer;
    const relation = model.relations.find((each) => each.property === name);
    if (relation === undefined) return related(value, model, known);
    const target = tableNamed(known.tables, relation.target, 'prisma');
    if (value.kind === ts.SyntaxKind.FalseKeyword || target === undefined) return [];
    const kind = isWritten(value) ? 'write' : isRead(property, value) ? 'read' : undefined;
    return [
      ...(kind === undefined ? [] : [{ table: target.table, kind } as const]),
      ...related(value, target, known),
    ];
  });
}

/** `connect` writes whichever side holds the key, which nothing here says: it is left out. */
const isWritten = (value: ts.Expression): boolean =>
  writing.some((name) => propertyOf(value, name) !== undefined);

function isRead(property: ts.PropertyAssignment, value: ts.Expression): boolean {
  const around = property.parent.parent;
  const inside = ts.isPropertyAssignment(around) ? nameText(around.name) : '';
  return (
    reading.has(inside) ||
    value.kind === ts.SyntaxKind.TrueKeyword ||
    filtering.some((name) => propertyOf(value, name) !== undefined) ||
    inside === 'where' ||
    inside === 'orderBy'
  );
}
