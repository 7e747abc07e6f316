/** What of an error besides its message is sent. */
import { ts } from 'ts-morph';
import type { Property } from '../../contract/model.ts';
import { below, note, type Session, type Spot } from '../session.ts';
import { hasTag } from '../tags.ts';
import { readProperty } from '../types/properties.ts';

const standard = new Set(['name', 'message', 'stack', 'cause']);

/** Own, declared, public fields, inherited ones included. */
export function errorFields({ checker }: Session, type: ts.Type): ts.Symbol[] {
  return checker.getPropertiesOfType(type).filter((property) => {
    const declaration = property.valueDeclaration;
    if (
      !(property.flags & ts.SymbolFlags.Property) ||
      standard.has(property.name) ||
      declaration === undefined
    )
      return false;
    const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
    return !property.name.startsWith('#') && !(ts.getCombinedModifierFlags(declaration) & hidden);
  });
}

/** `readonly status = 422`: each instance has it without being told. */
export function isConstant({ checker }: Session, field: ts.Symbol): boolean {
  const declaration = field.valueDeclaration;
  if (
    declaration === undefined ||
    !ts.isPropertyDeclaration(declaration) ||
    declaration.initializer === undefined
  )
    return false;
  return checker.getTypeAtLocation(declaration).isLiteral();
}

export type OpenField = 'anything' | 'object';

/** A field whose type says nothing of what it holds: `any` and `unknown`, or `object` and `{}`. */
export function openField({ checker }: Session, field: ts.Symbol): OpenField | undefined {
  const declaration = field.valueDeclaration;
  if (declaration === undefined) return undefined;
  const whole = checker.getTypeOfSymbolAtLocation(field, declaration);
  const type = whole.flags & ts.TypeFlags.Unknown ? whole : checker.getNonNullableType(whole);
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return 'anything';
  const isObject = (type.flags & ts.TypeFlags.NonPrimitive) !== 0 || checker.typeToString(type) === '{}';
  return isObject ? 'object' : undefined;
}

/** An error that says too little of itself is better than none: what its fields hold is sent where it is JSON. */
export function readErrorField(session: Session, field: ts.Symbol, spot: Spot): Property[] {
  const { valueDeclaration } = field;
  if (openField(session, field) === undefined) return readProperty(session, field, spot);
  const at = {
    ...below(spot, '', placeFor(valueDeclaration) ?? spot.node),
    at: `${declaredBy(valueDeclaration) ?? spot.at}.${field.name}`,
  };
  const type = session.checker.getTypeOfSymbolAtLocation(field, valueDeclaration ?? spot.node);
  if (!spot.json && !hasTag(valueDeclaration, 'json')) note(session, 'error-field-open', type, at);
  return [{ name: field.name, type: { kind: 'json' }, presence: 'optional', ifAny: true }];
}

/** A field of a base class is one thing to mend, however many errors inherit it. */
const declaredBy = (declaration: ts.Declaration | undefined): string | undefined => {
  const parent = declaration?.parent;
  return parent !== undefined && ts.isClassLike(parent) ? parent.name?.text : undefined;
};

const placeFor = (declaration: ts.Declaration | undefined): ts.Declaration | undefined =>
  declaration?.getSourceFile().isDeclarationFile === true ? undefined : declaration;

export function withInherited(
  inherited: readonly Property[] | undefined,
  own: readonly Property[],
): readonly Property[] {
  if (inherited === undefined) return own;
  const names = new Set(inherited.map(({ name }) => name));
  return [...inherited, ...own.filter(({ name }) => !names.has(name))];
}

export const isOf = (type: ts.Type, field: ts.Symbol): boolean =>
  field.declarations?.some((each) => type.symbol.declarations?.includes(each.parent as ts.Declaration)) ??
  false;
