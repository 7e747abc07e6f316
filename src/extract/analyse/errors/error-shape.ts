/** How a declared error class is sent, and how it becomes an instance of its class again. */
import { ts } from 'ts-morph';
import { packageOf } from '../../../analysis/symbols.ts';
import type { ErrorShape, Property, WireType } from '../../contract/model.ts';
import type { Session, Spot } from '../session.ts';
import { hasTag, tagText } from '../tags.ts';
import { chooseByConstruction } from '../types/construction.ts';
import { intern } from '../types/intern.ts';
import { readProperty } from '../types/properties.ts';
import { noteSideEffect } from '../types/hierarchy.ts';
import { libraryFields } from './library-errors.ts';
import { decideStatus } from './status.ts';

export type ErrorRead =
  | { readonly ok: true; readonly ref: Extract<WireType, { kind: 'ref' }> }
  | { readonly ok: false; readonly reason: string };

const standard = new Set(['name', 'message', 'stack', 'cause']);

export function readError(session: Session, type: ts.Type, spot: Spot): ErrorRead {
  const declaration = type.symbol.declarations?.find(ts.isClassLike);
  if (declaration === undefined) return { ok: false, reason: 'its class is not part of this project' };
  const inherited = libraryFields(session.checker, type);
  const isOwn = packageOf(type.symbol) === undefined;
  const fields = errorFields(session, type).filter(
    (field) => isOwn || inherited === undefined || isOf(type, field),
  );
  const strategy = isOwn ? strategyFor(session, declaration, fields) : reviveOnly(declaration);
  if (typeof strategy === 'string') return { ok: false, reason: strategy };
  const { name, origin } = session.origins.find(type.symbol);
  const ref = intern(session, type, name, spot, (inner) => {
    if (isOwn) noteSideEffect(session, name, declaration, inner);
    // What the constructor sets by itself need not travel; without a constructor call it must.
    const sent = strategy.by === 'revive' ? fields : fields.filter((field) => !isConstant(session, field));
    const error: ErrorShape = {
      strategy,
      fields: withInherited(
        strategy.by === 'revive' ? inherited : undefined,
        sent.flatMap((field) => readProperty(session, field, inner)),
      ),
      status: statusOf(session, type, declaration).status,
      ...(hasTag(declaration, 'retryable') ? { retryable: true } : {}),
    };
    return { kind: 'error', name, origin, error };
  });
  return ref.kind === 'ref' ? { ok: true, ref } : { ok: false, reason: 'it has no name' };
}

/** A library's constructor does what it likes: an instance is made without it. */
const reviveOnly = (declaration: ts.ClassLikeDeclaration): ErrorShape['strategy'] | string =>
  declaration.members.some(({ name }) => name !== undefined && ts.isPrivateIdentifier(name))
    ? 'a part of it cannot be reached from outside'
    : { by: 'revive' };

const isOf = (type: ts.Type, field: ts.Symbol): boolean =>
  field.declarations?.some((each) => type.symbol.declarations?.includes(each.parent as ts.Declaration)) ??
  false;

function withInherited(
  inherited: readonly Property[] | undefined,
  own: readonly Property[],
): readonly Property[] {
  if (inherited === undefined) return own;
  const names = new Set(inherited.map(({ name }) => name));
  return [...inherited, ...own.filter(({ name }) => !names.has(name))];
}

function strategyFor(
  { checker }: Session,
  declaration: ts.ClassLikeDeclaration,
  fields: readonly ts.Symbol[],
): ErrorShape['strategy'] | string {
  const names = fields.map(({ name }) => name);
  const chosen = chooseByConstruction({ checker, declaration, fields: names, isError: true });
  if (typeof chosen !== 'string') return chosen;
  // `#fields` exist only on what the constructor made; anything else can be put on a plain error of that prototype.
  const unreachable = declaration.members.find(
    (member) => member.name !== undefined && ts.isPrivateIdentifier(member.name),
  );
  if (unreachable !== undefined)
    return `${unreachable.name?.getText() ?? 'a field'} cannot be reached from outside, and ${chosen}`;
  return { by: 'revive' };
}

function errorFields({ checker }: Session, type: ts.Type): ts.Symbol[] {
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
function isConstant({ checker }: Session, field: ts.Symbol): boolean {
  const declaration = field.valueDeclaration;
  if (
    declaration === undefined ||
    !ts.isPropertyDeclaration(declaration) ||
    declaration.initializer === undefined
  )
    return false;
  return checker.getTypeAtLocation(declaration).isLiteral();
}

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
    name: type.symbol.name,
    tagged: tag === undefined ? undefined : Number(tag),
    field: inRange,
  });
}
