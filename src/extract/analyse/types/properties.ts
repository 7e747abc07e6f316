import { ts } from 'ts-morph';
import type { Property } from '../../contract/model.ts';
import { below, note, readDefined, type Session, type Spot } from '../session.ts';
import { docOf, hasTag } from '../tags.ts';

/** A property, unless it is declared under a symbol. */
export function readProperty(session: Session, property: ts.Symbol, spot: Spot): Property[] {
  const declaration = property.valueDeclaration ?? property.declarations?.[0];
  const at = placedBelow(spot, property.name, declaration);
  if (property.name.startsWith('__@')) {
    note(session, 'symbol-key', session.checker.symbolToString(property), { ...at, at: spot.at });
    return [];
  }
  const json = spot.json || hasTag(declaration, 'json');
  const type = session.checker.getTypeOfSymbolAtLocation(property, declaration ?? spot.node);
  const { type: read, maybe } = readDefined(session, type, { ...at, json });
  const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
  const readonly =
    declaration !== undefined &&
    (ts.getCombinedModifierFlags(declaration as ts.Declaration) & ts.ModifierFlags.Readonly) !== 0;
  return [
    {
      name: property.name,
      type: read,
      presence: optional ? 'optional' : maybe ? 'maybeUndefined' : 'required',
      ...(readonly ? { readonly } : {}),
      ...comparisonTags(declaration),
      ...docOf(property, session.checker),
    },
  ];
}

/** What shadow mode is told of a value; see `@volatile` and `@unordered` in the contract. */
export const comparisonTags = (
  node: ts.Node | undefined,
): { readonly volatile?: boolean; readonly unordered?: boolean } => ({
  ...(hasTag(node, 'volatile') ? { volatile: true } : {}),
  ...(hasTag(node, 'unordered') ? { unordered: true } : {}),
});

/** A property of a built-in or library type is reported where the type is used. */
const placedBelow = (spot: Spot, name: string, declaration: ts.Node | undefined): Spot =>
  below(
    spot,
    `.${name}`,
    declaration === undefined || declaration.getSourceFile().isDeclarationFile ? spot.node : declaration,
  );
