/** Knowledge of a file by the names in it alone: annotations, imports and constants, without a checker. */
import { ts } from 'ts-morph';
import { unwrap, walk } from '../symbols.ts';
import { foldText } from './constants.ts';
import { memberCall, nameText, type Knowledge, type KnownType } from './knowledge.ts';
import { hole } from './sql/tokens.ts';
import type { TableIndex } from './table-index.ts';

interface FileNames {
  readonly imports: Map<string, { readonly module: string; readonly imported: string }>;
  readonly values: Map<string, { readonly scope: ts.Node; readonly value: ts.Expression }[]>;
  readonly types: Map<string, { readonly scope: ts.Node; readonly type: KnownType }[]>;
  readonly classes: Map<string, ts.ClassLikeDeclaration>;
}

export function knowByNames(file: ts.SourceFile, tables: TableIndex): Knowledge {
  const names = readNames(file);
  const lookup = (node: ts.Expression): ts.Expression | undefined => valueAt(names, node);
  const fold = (node: ts.Expression): string | undefined =>
    foldText(node, lookup) ?? tables.constants.get(exportedName(names, node) ?? '');
  return {
    file,
    tables,
    imports: new Set([...names.imports.values()].map(({ module }) => module)),
    typeOf: (node) => typeOf(names, node),
    textOf: (node) => {
      const text = fold(node);
      return text?.includes(hole) ? undefined : text;
    },
    foldedText: fold,
    moduleOf: (name) => names.imports.get(name)?.module ?? (names.classes.has(name) ? '' : undefined),
    valueOf: lookup,
    exportedName: (node) => exportedName(names, node),
  };
}

const read = new WeakMap<ts.SourceFile, FileNames>();

function readNames(file: ts.SourceFile): FileNames {
  const known = read.get(file);
  if (known !== undefined) return known;
  const names: FileNames = { imports: new Map(), values: new Map(), types: new Map(), classes: new Map() };
  read.set(file, names);
  walk(file, (node) => {
    if (ts.isImportDeclaration(node)) readImport(names, node);
    else if (ts.isClassLike(node) && node.name) names.classes.set(node.name.text, node);
    else if (ts.isParameter(node) || ts.isPropertyDeclaration(node)) readField(names, node);
    else if (ts.isVariableDeclaration(node)) readVariable(names, node);
    else if (ts.isEnumMember(node) && node.initializer) {
      addValue(names, `${node.parent.name.text}.${nameText(node.name)}`, scopeOf(node), node.initializer);
    } else if (ts.isBinaryExpression(node)) readAssignment(names, node);
  });
  return names;
}

function readImport({ imports }: FileNames, { importClause, moduleSpecifier }: ts.ImportDeclaration): void {
  if (!ts.isStringLiteral(moduleSpecifier)) return;
  const module = moduleSpecifier.text;
  if (importClause === undefined) imports.set(`'${module}'`, { module, imported: '' });
  if (importClause?.name) imports.set(importClause.name.text, { module, imported: 'default' });
  const bindings = importClause?.namedBindings;
  if (bindings === undefined) return;
  if (ts.isNamespaceImport(bindings)) imports.set(bindings.name.text, { module, imported: '*' });
  else
    for (const { name, propertyName } of bindings.elements)
      imports.set(name.text, { module, imported: (propertyName ?? name).text });
}

