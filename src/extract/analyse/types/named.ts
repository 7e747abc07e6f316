/** Types that have a name: each is read once, which also ends recursion. */
import { ts } from 'ts-morph';
import { isBuiltIn, packageOf } from '../../../analysis/symbols.ts';
import type { NamedType, WireType } from '../../contract/model.ts';
import { newOwner, refuseType, type Session, type Spot } from '../session.ts';
import { docOf } from '../tags.ts';

/** An alias or an interface of the project. Classes and enums are named too, and read in their own files. */
export function isNamed(type: ts.Type): boolean {
  const symbol = nameSymbol(type);
  // The type of `this` has the symbol of its interface.
  const isParameter = (type.flags & ts.TypeFlags.TypeParameter) !== 0;
  if (symbol === undefined || isParameter || isBuiltIn(symbol)) return false;
  return type.aliasSymbol !== undefined
    ? packageOf(symbol) === undefined
    : (symbol.flags & ts.SymbolFlags.Interface) !== 0;
}

const nameSymbol = (type: ts.Type): ts.Symbol | undefined => type.aliasSymbol ?? type.symbol;

export function readNamed(session: Session, type: ts.Type, spot: Spot): WireType {
  const symbol = nameSymbol(type);
  if (symbol === undefined) return session.readStructure(type, spot);
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

function hasArguments(type: ts.Type): boolean {
  if (type.aliasSymbol !== undefined) return (type.aliasTypeArguments ?? []).length > 0;
  const reference = (type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference;
  return reference !== 0 && ((type as ts.TypeReference).target.typeParameters ?? []).length > 0;
}

/** So many instantiations of one declaration inside each other, and there would be no end. */
const maxLevels = 4;

/** Reads a named type the first time it is met; gives a reference to it. */
export function intern(
  session: Session,
  type: ts.Type,
  name: string,
  spot: Spot,
  read: (inner: Spot) => NamedType,
): WireType {
  const symbol = nameSymbol(type);
  const levels = session.open.filter((each) => each === symbol).length;
  if (levels >= maxLevels && !session.ids.has(type)) return refuseType(session, 'infinite-type', type, spot);
  const id = session.ids.get(type) ?? register(session, type, name, spot, read);
  spot.owner.refs.add(id);
  return { kind: 'ref', id };
}

function register(
  session: Session,
  type: ts.Type,
  name: string,
  spot: Spot,
  read: (inner: Spot) => NamedType,
): string {
  const id = freeId(session, name);
  const owner = newOwner();
  session.ids.set(type, id);
  session.owners.set(id, owner);
  const declaration = nameSymbol(type)?.declarations?.[0];
  const inner: Spot = { owner, at: name, node: declaration ?? spot.node, json: false, depth: spot.depth + 1 };
  const symbol = nameSymbol(type);
  if (symbol !== undefined) session.open.push(symbol);
  session.types.set(id, read(inner));
  if (symbol !== undefined) session.open.pop();
  return id;
}

/** `Order`, then `Order~2` for another type of that name. */
function freeId(session: Session, name: string): string {
  const taken = new Set(session.ids.values());
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}~${number}`)) number += 1;
  return `${name}~${number}`;
}
