/** Types that have a name: each is read once, which also ends recursion. */
import { ts } from 'ts-morph';
import { isBuiltIn, packageOf } from '../../../analysis/symbols.ts';
import type { WireType } from '../../contract/model.ts';
import { refuseType, type Session, type Spot } from '../session.ts';
import { docOf } from '../tags.ts';
import { isHandle } from './handles.ts';
import { intern, nameSymbol } from './intern.ts';
import { readLibraryResult } from './library-results.ts';
import { readLibraryValue, refuseRunning } from './library-values.ts';

/** An alias or an interface of the project. Classes and enums are named too, and read in their own files. */
export function isNamed(type: ts.Type): boolean {
  const symbol = nameSymbol(type);
  // The type of `this` has the symbol of its interface.
  const isParameter = (type.flags & ts.TypeFlags.TypeParameter) !== 0;
  if (symbol === undefined || isParameter || isBuiltIn(symbol)) return false;
  if (type.aliasSymbol === undefined) return (symbol.flags & ts.SymbolFlags.Interface) !== 0;
  // What a helper of a library makes of a type has no name that says anything.
  return packageOf(symbol) === undefined || !hasArguments(type);
}

export function readNamed(session: Session, type: ts.Type, spot: Spot): WireType {
  const symbol = nameSymbol(type);
  if (symbol === undefined) return session.readStructure(type, spot);
  const special = readSpecial(session, type, symbol, spot);
  if (special !== undefined) return special;
  const { name, origin } = session.origins.find(symbol);
  // Generated code cannot name an instantiation by the bare name: it is spelled out.
  const generic = hasArguments(type);
  return intern(session, type, name, spot, (inner) => ({
    kind: 'alias',
    name,
    origin: generic ? { ...origin, exported: false } : origin,
    type: session.readStructure(type, inner),
    ...docOf(symbol, session.checker),
  }));
}

/** Interfaces that are read as something else than their members: handles, value objects of libraries, JSON, arrays. */
function readSpecial(session: Session, type: ts.Type, symbol: ts.Symbol, spot: Spot): WireType | undefined {
  if (packageOf(symbol) !== undefined && /^(?:Input)?Json(?:Value|Array|Object)$/.test(symbol.name))
    return { kind: 'json' };
  const own = type.symbol as ts.Symbol | undefined;
  const isHandleType = isHandle(symbol) || (own !== undefined && isHandle(own));
  if (isHandleType) return refuseType(session, 'database-handle', type, spot);
  return (
    readLibraryValue(session, type, spot) ??
    readLibraryResult(session, type, spot) ??
    refuseRunning(session, type, spot)
  );
}

function hasArguments(type: ts.Type): boolean {
  if (type.aliasSymbol !== undefined) return (type.aliasTypeArguments ?? []).length > 0;
  const reference = (type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference;
  return reference !== 0 && ((type as ts.TypeReference).target.typeParameters ?? []).length > 0;
}
