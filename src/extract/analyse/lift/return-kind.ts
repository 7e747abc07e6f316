/** What a function returns, as far as waiting for it is concerned. */
import { ts } from 'ts-morph';
import { isBuiltIn } from '../../../analysis/symbols.ts';

export type ReturnKind =
  /** Nothing but the global Promise. */
  | 'promise'
  /** An object with `then` that is not the global Promise. */
  | 'thenable'
  | 'iterator'
  /** Void, or anything that may or may not be a promise. */
  | 'void'
  | 'any'
  | 'unknown'
  | 'parameter'
  | 'mixed'
  | 'plain';

export function returnKind(checker: ts.TypeChecker, declaration: ts.SignatureDeclaration): ReturnKind {
  const signature = checker.getSignatureFromDeclaration(declaration);
  if (signature === undefined) return 'any';
  return kindOfType(checker, checker.getReturnTypeOfSignature(signature));
}

export function kindOfType(checker: ts.TypeChecker, type: ts.Type): ReturnKind {
  if (type.flags & ts.TypeFlags.Any) return 'any';
  if (type.flags & ts.TypeFlags.Unknown) return 'unknown';
  const parts = type.isUnion() ? type.types : [type];
  if (parts.every(isGlobalPromise)) return 'promise';
  if (parts.every((part) => isThenable(checker, part))) return 'thenable';
  if (parts.some((part) => isThenable(checker, part))) return 'mixed';
  if (parts.some((part) => part.flags & ts.TypeFlags.Void)) return 'void';
  if (parts.some((part) => part.flags & (ts.TypeFlags.TypeParameter | ts.TypeFlags.Conditional)))
    return 'parameter';
  return 'plain';
}

export const isGlobalPromise = (type: ts.Type): boolean => {
  const { symbol } = type as { symbol?: ts.Symbol };
  return symbol?.name === 'Promise' && isBuiltIn(symbol);
};

export function isThenable(checker: ts.TypeChecker, type: ts.Type): boolean {
  const then = type.flags & ts.TypeFlags.Object ? checker.getPropertyOfType(type, 'then') : undefined;
  if (then === undefined) return false;
  return checker.getTypeOfSymbol(then).getCallSignatures().length > 0;
}

/** True where whoever calls a function of this declaration waits for a promise that it returns. */
export function waitsFor(checker: ts.TypeChecker, declaration: ts.SignatureDeclaration): boolean {
  const kind = returnKind(checker, declaration);
  return kind === 'promise' || kind === 'mixed' || kind === 'thenable';
}

/** True where a type has an index of its own to be iterated: a generator, an iterator. */
export function isIterator(checker: ts.TypeChecker, declaration: ts.SignatureDeclaration): boolean {
  const signature = checker.getSignatureFromDeclaration(declaration);
  const type = signature && checker.getReturnTypeOfSignature(signature);
  const { symbol } = (type ?? {}) as { symbol?: ts.Symbol };
  return (
    symbol !== undefined &&
    isBuiltIn(symbol) &&
    /^(?:Async)?(?:Generator|Iterator|IterableIterator)$/.test(symbol.name)
  );
}
