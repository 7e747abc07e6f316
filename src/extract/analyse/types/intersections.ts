import { ts } from 'ts-morph';
import type { WireType } from '../../contract/model.ts';
import { refuseType, type Session, type Spot } from '../session.ts';
import { readObject } from './objects.ts';

const primitive =
  ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BigIntLike | ts.TypeFlags.BooleanLike;

/** A primitive with a brand, or objects that are one object. */
export function readIntersection(session: Session, type: ts.IntersectionType, spot: Spot): WireType {
  const base = type.types.find((member) => member.flags & primitive);
  if (base === undefined) return readObject(session, type, spot);
  const brands = type.types.filter((member) => member !== base);
  const inner = session.read(base, spot);
  // `string & {}` only keeps literals visible to an editor.
  if (brands.every((brand) => session.checker.getPropertiesOfType(brand).length === 0)) return inner;
  return readBrand(session, type, inner, brands, spot);
}

function readBrand(
  session: Session,
  type: ts.IntersectionType,
  base: WireType,
  brands: readonly ts.Type[],
  spot: Spot,
): WireType {
  const { checker } = session;
  const bySymbol = brands.some((brand) =>
    checker.getPropertiesOfType(brand).some(({ name }) => name.startsWith('__@')),
  );
  const exported = type.aliasSymbol !== undefined && session.origins.find(type.aliasSymbol).origin.exported;
  const text = checker.typeToString(
    type,
    undefined,
    ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias,
  );
  // A unique symbol cannot be spelled elsewhere: the brand has to have a name.
  if (bySymbol && !exported) return refuseType(session, 'type-not-exported', type, spot, 'brand');
  return { kind: 'brand', base, text };
}
