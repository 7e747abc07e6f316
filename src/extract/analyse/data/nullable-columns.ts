/** Columns that may be NULL under types that do not say so: in process nobody notices, at a codec the answer ends. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import type { Program } from '../../../analysis/program.ts';
import { symbolAt, unwrap, walk } from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import { extendsClass } from '../errors/error-classes.ts';
import type { Inspected } from '../inspected.ts';
import { isTest } from '../options.ts';
import { nameSymbol } from '../types/intern.ts';

interface Column {
  readonly entity: ts.Symbol;
  readonly field: ts.Symbol;
  readonly node: ts.PropertyDeclaration;
  /** `@DeleteDateColumn` */
  readonly decorator: string;
  /** The decorator reads the type of the column from the field's. */
  readonly reflected: boolean;
}

/** Of entities that cross the wire, and of those whose fields are copied to what does. */
export function nullableColumnFindings({ program, session }: Inspected): Diagnostic[] {
  const { checker } = program;
  const carried = [...new Set([...session.ids.keys()].flatMap((type) => nameSymbol(type) ?? []))];
  const crosses = (owner: ts.Symbol): boolean => carried.some((each) => extendsClass(checker, each, owner));
  return untypedColumns(program).flatMap((column) => {
    const name = `${column.entity.name}.${column.field.name}`;
    const reached = crosses(column.entity) ? [name] : copiesOf(program, column.field, crosses);
    if (reached.length === 0) return [];
    const type = checker.typeToString(
      checker.getNonNullableType(checker.getTypeAtLocation(column.node.name)),
    );
    const { decorator, reflected } = column;
    const args = { column: name, decorator, type, reached: [...new Set(reached)], reflected };
    return [diagnostic('nullable-column', args, { place: placeFor(program, column.node, name) })];
  });
}

/** Columns that the database may leave empty, without `null` in their type. */
function untypedColumns(program: Program): Column[] {
  return program.files
    .filter((file) => !isTest(program.pathOf(file)) && /Column|Property/.test(file.text))
    .flatMap((file) => file.statements.filter(ts.isClassDeclaration))
    .flatMap((node) => node.members.filter(ts.isPropertyDeclaration))
    .flatMap((node) => columnAt(program, node) ?? []);
}

function columnAt({ checker }: Program, node: ts.PropertyDeclaration): Column | undefined {
  const by = (ts.getDecorators(node) ?? []).flatMap((each) => nullableBy(each) ?? [])[0];
  const field = checker.getSymbolAtLocation(node.name);
  const owner = (node.parent as ts.ClassDeclaration).name;
  const entity = owner && checker.getSymbolAtLocation(owner);
  if (by === undefined || field === undefined || entity === undefined) return undefined;
  return allowsNull(checker.getTypeAtLocation(node.name)) ? undefined : { entity, field, node, ...by };
}

/** `@DeleteDateColumn()`, `@Column({ nullable: true })`: TypeORM, MikroORM, and sequelize-typescript's `allowNull`. */
function nullableBy({ expression }: ts.Decorator): Pick<Column, 'decorator' | 'reflected'> | undefined {
  if (!ts.isCallExpression(expression)) return undefined;
  const name = expression.expression.getText();
  const options = expression.arguments.map(unwrap).find(ts.isObjectLiteralExpression);
  const option = (key: string): string | undefined =>
    options?.properties
      .filter(ts.isPropertyAssignment)
      .find((each) => each.name.getText() === key)
      ?.initializer.getText();
  if (option('transformer') !== undefined || !/(?:Column|^Property)$/.test(name)) return undefined;
  if (name === 'DeleteDateColumn')
    return option('nullable') === 'false' ? undefined : { decorator: `@${name}`, reflected: false };
  const key = ['nullable', 'allowNull'].find((each) => option(each) === 'true');
  if (key === undefined) return undefined;
  const [first] = expression.arguments;
  const named = option('type') !== undefined || (first !== undefined && first !== options);
  return { decorator: `@${name}({ ${key}: true })`, reflected: !named };
}

const allowsNull = (type: ts.Type): boolean =>
  (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Null)) !== 0 ||
  (type.isUnion() && type.types.some(allowsNull));

/** `user.deletedAt = raw.deletedAt` and `{ deletedAt: raw.deletedAt }`: fields of what crosses, as `User.deletedAt`. */
function copiesOf(program: Program, field: ts.Symbol, crosses: (owner: ts.Symbol) => boolean): string[] {
  const { checker } = program;
  const found: string[] = [];
  for (const file of program.files) {
    if (isTest(program.pathOf(file)) || !file.text.includes(field.name)) continue;
    walk(file, (node) => {
      if (!ts.isPropertyAccessExpression(node) || checker.getSymbolAtLocation(node.name) !== field) return;
      const target = targetOf(checker, node);
      const owner = target && ownerOf(checker, target);
      if (target === undefined || owner === undefined || !crosses(owner)) return;
      if (!allowsNull(checker.getTypeOfSymbol(target))) found.push(`${owner.name}.${target.name}`);
    });
  }
  return found;
}

/** The property that a value is assigned to as it is. */
function targetOf(checker: ts.TypeChecker, value: ts.Expression): ts.Symbol | undefined {
  const { parent } = value;
  if (ts.isBinaryExpression(parent) && parent.right === value && isAssignment(parent)) {
    return ts.isPropertyAccessExpression(parent.left)
      ? checker.getSymbolAtLocation(parent.left.name)
      : undefined;
  }
  if (!ts.isPropertyAssignment(parent) || !ts.isObjectLiteralExpression(parent.parent)) return undefined;
  // What an asynchronous function returns may be the value or a promise of it.
  const expected = checker.getContextualType(parent.parent);
  const types = expected?.isUnion() ? expected.types : expected === undefined ? [] : [expected];
  return types.flatMap((each) => each.getProperty(parent.name.getText()) ?? [])[0];
}

const isAssignment = ({ operatorToken }: ts.BinaryExpression): boolean =>
  operatorToken.kind === ts.SyntaxKind.EqualsToken;

function ownerOf(checker: ts.TypeChecker, property: ts.Symbol): ts.Symbol | undefined {
  const parent = property.valueDeclaration?.parent;
  if (parent === undefined) return undefined;
  if (ts.isTypeLiteralNode(parent)) {
    return ts.isTypeAliasDeclaration(parent.parent) ? symbolAt(checker, parent.parent.name) : undefined;
  }
  return ts.isClassLike(parent) || ts.isInterfaceDeclaration(parent)
    ? parent.name && symbolAt(checker, parent.name)
    : undefined;
}
