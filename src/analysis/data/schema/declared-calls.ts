/** Tables that calls declare: constants of Drizzle, models of Sequelize and Mongoose, tables that migrations create. */
import { ts } from 'ts-morph';
import { isFunctionWithBody, unwrap, walk } from '../../symbols.ts';
import { chainOf, lastName, memberCall, nameText, propertyOf, type Knowledge } from '../knowledge.ts';
import { declaredTable } from '../libraries/drizzle.ts';
import type { Declared, ForeignKey, KnownTable, Relation } from '../table-index.ts';
import { pluralOf, snakeCase } from './naming.ts';
import { placeIn } from './place-in.ts';
import { readSqlSchema } from './sql-schema.ts';

/** What one node declares; `undefined` for nearly all of them. */
export function declaredBy(node: ts.Node, known: Knowledge): Declared | undefined {
  if (ts.isVariableDeclaration(node)) return drizzleTable(node, known);
  if (!ts.isCallExpression(node)) return undefined;
  return (
    sequelizeModel(node, known) ??
    mongooseModel(node, known) ??
    created(node, known) ??
    rawSql(node, known) ??
    dmlModel(node, known)
  );
}

function tableRecord(
  known: Knowledge,
  node: ts.Node,
  names: Pick<KnownTable, 'table' | 'name' | 'library'>,
  relations: readonly Relation[] = [],
): KnownTable {
  return { ...names, place: placeIn(known.file, node), relations };
}

function drizzleTable(node: ts.VariableDeclaration, known: Knowledge): Declared | undefined {
  if (!ts.isIdentifier(node.name) || node.initializer === undefined) return undefined;
  const table = declaredTable(node.initializer, known);
  const name = node.name.text;
  if (table === undefined) return drizzleRelations(node, known);
  const keys: ForeignKey[] = [];
  walk(node.initializer, (each) => {
    const member = memberCall(each);
    const target = member?.name === 'references' ? member.call.arguments[0] : undefined;
    const body = target && isFunctionWithBody(target) ? unwrap(target.body as ts.Expression) : undefined;
    if (member === undefined || body === undefined || !ts.isPropertyAccessExpression(body)) return;
    const onDelete = propertyOf(member.call.arguments[1], 'onDelete');
    const action = onDelete && known.textOf(onDelete);
    keys.push({
      from: name,
      to: known.exportedName(body.expression) ?? body.expression.getText(),
      place: placeIn(known.file, each),
      ...(action ? { onDelete: action } : {}),
    });
  });
  return { tables: [tableRecord(known, node, { table, name, library: 'drizzle' })], foreignKeys: keys };
}

/** `relations(users, ({ many }) => ({ posts: many(posts) }))` says what `with` may load. */
function drizzleRelations(node: ts.VariableDeclaration, known: Knowledge): Declared | undefined {
  const call = node.initializer && unwrap(node.initializer);
  if (call === undefined || !ts.isCallExpression(call) || lastName(call.expression) !== 'relations')
    return undefined;
  const [of, body] = call.arguments;
  const name = of && known.exportedName(of);
  const table = of && known.valueOf(of);
  const text = table && declaredTable(table, known);
  if (name === undefined || body === undefined || text === undefined) return undefined;
  const relations: Relation[] = [];
  walk(body, (each) => {
    if (!ts.isPropertyAssignment(each) || !ts.isCallExpression(unwrap(each.initializer))) return;
    const target = (unwrap(each.initializer) as ts.CallExpression).arguments[0];
    const model = target && known.exportedName(target);
    if (model)
      relations.push({
        property: nameText(each.name),
        target: model,
        eager: false,
        cascade: false,
        place: placeIn(known.file, each),
      });
  });
  return {
    tables: [tableRecord(known, node, { table: text, name, library: 'drizzle' }, relations)],
    foreignKeys: [],
  };
}

/** `sequelize.define('user', {…}, { tableName })`, `User.init({…}, { tableName })` */
function sequelizeModel(call: ts.CallExpression, known: Knowledge): Declared | undefined {
  const member = memberCall(call);
  const [first, attributes, options] = call.arguments;
  if (member === undefined || first === undefined) return undefined;
  if (member.name === 'define' && /sequelize|^db$|^connection$/i.test(lastName(member.on) ?? '')) {
    const model = known.textOf(first);
    if (model === undefined) return undefined;
    const holder = ts.isVariableDeclaration(call.parent) ? nameText(call.parent.name) : model;
    const given = propertyOf(options, 'tableName');
    const table = (given && known.textOf(given)) ?? pluralOf(model);
    const record = tableRecord(known, call, { table, name: holder, library: 'sequelize' });
    const tables = [...new Set([holder, model, camelCase(model), pascalCase(model)])].map((name) => ({
      ...record,
      name,
    }));
    return { tables, foreignKeys: referencedBy(attributes, model, known) };
  }
  if (member.name !== 'init' || propertyOf(attributes, 'sequelize') === undefined) return undefined;
  const name = lastName(member.on) ?? enclosingClass(call);
  if (name === undefined) return undefined;
  const given = propertyOf(attributes, 'tableName');
  const table = (given && known.textOf(given)) ?? pluralOf(name);
  return {
    tables: [tableRecord(known, call, { table, name, library: 'sequelize' })],
    foreignKeys: referencedBy(first, name, known),
  };
}

const camelCase = (name: string): string =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const pascalCase = (name: string): string => camelCase(name).replace(/^\w/, (letter) => letter.toUpperCase());

function enclosingClass(node: ts.Node): string | undefined {
  for (let at = node.parent as ts.Node | undefined; at !== undefined; at = at.parent)
    if (ts.isClassLike(at)) return at.name?.text;
  return undefined;
}

