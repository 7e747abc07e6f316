/** Which types a generic interface or class is used with: the port is the instantiation, as one service has one set of types. */
import { ts } from 'ts-morph';
import type { Program } from '../../../analysis/program.ts';
import { followAlias, walk } from '../../../analysis/symbols.ts';
import { isTest } from '../options.ts';

/** The instantiations of a generic type that the program writes down, by their text; empty for a type that is not generic. */
export function instantiationsOf(
  program: Program,
  {
    type,
    symbol,
    declaration,
  }: { readonly type: ts.Type; readonly symbol: ts.Symbol; readonly declaration: ts.Declaration },
): ReadonlyMap<string, ts.Type> {
  const found = new Map<string, ts.Type>();
  if (!isGeneric(type, declaration)) return found;
  const { checker } = program;
  const own = followAlias(checker, symbol);
  for (const file of program.files.filter((each) => !isTest(program.pathOf(each)))) {
    if (!file.text.includes(own.name)) continue;
    walk(file, (node) => {
      if (!ts.isTypeReferenceNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
      if ((node.typeArguments?.length ?? 0) === 0) return;
      const used = checker.getTypeFromTypeNode(node);
      const isOwn = used.symbol === own || used.aliasSymbol === own;
      if (isOwn && isConcrete(checker, used)) found.set(checker.typeToString(used), used);
    });
  }
  return found;
}

/** The one instantiation that there is, else the type as it is declared. */
export function instantiated<
  T extends { readonly type: ts.Type; readonly symbol: ts.Symbol; readonly declaration: ts.Declaration },
>(program: Program, found: T): T {
  const [only, ...others] = instantiationsOf(program, found).values();
  return only === undefined || others.length > 0 ? found : { ...found, type: only };
}

const isGeneric = (type: ts.Type, declaration: ts.Declaration): boolean =>
  type.flags !== ts.TypeFlags.Any &&
  (ts.isInterfaceDeclaration(declaration) ||
    ts.isClassLike(declaration) ||
    ts.isTypeAliasDeclaration(declaration)) &&
  (declaration.typeParameters?.length ?? 0) > 0;

function isConcrete(checker: ts.TypeChecker, type: ts.Type): boolean {
  const given = type.aliasTypeArguments ?? checker.getTypeArguments(type as ts.TypeReference);
  return given.every((each) => !mentionsParameter(checker, each, 3));
}

function mentionsParameter(checker: ts.TypeChecker, type: ts.Type, depth: number): boolean {
  if (type.flags & ts.TypeFlags.TypeParameter) return (type as { isThisType?: boolean }).isThisType !== true;
  if (depth === 0) return false;
  const isReference = ((type as ts.ObjectType).objectFlags ?? 0) & ts.ObjectFlags.Reference;
  const parts = type.isUnionOrIntersection()
    ? type.types
    : isReference
      ? checker.getTypeArguments(type as ts.TypeReference)
      : [];
  return parts.some((each) => mentionsParameter(checker, each, depth - 1));
}
