/** How a declared error class is sent, and how it becomes an instance of its class again. */
import { ts } from 'ts-morph';
import { declaredName, isBuiltIn, packageOf } from '../../../analysis/symbols.ts';
import type { ErrorShape, TypeOrigin, WireType } from '../../contract/model.ts';
import type { Session, Spot } from '../session.ts';
import { hasTag, tagText } from '../tags.ts';
import { chooseByConstruction } from '../types/construction.ts';
import { intern } from '../types/intern.ts';
import { noteSideEffect } from '../types/hierarchy.ts';
import { errorFields, isConstant, isOf, openField, readErrorField, withInherited } from './error-fields.ts';
import { libraryFieldsOf, libraryObstacle } from './library-classes.ts';
import { libraryFields } from './library-errors.ts';
import { decideStatus } from './status.ts';

export type ErrorRead =
  | { readonly ok: true; readonly ref: Extract<WireType, { kind: 'ref' }> }
  | { readonly ok: false; readonly reason: string };

export function readError(session: Session, type: ts.Type, spot: Spot): ErrorRead {
  const declaration = type.symbol.declarations?.find(ts.isClassLike);
  if (declaration === undefined) return { ok: false, reason: 'its class is not part of this project' };
  const inherited = libraryFields(session.checker, type);
  const isOwn = packageOf(type.symbol) === undefined;
  const fields = isOwn
    ? errorFields(session, type)
    : libraryFieldsOf(session, type).filter((field) => inherited === undefined || isOf(type, field));
  const strategy = isOwn
    ? strategyFor(session, type, declaration, fields)
    : reviveOnly(session, type, inherited !== undefined);
  if (typeof strategy === 'string') return { ok: false, reason: strategy };
  const { name, origin } = wireNamed(declaration, session.origins.find(type.symbol));
  const ref = intern(session, type, name, spot, (inner) => {
    if (isOwn) noteSideEffect(session, name, declaration, inner);
    // What the constructor sets by itself need not travel; without a constructor call it must.
    const sent = strategy.by === 'revive' ? fields : fields.filter((field) => !isConstant(session, field));
    const error: ErrorShape = {
      strategy,
      fields: withInherited(
        strategy.by === 'revive' ? inherited : undefined,
        sent.flatMap((field) => readErrorField(session, field, isOwn ? inner : { ...inner, json: true })),
      ),
      status: statusOf(session, type, declaration).status,
      ...(hasTag(declaration, 'retryable') ? { retryable: true } : {}),
    };
    return { kind: 'error', name, origin, error };
  });
  return ref.kind === 'ref' ? { ok: true, ref } : { ok: false, reason: 'it has no name' };
}

/** `@wireName`: an error class that was renamed, or is about to be, travels under the name that others know. */
function wireNamed(
  declaration: ts.ClassLikeDeclaration,
  found: { readonly name: string; readonly origin: TypeOrigin },
): { readonly name: string; readonly origin: TypeOrigin } {
  const tagged = tagText([declaration], 'wireName');
  if (tagged === undefined || !/^[A-Za-z_$][\w$]*$/.test(tagged) || tagged === found.name) return found;
  return { name: tagged, origin: { ...found.origin, path: found.origin.path ?? [found.name] } };
}

/** A library's constructor does what it likes: an instance is made without it. */
function reviveOnly(session: Session, type: ts.Type, known: boolean): ErrorShape['strategy'] | string {
  const obstacle = known ? undefined : libraryObstacle(session, type);
  return obstacle ?? { by: 'revive' };
}

function strategyFor(
  session: Session,
  type: ts.Type,
  declaration: ts.ClassLikeDeclaration,
  fields: readonly ts.Symbol[],
): ErrorShape['strategy'] | string {
  const { checker } = session;
  const names = fields.map(({ name }) => name);
  const chosen = extendsLibrary(checker, type)
    ? 'what it extends has a constructor that is not part of this project'
    : chooseByConstruction({ checker, declaration, fields: names, isError: true });
  if (typeof chosen !== 'string' && !takesOpenObject(session, chosen, fields)) return chosen;
  // `#fields` exist only on what the constructor made; anything else can be put on a plain error of that prototype.
  const unreachable = declaration.members.find(
    (member) => member.name !== undefined && ts.isPrivateIdentifier(member.name),
  );
  if (unreachable !== undefined)
    return `${unreachable.name?.getText() ?? 'a field'} cannot be reached from outside${typeof chosen === 'string' ? `, and ${chosen}` : ''}`;
  return { by: 'revive' };
}

/** What the constructor of a library makes of its arguments cannot be read. */
function extendsLibrary(checker: ts.TypeChecker, type: ts.Type): boolean {
  const bases = type.isClassOrInterface() ? checker.getBaseTypes(type) : [];
  return bases.some(
    (base) =>
      base.symbol !== undefined &&
      !isBuiltIn(base.symbol) &&
      (packageOf(base.symbol) !== undefined || extendsLibrary(checker, base)),
  );
}

/** JSON is not an `object` to the compiler, and may be missing: such a field is put on the instance, not given to a constructor. */
const takesOpenObject = (
  session: Session,
  chosen: ErrorShape['strategy'],
  fields: readonly ts.Symbol[],
): boolean =>
  'parameters' in chosen &&
  fields.some((field) => chosen.parameters.includes(field.name) && openField(session, field) !== undefined);

/** The status of an error class, and the reserved one it asked for. */
export function statusOf(
  session: Session,
  type: ts.Type,
  declaration: ts.ClassLikeDeclaration,
): ReturnType<typeof decideStatus> {
  const { checker } = session;
  const tag = tagText([declaration], 'status');
  const fields = ['status', 'statusCode'].flatMap((name) => type.getProperty(name) ?? []);
  const literal = fields
    .map((field) => checker.getTypeOfSymbolAtLocation(field, declaration))
    .find((each) => each.isNumberLiteral());
  const inRange =
    literal?.isNumberLiteral() && literal.value >= 400 && literal.value < 500 ? literal.value : undefined;
  return decideStatus({
    name: declaredName(type.symbol),
    tagged: tag === undefined ? undefined : Number(tag),
    field: inRange,
  });
}