/** `references: { model: 'base_user', key: 'id' }` */
function referencedBy(attributes: ts.Expression | undefined, from: string, known: Knowledge): ForeignKey[] {
  const found: ForeignKey[] = [];
  if (attributes === undefined) return found;
  walk(attributes, (node) => {
    if (!ts.isPropertyAssignment(node) || nameText(node.name) !== 'references') return;
    const model = propertyOf(node.initializer, 'model');
    const to = model && (known.textOf(model) ?? known.exportedName(model));
    const rule = propertyOf(node.parent, 'onDelete');
    const action = rule && known.textOf(rule)?.toLowerCase();
    if (to)
      found.push({ from, to, place: placeIn(known.file, node), ...(action ? { onDelete: action } : {}) });
  });
  return found;
}

/** `mongoose.model('User', schema)`, `model<User>('User', schema, 'users')` */
function mongooseModel(call: ts.CallExpression, known: Knowledge): Declared | undefined {
  const isModel =
    lastName(call.expression) === 'model' && [...known.imports].some((module) => /mongoose/.test(module));
  const [first, , collection] = call.arguments;
  const model = isModel && first ? known.textOf(first) : undefined;
  if (model === undefined || call.arguments.length < 2) return undefined;
  const table = (collection && known.textOf(collection)) ?? pluralOf(model.toLowerCase());
  const holder = ts.isVariableDeclaration(call.parent) ? nameText(call.parent.name) : model;
  const record = tableRecord(known, call, { table, name: model, library: 'mongoose' });
  return { tables: [...new Set([model, holder])].map((name) => ({ ...record, name })), foreignKeys: [] };
}

/** `const Customer = model.define('customer', {…})` of MikroORM-based model builders, tables in snake case. */
function dmlModel(call: ts.CallExpression, known: Knowledge): Declared | undefined {
  const member = memberCall(call);
  const [first] = call.arguments;
  if (member?.name !== 'define' || lastName(member.on) !== 'model' || first === undefined) return undefined;
  const given = propertyOf(first, 'name') ?? first;
  const name = known.textOf(given);
  if (name === undefined) return undefined;
  const named = propertyOf(first, 'tableName');
  const table = (named && known.textOf(named)) ?? snakeCase(name);
  return { tables: [tableRecord(known, call, { table, name, library: 'mikro-orm' })], foreignKeys: [] };
}

const creating = /^(?:createTable|createTableIfNotExists)$/;

/** `db.schema.createTable('users')…references('id').inTable('x')` of Knex, `.references('x.id')` of Kysely, and Sequelize's. */
function created(call: ts.CallExpression, known: Knowledge): Declared | undefined {
  const member = memberCall(call);
  const alters =
    member !== undefined &&
    /^(?:alterTable|table)$/.test(member.name) &&
    chainOf(member.on).length === 0 &&
    member.on.getText().endsWith('schema');
  if (member === undefined || !(creating.test(member.name) || alters)) return undefined;
  const [first] = call.arguments;
  const table = first && (known.textOf(first) ?? newTableName(first, known));
  if (table === undefined) return undefined;
  const body = outermost(call);
  const keys: ForeignKey[] = [];
  walk(body, (node) => {
    const to = referenced(node, known);
    if (to !== undefined)
      keys.push({ from: table, to, place: placeIn(known.file, node), ...cascadeIn(node) });
  });
  const tables = creating.test(member.name)
    ? [tableRecord(known, call, { table, name: table, library: 'sql' })]
    : [];
  return { tables, foreignKeys: keys };
}

/** `queryRunner.createTable(new Table({ name: 'users' }))` of TypeORM. */
function newTableName(node: ts.Expression, known: Knowledge): string | undefined {
  const at = unwrap(node);
  const name = ts.isNewExpression(at) ? propertyOf(at.arguments?.[0], 'name') : undefined;
  return name && known.textOf(name);
}

function outermost(call: ts.Node): ts.Node {
  let at = call;
  while (
    ts.isPropertyAccessExpression(at.parent) ||
    (ts.isCallExpression(at.parent) && at.parent.expression === at)
  )
    at = at.parent;
  return at;
}

function referenced(node: ts.Node, known: Knowledge): string | undefined {
  const member = memberCall(node);
  const [first] = member?.call.arguments ?? [];
  if (member === undefined || first === undefined) {
    if (ts.isPropertyAssignment(node) && nameText(node.name) === 'referencedTableName')
      return known.textOf(node.initializer);
    return undefined;
  }
  const text = known.textOf(first);
  if (member.name === 'inTable') return text;
  if (member.name === 'references' && text?.includes('.')) return text.slice(0, text.lastIndexOf('.'));
  return member.name === 'addForeignKeyConstraint' && member.call.arguments[2]
    ? known.textOf(member.call.arguments[2])
    : undefined;
}

function cascadeIn(node: ts.Node): { onDelete?: string } {
  const rule = /onDelete(?:\(|:)\s*['"](\w[\w ]*)['"]/.exec(outermost(node).getText())?.[1];
  return rule === undefined ? {} : { onDelete: rule.toLowerCase() };
}

/** The SQL of a migration: `queryRunner.query('CREATE TABLE …')`. */
function rawSql(call: ts.CallExpression, known: Knowledge): Declared | undefined {
  const [first] = call.arguments;
  if (first === undefined) return undefined;
  const text = known.foldedText(first);
  if (text === undefined || !/\b(?:create\s+(?:\w+\s+)?table|alter\s+table)\b/i.test(text)) return undefined;
  return readSqlSchema(known.file.fileName, text, placeIn(known.file, first).line);
}
