/** Sequelize: static calls on models, on what a chain of scopes starts from, and instances that save themselves. */
import { ts } from 'ts-morph';
import { unwrap } from '../../symbols.ts';
import { chainOf, lastName, memberCall, propertyOf, type Knowledge } from '../knowledge.ts';
import type { AccessKind } from '../model.ts';
import { tableNamed, type KnownTable } from '../table-index.ts';
import { distinctFound, modelCalled, type Found, type LibraryReader } from './reader.ts';

const operations: ReadonlyMap<string, AccessKind> = new Map([
  ...[
    'findAll',
    'findOne',
    'findByPk',
    'findAndCountAll',
    'count',
    'max',
    'min',
    'sum',
    'aggregate',
    'findAllInBatches',
  ].map((name) => [name, 'read'] as const),
  ...[
    'create',
    'bulkCreate',
    'update',
    'destroy',
    'upsert',
    'findOrCreate',
    'findCreateFind',
    'increment',
    'decrement',
    'restore',
    'truncate',
    'createWithCtx',
    'updateWithCtx',
    'destroyWithCtx',
    'findOrCreateWithCtx',
  ].map((name) => [name, 'write'] as const),
]);
const ofInstance: ReadonlyMap<string, AccessKind> = new Map([
  ['save', 'write'],
  ['update', 'write'],
  ['destroy', 'write'],
  ['reload', 'read'],
  ['increment', 'write'],
  ['decrement', 'write'],
  ['restore', 'write'],
]);

export const sequelizeReader: LibraryReader = {
  library: 'sequelize',
  read(node, known) {
    const member = memberCall(node);
    if (member === undefined) return undefined;
    const kind = operations.get(member.name);
    const model = kind && modelAt(member.on, known);
    if (kind !== undefined && model !== undefined) {
      const locks = member.call.arguments.some((each) => propertyOf(each, 'lock') !== undefined);
      const included = member.call.arguments.flatMap((each) => includes(each, model, known));
      return distinctFound([
        { table: model.table, kind },
        ...included,
        ...(locks ? [{ table: model.table, kind: 'lock' } as const] : []),
      ]);
    }
    const change = ofInstance.get(member.name);
    const type = change && known.typeOf(member.on)?.name;
    const instance = type === undefined ? undefined : modelCalled(known, type, type, 'sequelize');
    return change && instance ? [{ table: instance.table, kind: change }] : undefined;
  },
};

/** `User`, `models.User`, `User.scope('active')`, `User.unscoped()` */
function modelAt(on: ts.Expression, known: Knowledge): KnownTable | undefined {
  const inner = chainOf(on);
  if (
    inner.some(({ name }) => !/^(?:scope|unscoped|withScope|schema)$/.test(name) && !/^with[A-Z]/.test(name))
  )
    return undefined;
  return modelOf(inner.at(-1)?.on ?? on, known);
}

function modelOf(node: ts.Expression, known: Knowledge): KnownTable | undefined {
  const at = unwrap(node);
  if (ts.isPropertyAccessExpression(at)) {
    const isModels = /models?$|^db$|^sequelize$/i.test(lastName(at.expression) ?? '');
    return isModels ? tableNamed(known.tables, at.name.text, 'sequelize') : undefined;
  }
  if (!ts.isIdentifier(at)) return undefined;
  const value = known.valueOf(at);
  if (value !== undefined && ts.isPropertyAccessExpression(unwrap(value))) return modelOf(value, known);
  return modelCalled(known, at.text, known.exportedName(at) ?? at.text, 'sequelize');
}

/** `include: [Post, { model: Comment, include: […] }, 'author', { association: 'team' }]` */
function includes(options: ts.Expression, model: KnownTable, known: Knowledge): Found[] {
  const include = propertyOf(options, 'include');
  if (include === undefined) return [];
  const list = unwrap(include);
  const parts = ts.isArrayLiteralExpression(list) ? [...list.elements] : [list];
  return parts.flatMap((part) => {
    const at = unwrap(part);
    const given = propertyOf(at, 'model') ?? at;
    const name = known.textOf(propertyOf(at, 'association') ?? at);
    const relation = model.relations.find(({ property }) => property === name);
    const target = tableNamed(
      known.tables,
      relation?.target ?? known.exportedName(given) ?? lastName(given) ?? '',
      'sequelize',
    );
    return target === undefined
      ? []
      : [{ table: target.table, kind: 'read' } as const, ...includes(at, target, known)];
  });
}
