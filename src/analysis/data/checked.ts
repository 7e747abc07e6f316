/** Knowledge of a file with the checker behind it: inferred types, constants of other files, classes behind imports. */
import { ts } from 'ts-morph';
import type { Program } from '../program.ts';
import { symbolAt } from '../symbols.ts';
import { foldText } from './constants.ts';
import type { Knowledge, KnownType } from './knowledge.ts';
import { knowByNames } from './names.ts';
import { hole } from './sql/tokens.ts';
import type { TableIndex } from './table-index.ts';

export function knowByChecker(program: Program, file: ts.SourceFile, tables: TableIndex): Knowledge {
  const named = knowByNames(file, tables);
  const { checker } = program;
  const valueOf = (node: ts.Expression): ts.Expression | undefined =>
    named.valueOf(node) ?? constantAt(checker, node);
  const fold = (node: ts.Expression): string | undefined => {
    const text = named.foldedText(node);
    return text === undefined || text.includes(hole) ? (foldText(node, valueOf) ?? text) : text;
  };
  return {
    ...named,
    typeOf: (node) => named.typeOf(node) ?? typeAt(checker, node),
    textOf: (node) => {
      const text = fold(node);
      return text?.includes(hole) ? undefined : text;
    },
    foldedText: fold,
    valueOf,
    moduleOf: (name) => named.moduleOf(name),
  };
}

function typeAt(checker: ts.TypeChecker, node: ts.Expression): KnownType | undefined {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  return describe(checker, type, 3);
}

function describe(checker: ts.TypeChecker, type: ts.Type, depth: number): KnownType | undefined {
  const item = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference)[0] : type;
  const named = item?.isIntersection() ? item.types.find(({ symbol }) => symbol !== undefined) : item;
  const symbol = named?.aliasSymbol ?? named?.symbol;
  if (named === undefined || symbol === undefined || symbol.name.startsWith('__')) return undefined;
  const args = named.aliasTypeArguments ?? argumentsOf(checker, named);
  const bases = depth > 0 && named.isClassOrInterface() ? (checker.getBaseTypes(named) ?? []) : [];
  const target = (named as ts.TypeReference).target as ts.InterfaceType | undefined;
  const inherited =
    bases.length > 0 || target === undefined || depth === 0 || !target.isClassOrInterface()
      ? bases
      : (checker.getBaseTypes(target) ?? []);
  return {
    name: symbol.name,
    of: args.map((each) => (each.aliasSymbol ?? each.symbol)?.name ?? checker.typeToString(each)),
    bases: inherited.flatMap((base) => describe(checker, base, depth - 1) ?? []),
  };
}

const argumentsOf = (checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] =>
  (type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference
    ? checker.getTypeArguments(type as ts.TypeReference)
    : [];

/** What a constant is given, wherever it is declared. */
function constantAt(checker: ts.TypeChecker, node: ts.Expression): ts.Expression | undefined {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  if (!ts.isIdentifier(name)) return undefined;
  const declaration = symbolAt(checker, name)?.valueDeclaration;
  if (declaration === undefined) return undefined;
  const constant =
    (ts.isVariableDeclaration(declaration) &&
      (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0) ||
    ts.isPropertyAssignment(declaration) ||
    ts.isEnumMember(declaration) ||
    (ts.isPropertyDeclaration(declaration) &&
      (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Readonly) !== 0);
  return constant ? (declaration as { initializer?: ts.Expression }).initializer : undefined;
}
