/** Named types by the compiler's type: each is read once, which also ends recursion. */
import type { ts } from 'ts-morph';
import { packageOf } from '../../../analysis/symbols.ts';
import type { NamedType, WireType } from '../../contract/model.ts';
import { newOwner, refuseType, type Session, type Spot } from '../session.ts';

/** What a type goes by: its alias, else its own symbol. */
export const nameSymbol = (type: ts.Type): ts.Symbol | undefined => type.aliasSymbol ?? type.symbol;

/** So many instantiations of one declaration inside each other, and there would be no end. */
const maxLevels = 4;
/** Types that lead to each other in a long row are read one after the other, not one inside the other. */
const maxInside = 20;

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
  const declaring = nameSymbol(type);
  const owner = newOwner(declaring && packageOf(declaring));
  session.ids.set(type, id);
  session.owners.set(id, owner);
  const declaration = declaring?.declarations?.[0];
  // What is wrong inside a library is reported where the project uses it.
  const own = declaration === undefined || declaration.getSourceFile().isDeclarationFile;
  const node = own ? spot.node : declaration;
  const inner: Spot = { owner, at: name, node, json: false, depth: spot.depth + 1 };
  if (session.open.length > 0 && spot.depth >= maxInside) {
    const open = [...session.open, ...(declaring ? [declaring] : [])];
    session.later.push({ open, read: () => session.types.set(id, read({ ...inner, depth: 0 })) });
    return id;
  }
  const isOutermost = session.open.length === 0;
  if (declaring !== undefined) session.open.push(declaring);
  session.types.set(id, read(inner));
  if (declaring !== undefined) session.open.pop();
  if (isOutermost) readLater(session);
  return id;
}

function readLater(session: Session): void {
  for (let next = session.later.shift(); next !== undefined; next = session.later.shift()) {
    session.open.push(...next.open);
    next.read();
    session.open.length = 0;
  }
}

/** `Order`, then `Order~2` for another type of that name. */
function freeId(session: Session, name: string): string {
  const taken = new Set(session.ids.values());
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}~${number}`)) number += 1;
  return `${name}~${number}`;
}
