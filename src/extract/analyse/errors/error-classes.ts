import { ts } from 'ts-morph';
import { isBuiltIn } from '../../../analysis/symbols.ts';

/** True for a class that extends the built-in Error, however far up. */
export function isErrorClass(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (type.symbol?.name === 'Error' && isBuiltIn(type.symbol)) return true;
  const declared = declaredBy(type);
  return declared !== undefined && checker.getBaseTypes(declared).some((base) => isErrorClass(checker, base));
}

/** The class or interface itself of an instantiation: `HttpError<404>` is an HttpError. */
function declaredBy(type: ts.Type): ts.InterfaceType | undefined {
  if (type.isClassOrInterface()) return type;
  const isReference = ((type as ts.ObjectType).objectFlags ?? 0) & ts.ObjectFlags.Reference;
  const target = isReference ? (type as ts.TypeReference).target : undefined;
  return target?.isClassOrInterface() ? target : undefined;
}

/** True for a class that extends what the compiler does not find: a package that is not installed. */
export function extendsUnknown(checker: ts.TypeChecker, type: ts.Type): boolean {
  const declaration = type.symbol?.declarations?.find(ts.isClassLike);
  const base = declaration?.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const [above] = base?.types ?? [];
  if (above === undefined) return false;
  const found = checker.getTypeAtLocation(above);
  return (found.flags & ts.TypeFlags.Any) !== 0 || extendsUnknown(checker, found);
}

/** True when one class is the other or extends it. */
export function extendsClass(checker: ts.TypeChecker, symbol: ts.Symbol, ancestor: ts.Symbol): boolean {
  if (symbol === ancestor) return true;
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  if (!type.isClassOrInterface()) return false;
  return checker
    .getBaseTypes(type)
    .some((base) => base.symbol !== undefined && extendsClass(checker, base.symbol, ancestor));
}

/** How many project classes an error class extends: the most derived is tested for first. */
export function depthOf(checker: ts.TypeChecker, symbol: ts.Symbol): number {
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  if (!type.isClassOrInterface()) return 0;
  return (
    1 +
    Math.max(
      0,
      ...checker.getBaseTypes(type).map((base) => (base.symbol ? depthOf(checker, base.symbol) : 0)),
    )
  );
}