/** Constants of the file: `const table = 'users'`, `const Tables = { users: 'users' }`. */
function readVariable(names: FileNames, node: ts.VariableDeclaration): void {
  readRequire(names, node);
  readTyped(names, node);
  const { initializer, name } = node;
  const isConst = (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0;
  if (initializer === undefined || !ts.isIdentifier(name) || !isConst) return;
  addValue(names, name.text, scopeOf(node), initializer);
  const object = unwrap(initializer);
  if (!ts.isObjectLiteralExpression(object)) return;
  for (const property of object.properties)
    if (ts.isPropertyAssignment(property))
      addValue(names, `${name.text}.${nameText(property.name)}`, scopeOf(node), property.initializer);
}

function addValue({ values }: FileNames, name: string, scope: ts.Node, value: ts.Expression): void {
  values.set(name, [...(values.get(name) ?? []), { scope, value }]);
}

/** `private readonly table = 'users'`, and a static one: the class is their scope. */
function readField(names: FileNames, node: ts.ParameterDeclaration | ts.PropertyDeclaration): void {
  readTyped(names, node);
  const holder = ts.isPropertyDeclaration(node) ? classAround(node) : undefined;
  if (holder === undefined || node.initializer === undefined) return;
  const name = nameText(node.name as ts.BindingName);
  addValue(names, `this.${name}`, holder, node.initializer);
  if (holder.name) addValue(names, `${holder.name.text}.${name}`, scopeOf(holder), node.initializer);
}

/** `const { Pool } = require('pg')` */
function readRequire({ imports }: FileNames, { initializer, name }: ts.VariableDeclaration): void {
  const call = initializer && unwrap(initializer);
  const inner = call && ts.isPropertyAccessExpression(call) ? unwrap(call.expression) : call;
  if (inner === undefined || !ts.isCallExpression(inner) || inner.expression.getText() !== 'require') return;
  const [module] = inner.arguments;
  if (module === undefined || !ts.isStringLiteralLike(module)) return;
  if (ts.isIdentifier(name)) imports.set(name.text, { module: module.text, imported: 'default' });
  else if (ts.isObjectBindingPattern(name))
    for (const each of name.elements)
      if (ts.isIdentifier(each.name))
        imports.set(each.name.text, {
          module: module.text,
          imported: each.propertyName ? nameText(each.propertyName as ts.PropertyName) : each.name.text,
        });
}

type Typed = ts.ParameterDeclaration | ts.PropertyDeclaration | ts.VariableDeclaration;

function readTyped(names: FileNames, node: Typed): void {
  const name = nameText(node.name as ts.BindingName);
  const type = typeFrom(node.type) ?? (node.initializer && typeMade(names, node.initializer));
  if (name === '' || type === undefined) return;
  const isField = ts.isPropertyDeclaration(node) || (ts.isParameter(node) && isParameterProperty(node));
  if (isField) addType(names, `this.${name}`, classAround(node) ?? node, type);
  if (!ts.isPropertyDeclaration(node)) addType(names, name, scopeOf(node), type);
}

/** `this.users = dataSource.getRepository(User)` */
function readAssignment(names: FileNames, { left, right, operatorToken }: ts.BinaryExpression): void {
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) return;
  if (left.expression.kind !== ts.SyntaxKind.ThisKeyword) return;
  const type = typeMade(names, right) ?? typeOf(names, right);
  const scope = classAround(left);
  if (type !== undefined && scope !== undefined) addType(names, `this.${left.name.text}`, scope, type);
}

function addType({ types }: FileNames, name: string, scope: ts.Node, type: KnownType): void {
  types.set(name, [...(types.get(name) ?? []), { scope, type }]);
}

const isParameterProperty = (node: ts.ParameterDeclaration): boolean =>
  (node.modifiers ?? []).some(({ kind }) => kind !== ts.SyntaxKind.Decorator);

function scopeOf(node: ts.Node): ts.Node {
  if (ts.isParameter(node)) return node.parent;
  for (let at = node.parent; ; at = at.parent) if (ts.isBlock(at) || ts.isSourceFile(at)) return at;
}

function classAround(node: ts.Node): ts.ClassLikeDeclaration | undefined {
  for (let at = node.parent as ts.Node | undefined; at !== undefined; at = at.parent)
    if (ts.isClassLike(at)) return at;
  return undefined;
}

