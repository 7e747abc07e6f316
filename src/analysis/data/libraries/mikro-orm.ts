/** MikroORM: the entity manager and repositories. What `flush()` writes is decided by what is managed: it is not known. */
import { ts } from 'ts-morph';
import { asType, memberCall, propertyOf, type Knowledge } from '../knowledge.ts';
import type { AccessKind } from '../model.ts';
import { tableNamed } from '../table-index.ts';
import { withRelations, type Found, type LibraryReader } from './reader.ts';

const operations: ReadonlyMap<string, AccessKind> = new Map([
  ...[
    'find',
    'findOne',
    'findOneOrFail',
    'findAll',
    'findAndCount',
    'findByCursor',
    'count',
    'refresh',
    'populate',
  ].map((name) => [name, 'read'] as const),
  ...[
    'insert',
    'insertMany',
    'nativeInsert',
    'nativeUpdate',
    'nativeDelete',
    'upsert',
    'upsertMany',
    'persist',
    'persistAndFlush',
    'remove',
    'removeAndFlush',
    'flush',
  ].map((name) => [name, 'write'] as const),
]);

const repositories = new Set(['EntityRepository', 'SqlEntityRepository', 'MongoEntityRepository']);
const managers = new Set(['EntityManager', 'SqlEntityManager', 'MongoEntityManager', 'MikroORM']);

export const mikroReader: LibraryReader = {
  library: 'mikro-orm',
  read(node, known) {
    const member = memberCall(node);
    const kind = member && operations.get(member.name);
    if (member === undefined || kind === undefined) return undefined;
    const type = known.typeOf(member.on);
    const repository = asType(type, repositories);
    if (repository !== undefined) return ofModel(repository.of[0], kind, member.call, known);
    if (!asType(type, managers) || ![...known.imports].some((module) => module.startsWith('@mikro-orm/')))
      return undefined;
    const [first] = member.call.arguments;
    const name =
      first &&
      (tableNamed(known.tables, known.exportedName(first) ?? '', 'mikro-orm')?.name ??
        known.typeOf(first)?.name ??
        known.exportedName(first));
    return ofModel(name, kind, member.call, known);
  },
};

function ofModel(
  name: string | undefined,
  kind: AccessKind,
  call: ts.CallExpression,
  known: Knowledge,
): Found[] {
  const model = tableNamed(known.tables, name ?? '', 'mikro-orm');
  if (model === undefined)
    return [{ table: name !== undefined && /^[A-Z]\w+$/.test(name) ? name : undefined, kind }];
  const populate = call.arguments.map((each) => propertyOf(each, 'populate')).find(Boolean);
  const asked =
    populate && ts.isArrayLiteralExpression(populate)
      ? populate.elements.map((each) => known.textOf(each) ?? '')
      : [];
  return withRelations(known, model, kind, new Set(asked));
}
