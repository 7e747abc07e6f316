/** Calls and flows of values in the files that mention certain names. */
import { ts } from 'ts-morph';
import type { Program } from '../../../analysis/program.ts';
import { walk } from '../../../analysis/symbols.ts';
import { calledDeclarations, type CallLike } from './declarations.ts';

/** A value that is given to a place with a type: an argument, an assignment, a returned value, an assertion. */
export interface Flow {
  readonly node: ts.Expression;
  readonly source: ts.Type;
  /** None where the place has no type of its own. */
  readonly target: ts.Type | undefined;
  /** The call that the value is an argument of. */
  readonly call?: ts.CallExpression | ts.NewExpression;
}

/** A class or interface and one of the types that it extends or implements. */
export interface Heritage {
  readonly own: ts.Type;
  readonly base: ts.Type;
}

export interface CodeIndex {
  /** Reads the files that mention one of the names. True when there was something new. */
  include(names: ReadonlySet<string>): boolean;
  /** Reads every file. */
  includeAll(): void;
  readonly files: readonly ts.SourceFile[];
  readonly flows: readonly Flow[];
  readonly heritage: readonly Heritage[];
  callsOf(declaration: ts.SignatureDeclaration): readonly CallLike[];
}

export function openIndex(program: Program): CodeIndex {
  const files: ts.SourceFile[] = [];
  const flows: Flow[] = [];
  const calls = new Map<ts.Node, CallLike[]>();
  let heritage: Heritage[] | undefined;
  const read = (file: ts.SourceFile): void => {
    files.push(file);
    walk(file, (node) => {
      if (ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node)) {
        for (const each of calledDeclarations(program.checker, node)) append(calls, each, node);
      }
      if (isExpression(node)) flows.push(...flowAt(program.checker, node));
      return !ts.isTypeNode(node);
    });
  };
  const include = (wanted: (file: ts.SourceFile) => boolean): boolean => {
    const fresh = program.files.filter((file) => !files.includes(file) && wanted(file));
    for (const file of fresh) read(file);
    return fresh.length > 0;
  };
  return {
    files,
    flows,
    include: (names) => include((file) => [...names].some((name) => file.text.includes(name))),
    includeAll: () => void include(() => true),
    get heritage() {
      return (heritage ??= heritageIn(program));
    },
    callsOf: (declaration) => calls.get(declaration) ?? [],
  };
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const isExpression = (node: ts.Node): node is ts.Expression => ts.isExpression(node);

function flowAt(checker: ts.TypeChecker, node: ts.Expression): Flow[] {
  const { parent } = node;
  if (isLiteralValue(node)) return [];
  if ((ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent)) && parent.expression === node) {
    if (ts.isConstTypeReference(parent.type)) return [];
    return [
      { node, source: checker.getTypeAtLocation(node), target: checker.getTypeFromTypeNode(parent.type) },
    ];
  }
  const isArgument =
    (ts.isCallExpression(parent) || ts.isNewExpression(parent)) &&
    (parent.arguments?.includes(node) ?? false);
  if (!isArgument && !isGiven(node, parent)) return [];
  const value = ts.isShorthandPropertyAssignment(parent)
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : undefined;
  const source = value === undefined ? checker.getTypeAtLocation(node) : checker.getTypeOfSymbol(value);
  if (!mayHoldFunctions(source)) return [];
  const target = value === undefined ? checker.getContextualType(node) : contextOfShorthand(checker, parent);
  if (target === undefined && !isArgument) return [];
  return [{ node, source, target, ...(isArgument ? { call: parent as ts.CallExpression } : {}) }];
}

function contextOfShorthand(checker: ts.TypeChecker, property: ts.Node): ts.Type | undefined {
  const literal = property.parent as ts.ObjectLiteralExpression;
  const context = checker.getContextualType(literal);
  const name = (property as ts.ShorthandPropertyAssignment).name.text;
  const member = context && checker.getPropertyOfType(context, name);
  return member && checker.getTypeOfSymbol(member);
}

const isLiteralValue = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isNumericLiteral(node) ||
  ts.isTemplateExpression(node) ||
  node.kind === ts.SyntaxKind.TrueKeyword ||
  node.kind === ts.SyntaxKind.FalseKeyword ||
  node.kind === ts.SyntaxKind.NullKeyword;

function isGiven(node: ts.Expression, parent: ts.Node): boolean {
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isParameter(parent))
    return parent.initializer === node;
  if (ts.isPropertyAssignment(parent) || ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node;
  if (ts.isReturnStatement(parent) || ts.isArrayLiteralExpression(parent) || ts.isJsxExpression(parent))
    return true;
  if (ts.isArrowFunction(parent)) return parent.body === node;
  if (ts.isConditionalExpression(parent)) return parent.condition !== node;
  if (!ts.isBinaryExpression(parent) || parent.right !== node) return false;
  return (
    parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment
  );
}

const mayHoldFunctions = (type: ts.Type): boolean =>
  (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.UnionOrIntersection | ts.TypeFlags.TypeParameter)) !== 0;

function heritageIn({ checker, files }: Program): Heritage[] {
  const found: Heritage[] = [];
  for (const file of files) {
    walk(file, (node) => {
      if (!ts.isClassLike(node) && !ts.isInterfaceDeclaration(node)) return;
      const bases = (node.heritageClauses ?? []).flatMap(({ types }) => types);
      for (const base of bases)
        found.push({ own: checker.getTypeAtLocation(node), base: checker.getTypeAtLocation(base) });
    });
  }
  return found;
}
