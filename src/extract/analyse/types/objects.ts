/** Everything that is an object to the checker: collections, functions, classes, and data. */
import { ts } from 'ts-morph';
import { isBuiltIn, packageOf } from '../../../analysis/symbols.ts';
import type { WireType } from '../../contract/model.ts';
import { below, readDefined, refuseType, type Session, type Spot } from '../session.ts';
import { readBuiltIn } from './built-ins.ts';
import { readClass } from './classes.ts';
import { isHandle } from './handles.ts';
import { readLibraryValue } from './library-values.ts';
import { readProperty } from './properties.ts';

export function readObject(session: Session, type: ts.Type, spot: Spot): WireType {
  const { checker } = session;
  if (checker.isTupleType(type)) return readTuple(session, type as ts.TypeReference, spot);
  if (checker.isArrayType(type)) return readArray(session, type as ts.TypeReference, spot);
  const symbol = type.symbol as ts.Symbol | undefined;
  if (symbol !== undefined && isHandle(symbol)) return refuseType(session, 'database-handle', type, spot);
  if (symbol !== undefined && isBuiltIn(symbol)) {
    const known = readBuiltIn(session, type, symbol.name, spot);
    if (known !== undefined) return known;
  }
  const known =
    readLibraryValue(session, type, spot) ??
    readJsonType(symbol) ??
    readArrayLike(session, type, spot) ??
    readMappedBuiltIn(session, type, spot);
  if (known !== undefined) return known;
  if (type.getCallSignatures().length > 0) return refuseFunction(session, type, spot);
  if (type.getConstructSignatures().length > 0) return refuseType(session, 'function-in-data', type, spot);
  if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Class) return readClass(session, type, spot);
  return readData(session, type, spot);
}

/** JSON as libraries declare it: `JsonArray` and `JsonObject` of Prisma, type-fest and others. */
function readJsonType(symbol: ts.Symbol | undefined): WireType | undefined {
  const isJson = symbol !== undefined && /^(?:Input)?Json(?:Array|Object)$/.test(symbol.name);
  return isJson && packageOf(symbol) !== undefined ? { kind: 'json' } : undefined;
}

/** `interface Tags extends Array<string> {}`. */
function readArrayLike(session: Session, type: ts.Type, spot: Spot): WireType | undefined {
  const isInterface = (type.symbol as ts.Symbol | undefined)?.flags ?? 0;
  if (!(isInterface & ts.SymbolFlags.Interface) || !type.isClassOrInterface()) return undefined;
  const [base, ...others] = session.checker.getBaseTypes(type);
  if (base === undefined || others.length > 0 || !session.checker.isArrayType(base)) return undefined;
  const own = type.symbol.members?.size ?? 0;
  return own === 0 ? readArray(session, base as ts.TypeReference, spot) : undefined;
}

