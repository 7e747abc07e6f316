/** TypeORM: repositories of an entity, the entity manager, query builders, and entities that save themselves. */
import { ts } from 'ts-morph';
import { unwrap } from '../../symbols.ts';
import {
  asType,
  chainAround,
  chainOf,
  memberCall,
  nameText,
  propertyOf,
  type Knowledge,
  type KnownType,
} from '../knowledge.ts';
import type { AccessKind } from '../model.ts';
import { tableNamed, type KnownTable } from '../table-index.ts';
import { distinctFound, modelCalled, withRelations, type Found, type LibraryReader } from './reader.ts';

const operations: ReadonlyMap<string, AccessKind> = new Map([
  ...[
    'find',
    'findBy',
    'findOne',
    'findOneBy',
    'findOneOrFail',
    'findOneByOrFail',
    'findAndCount',
    'findAndCountBy',
    'findByIds',
    'findOneById',
    'count',
    'countBy',
    'exist',
    'exists',
    'existsBy',
    'existBy',
    'sum',
    'average',
    'minimum',
    'maximum',
    'preload',
    'findTrees',
    'findRoots',
    'findDescendants',
    'findAncestors',
    'findDescendantsTree',
    'findAncestorsTree',
    'countDescendants',
    'countAncestors',
  ].map((name) => [name, 'read'] as const),
  ...[
    'save',
    'insert',
    'update',
    'upsert',
    'delete',
    'remove',
    'softDelete',
    'softRemove',
    'recover',
    'restore',
    'increment',
    'decrement',
    'clear',
    'updateAll',
    'deleteAll',
  ].map((name) => [name, 'write'] as const),
]);

const repositories = new Set(['Repository', 'TreeRepository', 'MongoRepository', 'AbstractRepository']);
const managers = new Set(['EntityManager', 'MongoEntityManager', 'DataSource', 'Connection', 'QueryRunner']);

export const typeormReader: LibraryReader = {
  library: 'typeorm',
  read(node, known) {
    const member = memberCall(node);
    if (member === undefined) return undefined;
    const { name, on, call } = member;
    const kind = operations.get(name);
    if (name === 'createQueryBuilder') return builderQuery(on, call, known);
    if (isBuilderTarget(name)) return builderTarget(name, call, known);
    if (joins.test(name)) return joinOfBuilder(on, call, known);
    if (kind === undefined) return undefined;
    const repository = repositoryOf(on, known);
    if (repository !== undefined) return accessTo(repository, kind, call.arguments.slice(0), known);
    if (asType(known.typeOf(on), managers)) return managerCall(kind, call, known);
    return activeRecord(on, kind, call, known);
  },
};

/** The entity of a repository; an empty text where it is a repository of something that is not known. */
function repositoryOf(on: ts.Expression, known: Knowledge): string | undefined {
  const type = known.typeOf(on);
  const direct = asType(on.kind === ts.SyntaxKind.ThisKeyword ? type?.bases[0] : type, repositories);
  const usesTypeorm = [...known.imports].some((module) => /typeorm/.test(module));
  if (direct !== undefined && (usesTypeorm || direct.of.length > 0)) return direct.of[0] ?? '';
  return type && ownRepository(type, known);
}

const ownRepository = ({ name, bases }: KnownType, known: Knowledge): string | undefined =>
  known.tables.repositories.get(name) ?? bases.map((base) => ownRepository(base, known)).find(Boolean);

const entity = (name: string, known: Knowledge): KnownTable | undefined =>
  tableNamed(known.tables, name, 'typeorm');

function accessTo(name: string, kind: AccessKind, args: readonly ts.Expression[], known: Knowledge): Found[] {
  const model = entity(name, known);
  if (model === undefined) {
    // A type parameter stands for whatever entity the subclass has.
    return [{ table: name.length > 1 ? name : undefined, kind }];
  }
  const asked = new Set(args.flatMap((each) => relationsAsked(each)));
  const locks = kind === 'read' && args.some((each) => propertyOf(each, 'lock') !== undefined);
  const found = withRelations(known, model, kind, asked);
  return locks ? [...found, { table: model.table, kind: 'lock' }] : found;
}

/** `relations: ['author', 'author.posts']`, `relations: { author: true }`, and conditions over them. */
function relationsAsked(options: ts.Expression): string[] {
  const relations = propertyOf(options, 'relations');
  const where = propertyOf(options, 'where');
  return [
    ...(relations === undefined ? [] : keysIn(relations)),
    ...(where === undefined ? [] : keysIn(where)),
  ];
}

function keysIn(node: ts.Expression): string[] {
  const at = unwrap(node);
  if (ts.isArrayLiteralExpression(at)) {
    return at.elements.flatMap((each) =>
      ts.isStringLiteralLike(each) ? [each.text.split('.')[0] ?? ''] : keysIn(each),
    );
  }
  return ts.isObjectLiteralExpression(at)
    ? at.properties.flatMap((each) => (each.name ? [nameText(each.name)] : []))
    : [];
}

