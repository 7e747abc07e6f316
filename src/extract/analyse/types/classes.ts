/** How an instance of a class travels and becomes one again: the first strategy that applies, or the reason why none does. */
import { ts } from 'ts-morph';
import { packageOf, symbolAt } from '../../../analysis/symbols.ts';
import type { ClassStrategy, WireType } from '../../contract/model.ts';
import { readError } from '../errors/error-shape.ts';
import { below, note, refuseType, type Session, type Spot } from '../session.ts';
import { docOf, hasTag } from '../tags.ts';
import { isErrorClass } from '../errors/error-classes.ts';
import { chooseByConstruction } from './construction.ts';
import { decoratorReason, hiddenBySerialisation } from './decorators.ts';
import { noteSideEffect, subclassesOf } from './hierarchy.ts';
import { readLibraryResult } from './library-results.ts';
import { readLibraryClass } from './library-values.ts';
import { intern } from './intern.ts';
import { readProperty } from './properties.ts';

export function readClass(session: Session, type: ts.Type, spot: Spot): WireType {
  const { symbol } = type;
  const declaration = symbol.declarations?.find(ts.isClassLike);
  if (declaration === undefined || packageOf(symbol) !== undefined) {
    const isError = declaration !== undefined && isErrorClass(session.checker, type);
    if (isError) return readErrorValue(session, type, spot);
    return readLibraryResult(session, type, spot) ?? readLibraryClass(session, type, spot);
  }
  const { name, origin } = session.origins.find(symbol);
  if (!origin.exported) return refuseType(session, 'type-not-exported', name, spot, 'class');
  if (isErrorClass(session.checker, type)) return readErrorValue(session, type, spot);
  const reason = neverRevivable(declaration, session.checker);
  if (reason !== undefined) return refuseType(session, 'class-not-revivable', type, spot, reason);
  const strategy = chooseStrategy(session, type, declaration);
  if (typeof strategy === 'string') return refuseType(session, 'class-not-revivable', type, spot, strategy);
  return intern(session, type, name, spot, (inner) => {
    const fields = ownMethods(strategy) ? [] : fieldsFor(session, type, strategy);
    if (!ownMethods(strategy)) noteHidden(session, declaration, { fields, strategy, name }, inner);
    noteSurroundings(session, symbol, declaration, inner);
    const wire = wireOf(session, type, strategy, inner);
    return {
      kind: 'class',
      name,
      origin,
      strategy,
      fields: fields.flatMap((field) => readField(session, field, inner)),
      ...argumentsOf(session, type, inner),
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
  if (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Abstract)
    return 'it is abstract, and which class a value really has is not said';
  const reason = decoratorReason(checker, declaration);
  if (reason !== undefined) return reason;
  const base = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    ?.types[0];
  const baseSymbol = base && checker.getTypeAtLocation(base).symbol;
  const above = baseSymbol?.declarations?.find(
    (each): each is ts.ClassLikeDeclaration =>
      ts.isClassLike(each) && !each.getSourceFile().isDeclarationFile,
  );
  if (base !== undefined && above === undefined && !isMixin(checker, base.expression))
    return `it extends ${base.expression.getText()}`;
  return above && decoratorReason(checker, above);
}

/** `PartialType(CreateUser)`: a class with the same fields, as Nest makes them for what it validates. */
function isMixin(checker: ts.TypeChecker, expression: ts.Expression): boolean {
  if (!ts.isCallExpression(expression)) return false;
  const symbol = symbolAt(checker, expression.expression);
  const known = /^(?:Partial|Pick|Omit|Intersection)Type$/.test(symbol?.name ?? '');
  return known && ((symbol && packageOf(symbol)) ?? '').startsWith('@nestjs/');
}

function chooseStrategy(
  session: Session,
  type: ts.Type,
  declaration: ts.ClassLikeDeclaration,
): ClassStrategy | string {
  if (hasPair(session, type, 'toWire', 'fromWire')) return { by: 'wire-methods' };
  if (hasPair(session, type, 'toJSON', 'fromJSON')) return { by: 'json-methods' };
  const fields = dataFields(session, type).map(({ name }) => name);
  return chooseByConstruction({ checker: session.checker, declaration, fields, isError: false });
}

const ownMethods = ({ by }: ClassStrategy): boolean => by === 'wire-methods' || by === 'json-methods';

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
  symbol.valueDeclaration === undefined ||
  !(
    ts.getCombinedModifierFlags(symbol.valueDeclaration) &
    (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)
  );

/** Data of an instance: no methods, no accessors; private fields too, which are properties like others at run time. */
function dataFields({ checker }: Session, type: ts.Type): ts.Symbol[] {
  return checker.getPropertiesOfType(type).filter((property) => {
    const isField = (property.flags & ts.SymbolFlags.Property) !== 0;
    return isField && property.valueDeclaration !== undefined && !/^(?:#|__#)/.test(property.name);
  });
}

/** What the strategy needs: all fields, or those that a constructor or factory takes and the public ones beside them. */
function fieldsFor(session: Session, type: ts.Type, strategy: ClassStrategy): ts.Symbol[] {
  const fields = dataFields(session, type);
  if (strategy.by !== 'constructor' && strategy.by !== 'factory') return fields;
  return fields.filter((field) => isPublic(field) || strategy.parameters.includes(field.name));
}

const readField = (session: Session, field: ts.Symbol, spot: Spot) =>
  readProperty(session, field, spot).map((property) =>
    isPublic(field) ? property : { ...property, hidden: true },
  );

interface Revived {
  readonly fields: readonly ts.Symbol[];
  readonly strategy: ClassStrategy;
  readonly name: string;
}

const secret = /password|passwd|secret|token|hash|salt|credential|api_?key|private_?key/i;

/** Says what is sent that the class, or what turns it into JSON, keeps to itself. */
function noteHidden(
  session: Session,
  declaration: ts.ClassLikeDeclaration,
  { fields, strategy, name }: Revived,
  spot: Spot,
): void {
  const declared = (field: ts.Symbol): ts.Node => field.valueDeclaration ?? spot.node;
  const kept = fields.filter(
    (field) =>
      !isPublic(field) && !hasTag(declaration, 'wirePrivate') && !hasTag(declared(field), 'wirePrivate'),
  );
  const [first] = kept;
  if (first !== undefined) {
    const names = kept.map((field) => field.name);
    const mild = strategy.by === 'constructor' && !names.some((each) => secret.test(each));
    const at = below(spot, `.${first.name}`, declared(first));
    note(session, 'private-state', name, at, {
      ...(mild ? { level: 'warning' } : {}),
      reason: names.join(', '),
    });
  }
  const shaped = hiddenBySerialisation(session.checker, declaration);
  const [hidden] = shaped;
  if (hidden !== undefined) {
    const names = shaped.map(({ field, decorator }) => `${decorator} on ${field.name.getText()}`);
    const at = { ...below(spot, `.${hidden.field.name.getText()}`), node: hidden.field };
    note(session, 'hidden-when-serialised', name, at, { reason: names.join(', ') });
  }
  const toJson = declaration.members.find((member) => member.name?.getText() === 'toJSON');
  if (toJson !== undefined)
    note(session, 'hidden-when-serialised', name, { ...spot, node: toJson }, { reason: 'toJSON()' });
}

/** Subclasses that would arrive as this class, and a file that does more than declare it. */
function noteSurroundings(
  session: Session,
  symbol: ts.Symbol,
  declaration: ts.ClassLikeDeclaration,
  spot: Spot,
): void {
  const subclasses = subclassesOf(session.program, symbol);
  if (subclasses.length > 0)
    note(session, 'subclass-sliced', symbol.name, spot, { reason: subclasses.join(', ') });
  noteSideEffect(session, symbol.name, declaration, spot);
}

/** What an instantiation of a generic class is called with. */
function argumentsOf(session: Session, type: ts.Type, spot: Spot): { arguments?: readonly WireType[] } {
  const count =
    ((type as ts.TypeReference).target as ts.GenericType | undefined)?.typeParameters?.length ?? 0;
  if (count === 0) return {};
  const given = session.checker.getTypeArguments(type as ts.TypeReference).slice(0, count);
  return { arguments: given.map((each) => session.read(each, below(spot, '<>'))) };
}

function wireOf(session: Session, type: ts.Type, strategy: ClassStrategy, spot: Spot): WireType | undefined {
  if (!ownMethods(strategy)) return undefined;
  const name = strategy.by === 'wire-methods' ? 'toWire' : 'toJSON';
  const method = type.getProperty(name);
  const declaration = method?.valueDeclaration ?? spot.node;
  const signature =
    method && session.checker.getTypeOfSymbolAtLocation(method, declaration).getCallSignatures()[0];
  if (signature === undefined) return undefined;
  return session.read(signature.getReturnType(), below(spot, `.${name}()`, declaration));
}
