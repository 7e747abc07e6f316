/** How an instance of a class travels and becomes one again: the first strategy that applies, or the reason why none does. */
import { ts } from 'ts-morph';
import { packageOf } from '../../../analysis/symbols.ts';
import type { ClassStrategy, WireType } from '../../contract/model.ts';
import { readError } from '../errors/error-shape.ts';
import { below, refuseType, type Session, type Spot } from '../session.ts';
import { docOf } from '../tags.ts';
import { isErrorClass } from '../errors/error-classes.ts';
import { chooseByConstruction, type Construction } from './construction.ts';
import { intern } from './named.ts';
import { readProperty } from './properties.ts';

export function readClass(session: Session, type: ts.Type, spot: Spot): WireType {
  const { symbol } = type;
  const declaration = symbol.declarations?.find(ts.isClassLike);
  if (declaration === undefined || packageOf(symbol) !== undefined) {
    return refuseType(
      session,
      'class-not-revivable',
      type,
      spot,
      `it belongs to ${packageOf(symbol) ?? 'a library'}`,
    );
  }
  const { name, origin } = session.origins.find(symbol);
  if (!origin.exported) return refuseType(session, 'type-not-exported', name, spot, 'class');
  if (isErrorClass(session.checker, type)) return readErrorValue(session, type, spot);
  const reason = neverRevivable(declaration, session.checker);
  if (reason !== undefined) return refuseType(session, 'class-not-revivable', type, spot, reason);
  const strategy = chooseStrategy(session, type, declaration);
  if (typeof strategy === 'string') return refuseType(session, 'class-not-revivable', type, spot, strategy);
  return intern(session, type, name, spot, (inner) => {
    const fields = dataFields(session, type).flatMap((field) => readProperty(session, field, inner));
    const wire = wireOf(session, type, strategy, inner);
    return {
      kind: 'class',
      name,
      origin,
      strategy,
      fields,
      ...(wire ? { wire } : {}),
      ...docOf(symbol, session.checker),
    };
  });
}

function readErrorValue(session: Session, type: ts.Type, spot: Spot): WireType {
  const read = readError(session, type, spot);
  if (read.ok) return read.ref;
  return refuseType(session, 'class-not-revivable', type, spot, read.reason);
}

function neverRevivable(declaration: ts.ClassLikeDeclaration, checker: ts.TypeChecker): string | undefined {
  if (declaration.typeParameters !== undefined) return 'it has type parameters';
  if (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Abstract) return 'it is abstract';
  if (ts.canHaveDecorators(declaration) && ts.getDecorators(declaration)?.length) return 'it has a decorator';
  const base = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    ?.types[0];
  const baseSymbol = base && checker.getTypeAtLocation(base).symbol;
  if (
    base !== undefined &&
    !baseSymbol?.declarations?.some((each) => ts.isClassLike(each) && !each.getSourceFile().isDeclarationFile)
  ) {
    return `it extends ${base.expression.getText()}`;
  }
  return undefined;
}

function chooseStrategy(
  session: Session,
  type: ts.Type,
  declaration: ts.ClassLikeDeclaration,
): ClassStrategy | string {
  if (hasPair(session, type, 'toWire', 'fromWire')) return { by: 'wire-methods' };
  if (hasPair(session, type, 'toJSON', 'fromJSON')) return { by: 'json-methods' };
  const construction: Construction = {
    checker: session.checker,
    declaration,
    fields: dataFields(session, type).map(({ name }) => name),
    isError: false,
  };
  return chooseByConstruction(construction);
}

/** An instance method and the static one that undoes it. */
function hasPair(session: Session, type: ts.Type, there: string, back: string): boolean {
  const { checker } = session;
  const statics =
    type.symbol.valueDeclaration &&
    checker.getTypeOfSymbolAtLocation(type.symbol, type.symbol.valueDeclaration);
  return isPublicMethod(type.getProperty(there)) && isPublicMethod(statics?.getProperty(back));
}

const isPublicMethod = (symbol: ts.Symbol | undefined): boolean =>
  symbol !== undefined && (symbol.flags & ts.SymbolFlags.Method) !== 0 && isPublic(symbol);

const isPublic = (symbol: ts.Symbol): boolean =>
  !(
    ts.getCombinedModifierFlags(symbol.valueDeclaration as ts.Declaration) &
    (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)
  );

/** Public data: no methods, no accessors, nothing private. */
export function dataFields({ checker }: Session, type: ts.Type): ts.Symbol[] {
  return checker.getPropertiesOfType(type).filter((property) => {
    if (!(property.flags & ts.SymbolFlags.Property) || property.name.startsWith('#')) return false;
    return property.valueDeclaration !== undefined && isPublic(property);
  });
}

function wireOf(session: Session, type: ts.Type, strategy: ClassStrategy, spot: Spot): WireType | undefined {
  if (strategy.by !== 'wire-methods' && strategy.by !== 'json-methods') return undefined;
  const name = strategy.by === 'wire-methods' ? 'toWire' : 'toJSON';
  const method = type.getProperty(name);
  const declaration = method?.valueDeclaration ?? spot.node;
  const signature =
    method && session.checker.getTypeOfSymbolAtLocation(method, declaration).getCallSignatures()[0];
  if (signature === undefined) return undefined;
  return session.read(signature.getReturnType(), below(spot, `.${name}()`, declaration));
}