/** `manager.find(User, …)`, `manager.save(user)` */
function managerCall(kind: AccessKind, call: ts.CallExpression, known: Knowledge): Found[] | undefined {
  const [first, ...rest] = call.arguments;
  if (first === undefined) return undefined;
  const name = known.exportedName(first);
  const byName = name === undefined ? undefined : entity(name, known);
  const type = byName === undefined ? known.typeOf(first)?.name : undefined;
  const model = byName ?? (type === undefined ? undefined : entity(type, known));
  if (model !== undefined) return accessTo(model.name, kind, rest, known);
  const mikro = [...known.imports].some((module) => module.startsWith('@mikro-orm/'));
  if (mikro) return undefined;
  // A class that the project does not declare with @Entity, or a value whose type is not known.
  const isClass = ts.isIdentifier(first) && /^[A-Z]/.test(first.text);
  return [{ table: isClass ? first.text : undefined, kind }];
}

/** `User.findOneBy(…)` of an entity that extends BaseEntity, and `user.save()`. */
function activeRecord(
  on: ts.Expression,
  kind: AccessKind,
  call: ts.CallExpression,
  known: Knowledge,
): Found[] | undefined {
  if (ts.isIdentifier(on) && /^[A-Z]/.test(on.text)) {
    const model = modelCalled(known, on.text, known.exportedName(on) ?? '', 'typeorm');
    return model && accessTo(model.name, kind, call.arguments.slice(0), known);
  }
  const type = known.typeOf(on)?.name;
  const model = type === undefined ? undefined : modelCalled(known, type, type, 'typeorm');
  return model && call.arguments.length === 0 ? withRelations(known, model, kind) : undefined;
}

const joins = /^(?:left|inner)Join(?:AndSelect|AndMapOne|AndMapMany)?$/;
const writes = new Set(['insert', 'update', 'delete', 'softDelete', 'restore']);

/** `repository.createQueryBuilder('u')…`: what is done with it stands further along the chain. */
function builderQuery(on: ts.Expression, call: ts.CallExpression, known: Knowledge): Found[] | undefined {
  const chain = chainOf(chainAround(call));
  const name = repositoryOf(on, known) ?? entityGiven(call, known);
  const manager = asType(known.typeOf(on), managers) !== undefined;
  if (name === undefined) {
    const elsewhere = chain.some((each) => isBuilderTarget(each.name));
    return manager && !elsewhere ? [{ table: undefined, kind: 'unknown' }] : manager ? [] : undefined;
  }
  const kind = chain.some((each) => writes.has(each.name)) ? 'write' : 'read';
  const model = entity(name, known);
  const joined = chain
    .filter((each) => joins.test(each.name))
    .flatMap((each) => joinedBy(each.call, model, known));
  const locked = chain.some((each) => each.name === 'setLock' && /pessimistic/.test(each.call.getText()));
  const table = model?.table ?? (name === '' ? undefined : name);
  return distinctFound([{ table, kind }, ...joined, ...(locked ? [{ table, kind: 'lock' } as const] : [])]);
}

const entityGiven = (call: ts.CallExpression, known: Knowledge): string | undefined => {
  const [first] = call.arguments;
  const name = first && known.exportedName(first);
  return name !== undefined && entity(name, known) ? name : undefined;
};

/** `.leftJoin('u.posts', 'p')`, `.leftJoin(Post, 'p', …)` */
function joinedBy(call: ts.CallExpression, model: KnownTable | undefined, known: Knowledge): Found[] {
  const given = call.arguments.find((each) => entity(known.exportedName(each) ?? '', known));
  const byClass = given && entity(known.exportedName(given) ?? '', known);
  if (byClass !== undefined) return [{ table: byClass.table, kind: 'read' }];
  const path = call.arguments.map((each) => known.textOf(each)).find((text) => text?.includes('.'));
  const property = path?.split('.').at(-1);
  const own = model?.relations.find((each) => each.property === property);
  const anywhere = known.tables.tables.flatMap(({ relations, library }) =>
    library === 'typeorm' ? relations : [],
  );
  const relation = own ?? anywhere.find((each) => each.property === property);
  const target = relation && entity(relation.target, known);
  return target === undefined ? [] : [{ table: target.table, kind: 'read' }];
}

/** `query.innerJoin(Job, 'j', …)` on a builder that was kept in a variable; in a chain it is found with its beginning. */
function joinOfBuilder(on: ts.Expression, call: ts.CallExpression, known: Knowledge): Found[] | undefined {
  if (!ts.isIdentifier(on)) return undefined;
  const builder = asType(known.typeOf(on), new Set(['SelectQueryBuilder']));
  return builder && joinedBy(call, entity(builder.of[0] ?? '', known), known);
}

const isBuilderTarget = (name: string): boolean => name === 'into' || name === 'from' || name === 'update';

/** `.insert().into(User)`, `.delete().from(User)`, `.update(User)`, `.select().from(User, 'u')` of a query builder. */
function builderTarget(name: string, call: ts.CallExpression, known: Knowledge): Found[] | undefined {
  const chain = chainOf(call);
  const [first] = call.arguments;
  const model = first && entity(known.exportedName(first) ?? '', known);
  if (!chain.some((each) => each.name === 'createQueryBuilder') || model === undefined) {
    const on = chain[0]?.on;
    const repository = name === 'update' && on !== undefined ? repositoryOf(on, known) : undefined;
    if (repository !== undefined) return accessTo(repository, 'write', call.arguments.slice(0), known);
    const isManager =
      name === 'update' && on !== undefined && asType(known.typeOf(on), managers) !== undefined;
    return isManager ? managerCall('write', call, known) : undefined;
  }
  const kind = chain.some((each) => writes.has(each.name)) ? 'write' : 'read';
  return [{ table: model.table, kind }];
}