function typeFrom(node: ts.TypeNode | undefined): KnownType | undefined {
  if (node === undefined) return undefined;
  if (ts.isUnionTypeNode(node)) {
    for (const each of node.types) {
      const found = typeFrom(each);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!ts.isTypeReferenceNode(node)) return undefined;
  const { typeName } = node;
  return {
    name: ts.isIdentifier(typeName) ? typeName.text : typeName.right.text,
    of: (node.typeArguments ?? []).map((each) => typeFrom(each)?.name ?? each.getText()),
    bases: [],
  };
}

const makesRepository = /^(?:get|with)(?:Mongo|Tree|Custom)?Repository$/;

/** The type of what an expression makes: `new PrismaClient()`, `source.getRepository(User)`, `source.manager`. */
function typeMade(names: FileNames, node: ts.Expression): KnownType | undefined {
  const at = unwrap(node);
  if (ts.isNewExpression(at)) {
    const name = ts.isIdentifier(at.expression) ? exportedName(names, at.expression) : undefined;
    return name === undefined ? undefined : { name, of: [], bases: [] };
  }
  if (ts.isPropertyAccessExpression(at) && at.name.text === 'manager')
    return { name: 'EntityManager', of: [], bases: [] };
  const member = memberCall(at);
  const [argument] = member?.call.arguments ?? [];
  if (member === undefined || argument === undefined) return undefined;
  if (member.name === 'collection' && ts.isStringLiteralLike(unwrap(argument)))
    return { name: 'Collection', of: [(unwrap(argument) as ts.StringLiteralLike).text], bases: [] };
  if (!makesRepository.test(member.name)) return undefined;
  return { name: 'Repository', of: [exportedName(names, argument) ?? argument.getText()], bases: [] };
}

function typeOf(names: FileNames, node: ts.Expression): KnownType | undefined {
  const at = unwrap(node);
  if (at.kind === ts.SyntaxKind.ThisKeyword) return typeOfThis(classAround(at));
  const made = typeMade(names, at);
  if (made !== undefined) return made;
  const name = ts.isIdentifier(at)
    ? at.text
    : ts.isPropertyAccessExpression(at) && at.expression.kind === ts.SyntaxKind.ThisKeyword
      ? `this.${at.name.text}`
      : undefined;
  const found = (name === undefined ? [] : (names.types.get(name) ?? [])).filter(({ scope }) =>
    contains(scope, at),
  );
  const nearest = found.sort((a, b) => b.scope.pos - a.scope.pos)[0]?.type;
  if (nearest === undefined) return undefined;
  const declared = names.classes.get(nearest.name);
  return {
    ...nearest,
    name: importedName(names, nearest.name),
    bases: declared ? (typeOfThis(declared)?.bases ?? []) : [],
  };
}

const contains = (scope: ts.Node, node: ts.Node): boolean => scope.pos <= node.pos && node.end <= scope.end;

function typeOfThis(node: ts.ClassLikeDeclaration | undefined): KnownType | undefined {
  if (node === undefined) return undefined;
  const bases = (node.heritageClauses ?? [])
    .filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    .flatMap(({ types }) => types)
    .map(({ expression, typeArguments }) => ({
      name: ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText(),
      of: (typeArguments ?? []).map((each) => typeFrom(each)?.name ?? each.getText()),
      bases: [],
    }));
  return { name: node.name?.text ?? 'class', of: [], bases };
}

const importedName = ({ imports }: FileNames, name: string): string => {
  const imported = imports.get(name)?.imported;
  return imported === undefined || imported === 'default' || imported === '*' || imported === ''
    ? name
    : imported;
};

function exportedName(names: FileNames, node: ts.Expression): string | undefined {
  const at = unwrap(node);
  if (ts.isIdentifier(at)) return importedName(names, at.text);
  return ts.isPropertyAccessExpression(at) ? at.name.text : undefined;
}

/** What the nearest declaration of a name gives it. */
function valueAt({ values }: FileNames, node: ts.Expression): ts.Expression | undefined {
  const name = pathText(node);
  const found = (name === undefined ? [] : (values.get(name) ?? [])).filter(({ scope }) =>
    contains(scope, node),
  );
  return found.sort((a, b) => b.scope.pos - a.scope.pos)[0]?.value;
}

function pathText(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  if (node.expression.kind === ts.SyntaxKind.ThisKeyword) return `this.${node.name.text}`;
  return ts.isIdentifier(node.expression) ? `${node.expression.text}.${node.name.text}` : undefined;
}
