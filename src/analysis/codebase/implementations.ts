/** What implements a port: classes and object literals, by what they declare and by their shape. */
import { ts } from 'ts-morph';
import { sourcesOf, type ObjectSource } from '../flow.ts';
import type { LocatedObject, PortKind } from '../located-port.ts';
import type { PortSymbol } from '../port-symbol.ts';
import type { Program } from '../program.ts';
import { symbolAt, unwrap, walk } from '../symbols.ts';
import { isTestFile } from '../test-files.ts';

export function implementationsOf(
  program: Program,
  kind: PortKind,
  { symbol, type, declaration }: PortSymbol,
  methods: readonly string[],
): LocatedObject[] {
  if (kind === 'functions') return [];
  const own = (symbol.declarations ?? []).filter(ts.isClassLike);
  if (kind === 'static') return own.map((each) => located(program, each));
  if (kind === 'object')
    return objectSources(program, declaration, type).map((each) => located(program, each));
  if (own.some((each) => !isAbstract(each))) return own.map((each) => located(program, each));
  const found = program.files
    .filter((file) => !isTestFile(program.pathOf(file)))
    .flatMap((file) => implementersIn(program, file, type, methods));
  return found.map((each) => located(program, each));
}

const isAbstract = (node: ts.ClassLikeDeclaration): boolean =>
  (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Abstract) !== 0;

const located = (program: Program, source: ObjectSource): LocatedObject => ({
  name: ts.isClassLike(source) ? (source.name?.text ?? 'class') : 'object',
  file: program.pathOf(source.getSourceFile()),
  start: source.getStart(),
});

function objectSources(program: Program, declaration: ts.Declaration, type: ts.Type): ObjectSource[] {
  const value = ts.isVariableDeclaration(declaration)
    ? declaration.initializer
    : ts.isExportAssignment(declaration)
      ? declaration.expression
      : undefined;
  const found = value === undefined ? [] : sourcesOf(program, value);
  const classes = (type.symbol as ts.Symbol | undefined)?.declarations?.filter(ts.isClassLike) ?? [];
  return found.length > 0 ? found : classes;
}

function implementersIn(
  program: Program,
  file: ts.SourceFile,
  type: ts.Type,
  methods: readonly string[],
): ObjectSource[] {
  const found: ObjectSource[] = [];
  walk(file, (node) => {
    if (ts.isClassLike(node) && !isAbstract(node) && implementsPort(program, node, type, methods))
      found.push(node);
    if (ts.isObjectLiteralExpression(node) && isPortLiteral(program, node, type, methods)) found.push(node);
  });
  return found;
}

/** By name, or by having every method with a fitting type: `implements` may be left out. */
function implementsPort(
  { checker }: Program,
  node: ts.ClassLikeDeclaration,
  type: ts.Type,
  methods: readonly string[],
): boolean {
  if (methods.length === 0 || !mayImplement(checker, node, methods)) return false;
  const instance = instanceType(checker, node);
  if (instance === undefined) return false;
  const names = new Set(checker.getPropertiesOfType(instance).map(({ name }) => name));
  if (!methods.every((name) => names.has(name))) return false;
  return extendsOrImplements(checker, node, type) || checker.isTypeAssignableTo(instance, type);
}

/** A cheap look before types are asked for: what a class does not declare itself it has from a base, if that can be told. */
function mayImplement(
  checker: ts.TypeChecker,
  node: ts.ClassLikeDeclaration,
  methods: readonly string[],
  depth = maxBases,
): boolean {
  const own = new Set(node.members.flatMap(({ name }) => name?.getText() ?? []));
  const missing = methods.filter((name) => !own.has(name));
  const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  if (missing.length === 0 || base === undefined) return missing.length === 0;
  const declared = baseClass(checker, base.expression);
  return declared === undefined || depth === 0 || mayImplement(checker, declared, missing, depth - 1);
}

const maxBases = 12;

/** Undefined where it is made by a function, or where an interface of its name adds to it. */
function baseClass(checker: ts.TypeChecker, base: ts.Expression): ts.ClassLikeDeclaration | undefined {
  if (!ts.isIdentifier(base)) return undefined;
  const declarations = symbolAt(checker, base)?.declarations ?? [];
  const [only] = declarations;
  return declarations.length === 1 && only !== undefined && ts.isClassLike(only) ? only : undefined;
}

function instanceType(checker: ts.TypeChecker, node: ts.ClassLikeDeclaration): ts.Type | undefined {
  const symbol = node.name ? checker.getSymbolAtLocation(node.name) : (node as { symbol?: ts.Symbol }).symbol;
  return symbol && checker.getDeclaredTypeOfSymbol(symbol);
}

function extendsOrImplements(checker: ts.TypeChecker, node: ts.ClassLikeDeclaration, type: ts.Type): boolean {
  const bases = (node.heritageClauses ?? []).flatMap(({ types }) =>
    types.map((each) => checker.getTypeAtLocation(each)),
  );
  return bases.some(
    (base) =>
      base === type ||
      (base.symbol !== undefined && base.symbol === type.symbol) ||
      (base.symbol?.declarations ?? []).some(
        (each) =>
          (ts.isClassLike(each) || ts.isInterfaceDeclaration(each)) &&
          checker.isTypeAssignableTo(checker.getTypeAtLocation(each), type),
      ),
  );
}

/** `const repo: Repo = { … }`, `{ … } satisfies Repo`, or what a function returns that promises a Repo. */
function isPortLiteral(
  { checker }: Program,
  node: ts.ObjectLiteralExpression,
  type: ts.Type,
  methods: readonly string[],
): boolean {
  const names = new Set(node.properties.flatMap(({ name }) => name?.getText() ?? []));
  const spreads = node.properties.some(ts.isSpreadAssignment);
  if (methods.length === 0 || (!spreads && !methods.every((name) => names.has(name)))) return false;
  if (spreads && !methods.some((name) => names.has(name))) return false;
  const satisfied = ts.isSatisfiesExpression(node.parent)
    ? checker.getTypeFromTypeNode(node.parent.type)
    : undefined;
  const expected = satisfied ?? checker.getContextualType(node);
  if (expected !== undefined && checker.getNonNullableType(expected) === type) return true;
  return (
    unwrap(node) === node &&
    expected === undefined &&
    checker.isTypeAssignableTo(checker.getTypeAtLocation(node), type)
  );
}
