/** Classes with decorators: entities of TypeORM and MikroORM, models of sequelize-typescript, schemas of Nest's Mongoose. */
import { ts } from 'ts-morph';
import { returnedBy } from '../../flow.ts';
import { isFunctionWithBody, unwrap } from '../../symbols.ts';
import { lastName, nameText, propertyOf, type Knowledge } from '../knowledge.ts';
import type { DataLibrary } from '../model.ts';
import type { Declared, ForeignKey, KnownTable, Relation, RepositoryClass } from '../table-index.ts';
import { pluralOf, snakeCase } from './naming.ts';
import { placeIn } from './place-in.ts';

export function readEntities(known: Knowledge, classes: readonly ts.ClassLikeDeclaration[]): Declared {
  const read = classes.flatMap((node) => entityAt(node, known) ?? []);
  return {
    tables: read.map(({ table }) => table),
    foreignKeys: read.flatMap(({ keys }) => keys),
    repositories: classes.flatMap(repositoryAt),
  };
}

const markers = /^(?:Entity|ChildEntity|ViewEntity|Table|Schema)$/;

function entityAt(
  node: ts.ClassLikeDeclaration,
  known: Knowledge,
): { readonly table: KnownTable; readonly keys: readonly ForeignKey[] } | undefined {
  const marker = decoratorsOf(node).find(({ name }) => markers.test(name));
  const name = node.name?.text;
  if (marker === undefined || name === undefined) return undefined;
  const library = libraryOf(marker.name, known);
  const [first] = marker.args;
  const given =
    first && (known.textOf(first) ?? optionText(first, ['tableName', 'name', 'collection'], known));
  const schema = marker.args.map((each) => optionText(each, ['schema'], known)).find(Boolean);
  const table = given ?? defaultName(name, library);
  const place = placeIn(known.file, node.name ?? node);
  const members = node.members.filter((each) => ts.isPropertyDeclaration(each));
  const relations = members.flatMap((member) => relationAt(member, known) ?? []);
  const keys = members.flatMap((member) => keyAt(member, name, known) ?? []);
  const full = schema === undefined || schema === 'public' ? table : `${schema}.${table}`;
  return { table: { table: full, name, library, place, relations }, keys };
}

/** What a library calls the table of a class that names none. */
const defaultName = (name: string, library: DataLibrary): string =>
  library === 'sequelize'
    ? pluralOf(name)
    : library === 'mongoose'
      ? pluralOf(name.toLowerCase())
      : snakeCase(name);

function libraryOf(marker: string, { imports }: Knowledge): DataLibrary {
  if (marker === 'Table') return 'sequelize';
  if (marker === 'Schema') return 'mongoose';
  return [...imports].some((module) => module.startsWith('@mikro-orm/')) ? 'mikro-orm' : 'typeorm';
}

const toOne = /^(?:ManyToOne|OneToOne|BelongsTo)$/;
const relationNames = /^(?:ManyToOne|OneToMany|OneToOne|ManyToMany|BelongsTo|HasMany|HasOne|BelongsToMany)$/;

function relationAt(member: ts.PropertyDeclaration, known: Knowledge): Relation | undefined {
  const found = decoratorsOf(member).find(({ name }) => relationNames.test(name));
  const target = found && targetOf(found.args[0], member, known);
  if (found === undefined || target === undefined) return undefined;
  const options = found.args.find((each) => ts.isObjectLiteralExpression(unwrap(each)));
  const cascade = propertyOf(options, 'cascade');
  return {
    property: nameText(member.name),
    target,
    eager: propertyOf(options, 'eager')?.kind === ts.SyntaxKind.TrueKeyword,
    cascade: cascade !== undefined && cascade.kind !== ts.SyntaxKind.FalseKeyword,
    place: placeIn(known.file, member),
  };
}

/** `() => User`, `(type) => User`, `'User'`, `{ entity: () => User }`, else the declared type. */
function targetOf(
  given: ts.Expression | undefined,
  member: ts.PropertyDeclaration,
  known: Knowledge,
): string | undefined {
  const at = given && unwrap(given);
  if (at !== undefined && isFunctionWithBody(at)) {
    const [returned] = returnedBy(at);
    return returned && known.exportedName(returned);
  }
  if (at !== undefined && ts.isStringLiteralLike(at)) return at.text;
  const inner = propertyOf(at, 'entity');
  if (inner !== undefined) return targetOf(inner, member, known);
  if (at !== undefined && ts.isIdentifier(at)) return known.exportedName(at);
  return member.type === undefined ? undefined : /[A-Z]\w*(?=[\]>[ |]*$)/.exec(member.type.getText())?.[0];
}

/** A key is held by the side that belongs to the other, and by columns that say so: `@ForeignKey(() => User)`. */
function keyAt(member: ts.PropertyDeclaration, owner: string, known: Knowledge): ForeignKey | undefined {
  const decorators = decoratorsOf(member);
  const found = decorators.find(({ name }) => toOne.test(name) || name === 'ForeignKey');
  const target = found && targetOf(found.args[0], member, known);
  if (found === undefined || target === undefined) return undefined;
  const owns =
    found.name !== 'OneToOne' ||
    decorators.some(({ name }) => name === 'JoinColumn') ||
    propertyOf(found.args.at(-1), 'owner') !== undefined;
  if (!owns) return undefined;
  const options = found.args.find((each) => ts.isObjectLiteralExpression(unwrap(each)));
  const action = optionText(options, ['onDelete', 'deleteRule'], known)?.toLowerCase();
  return {
    from: owner,
    to: target,
    place: placeIn(known.file, member),
    ...(action ? { onDelete: action } : {}),
  };
}

/** `class UserRepository extends Repository<User>`, `@EntityRepository(User)` */
function repositoryAt(node: ts.ClassLikeDeclaration): RepositoryClass[] {
  const name = node.name?.text;
  if (name === undefined) return [];
  const marked = decoratorsOf(node).find((each) => each.name === 'EntityRepository')?.args[0];
  const bases = (node.heritageClauses ?? []).flatMap(({ types }) => types);
  const base = bases.find(({ expression }) =>
    /^(?:\w*Entity|Tree|Mongo|Base)?Repository$/.test(lastName(expression) ?? ''),
  );
  const model = (marked && lastName(marked)) ?? base?.typeArguments?.[0]?.getText();
  return model === undefined ? [] : [{ name, model }];
}

function optionText(
  options: ts.Expression | undefined,
  names: readonly string[],
  known: Knowledge,
): string | undefined {
  for (const name of names) {
    const value = propertyOf(options, name);
    const text = value && known.textOf(value);
    if (text !== undefined) return text;
  }
  return undefined;
}

function decoratorsOf(node: ts.Node): { name: string; args: readonly ts.Expression[] }[] {
  if (!ts.canHaveDecorators(node)) return [];
  return (ts.getDecorators(node) ?? []).map(({ expression }) =>
    ts.isCallExpression(expression)
      ? { name: lastName(expression.expression) ?? '', args: expression.arguments }
      : { name: lastName(expression) ?? '', args: [] },
  );
}