/** `DeepPartial<Date>`: a mapped type over a class of the language is that class to whoever wrote it. */
function readMappedBuiltIn(session: Session, type: ts.Type, spot: Spot): WireType | undefined {
  if (!((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped)) return undefined;
  const owners = session.checker
    .getPropertiesOfType(type)
    .map((property) => property.declarations?.[0]?.parent as ts.Node | undefined);
  const names = new Set(
    owners.map((owner) => (owner && ts.isInterfaceDeclaration(owner) && builtInOf(session, owner)) || ''),
  );
  const [name, ...others] = names;
  const isScalar = name === 'Date' || name === 'URL' || name === 'Uint8Array' || name === 'Buffer';
  return isScalar && others.length === 0 ? readBuiltIn(session, type, name, spot) : undefined;
}

function builtInOf({ checker }: Session, declaration: ts.InterfaceDeclaration): string | undefined {
  const symbol = checker.getSymbolAtLocation(declaration.name);
  return symbol !== undefined && isBuiltIn(symbol) ? symbol.name : undefined;
}

function refuseFunction(session: Session, type: ts.Type, spot: Spot): WireType {
  const direct = /^parameter [\w$]+$/.test(spot.at);
  return refuseType(session, direct ? 'callback-parameter' : 'function-in-data', type, spot);
}

function readArray(session: Session, type: ts.TypeReference, spot: Spot): WireType {
  const [element] = session.checker.getTypeArguments(type);
  if (element === undefined) return refuseType(session, 'any-type', type, spot);
  const readonly = type.symbol.name === 'ReadonlyArray';
  return {
    kind: 'array',
    element: session.read(element, below(spot, '[]')),
    ...(readonly ? { readonly } : {}),
  };
}

function readTuple(session: Session, type: ts.TypeReference, spot: Spot): WireType {
  const { elementFlags, labeledElementDeclarations, readonly } = type.target as ts.TupleType;
  const items: Extract<WireType, { kind: 'tuple' }>['items'][number][] = [];
  let rest: WireType | undefined;
  for (const [index, element] of session.checker.getTypeArguments(type).entries()) {
    const flags = elementFlags[index] ?? ts.ElementFlags.Required;
    const at = below(spot, `[${index}]`);
    if (flags & ts.ElementFlags.Variadic) rest = refuseType(session, 'type-parameter', element, at);
    else if (flags & ts.ElementFlags.Rest) rest = session.read(element, at);
    else if (rest !== undefined) refuseType(session, 'built-in-type', type, at);
    else {
      const optional = (flags & ts.ElementFlags.Optional) !== 0;
      const label = labeledElementDeclarations?.[index]?.name.getText();
      const read =
        optional && !saysUndefined(session, element)
          ? readDefined(session, element, at).type
          : session.read(element, at);
      items.push({
        type: read,
        ...(optional ? { optional } : {}),
        ...(label === undefined ? {} : { label }),
      });
    }
  }
  return { kind: 'tuple', items, ...(rest === undefined ? {} : { rest }), ...(readonly ? { readonly } : {}) };
}

/** `[(string | undefined)?]`: with exact optional types the checker has another `undefined` for what is left out. */
const saysUndefined = ({ checker }: Session, type: ts.Type): boolean =>
  type.isUnion() && type.types.includes(checker.getUndefinedType());

/** An object of declared properties, a record, or both. */
function readData(session: Session, type: ts.Type, spot: Spot): WireType {
  const { checker } = session;
  const properties = checker.getPropertiesOfType(type);
  const signatures = checker.getIndexInfosOfType(type);
  // A number key is a string key too, and its values are among those of the string keys.
  const index = signatures.find(({ keyType }) => keyType.flags & ts.TypeFlags.String) ?? signatures[0];
  const methods = properties.filter((property) => isMethod(session, property, spot));
  if (methods.length > 0) {
    const names = methods.map((method) => `${checker.symbolToString(method)}()`).join(', ');
    return refuseType(session, 'interface-with-methods', type, spot, names);
  }
  if (properties.length === 0 && index === undefined) return refuseType(session, 'object-type', type, spot);
  const read = properties.flatMap((property) => readProperty(session, property, spot));
  if (index === undefined) return { kind: 'object', properties: read };
  const open = (index.keyType.flags & ts.TypeFlags.String) !== 0;
  if (!open && (read.length > 0 || signatures.length > 1))
    return refuseType(session, 'index-signature', type, spot);
  const value = session.read(index.type, below(spot, '[key]', index.declaration ?? spot.node));
  return read.length > 0
    ? { kind: 'object', properties: read, index: value }
    : readRecord(session, index, value, spot);
}

function readRecord(session: Session, index: ts.IndexInfo, value: WireType, spot: Spot): WireType {
  if (index.keyType.flags & ts.TypeFlags.ESSymbolLike)
    return refuseType(session, 'symbol-key', index.keyType, spot);
  const plain = index.keyType.flags & (ts.TypeFlags.String | ts.TypeFlags.Number);
  return {
    kind: 'record',
    value,
    ...(plain ? {} : { key: session.read(index.keyType, below(spot, ' key')) }),
  };
}

/** A method, or a property whose value is only called. */
function isMethod({ checker }: Session, property: ts.Symbol, { node }: Spot): boolean {
  if (property.flags & ts.SymbolFlags.Method) return true;
  const declaration = property.valueDeclaration;
  return (
    declaration !== undefined &&
    ts.isMethodSignature(declaration) &&
    checker.getTypeOfSymbolAtLocation(property, node).getCallSignatures().length > 0
  );
}
