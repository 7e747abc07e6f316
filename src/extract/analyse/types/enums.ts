import { ts } from 'ts-morph';
import { unwrap, walk } from '../../../analysis/symbols.ts';
import type { WireType } from '../../contract/model.ts';
import { docOf } from '../tags.ts';
import { refuseType, type Session, type Spot } from '../session.ts';
import { intern } from './intern.ts';

/** An enum or one of its members. */
export const isEnum = (type: ts.Type): boolean => (type.flags & ts.TypeFlags.EnumLike) !== 0;

/** The whole enum goes by its name; a single member of several is its value. */
export function readEnum(session: Session, type: ts.Type, spot: Spot): WireType {
  const declaration = enumOf(type);
  if (declaration === undefined) return refuseType(session, 'built-in-type', type, spot);
  const symbol = session.checker.getSymbolAtLocation(declaration.name);
  const whole = symbol === undefined ? type : session.checker.getDeclaredTypeOfSymbol(symbol);
  if (symbol === undefined) return refuseType(session, 'built-in-type', type, spot);
  const { name, origin } = session.origins.find(symbol);
  if (!origin.exported) return refuseType(session, 'type-not-exported', name, spot, 'enum');
  const doc = docOf(symbol, session.checker);
  const interned = intern(session, whole, name, spot, () => {
    const members = declaration.members.map((member) => ({
      name:
        ts.isStringLiteral(member.name) || ts.isIdentifier(member.name)
          ? member.name.text
          : member.name.getText(),
      value: session.checker.getConstantValue(member) ?? 0,
    }));
    const flags = isFlags(
      session,
      declaration.name.text,
      members.map(({ value }) => value),
    );
    return { kind: 'enum', name, origin, members, ...(flags ? { flags } : {}), ...doc };
  });
  const single = type !== whole && !type.isUnion() && declaration.members.length > 1;
  return single && interned.kind === 'ref' ? memberValue(type, interned) : interned;
}

/** The enum that a type, or each member of a union, belongs to. */
export function enumOf(type: ts.Type): ts.EnumDeclaration | undefined {
  const one = type.isUnion() && !(type.symbol?.flags & ts.SymbolFlags.Enum) ? type.types[0] : type;
  const declaration = one?.symbol?.declarations?.[0];
  if (declaration === undefined) return undefined;
  if (ts.isEnumDeclaration(declaration)) return declaration;
  return ts.isEnumMember(declaration) ? declaration.parent : undefined;
}

function memberValue(type: ts.Type, of: Extract<WireType, { kind: 'ref' }>): WireType {
  if (type.isStringLiteral() || type.isNumberLiteral())
    return { kind: 'literal', value: type.value, of, member: type.symbol.name };
  return { kind: 'number' };
}

/** Bit flags: powers of two, and somewhere `|` or `&` is applied to a member. */
function isFlags(session: Session, name: string, values: readonly (string | number)[]): boolean {
  const powers = values.every(
    (value) => typeof value === 'number' && value >= 0 && (value & (value - 1)) === 0,
  );
  if (!powers) return false;
  return session.program.files.some((file) => file.text.includes(`${name}.`) && combines(file, name));
}

/** `Rights.Read | Rights.Write` as a value, and not as a type. */
function combines(file: ts.SourceFile, name: string): boolean {
  let found = false;
  const isMember = (node: ts.Expression): boolean => {
    const value = unwrap(node);
    if (ts.isBinaryExpression(value)) return isMember(value.left) || isMember(value.right);
    return ts.isPropertyAccessExpression(value) && value.expression.getText(file) === name;
  };
  walk(file, (node) => {
    if (!ts.isBinaryExpression(node)) return !found;
    found ||= bitwise.has(node.operatorToken.kind) && (isMember(node.left) || isMember(node.right));
    return !found;
  });
  return found;
}

const bitwise: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.BarToken,
  ts.SyntaxKind.AmpersandToken,
  ts.SyntaxKind.BarEqualsToken,
  ts.SyntaxKind.AmpersandEqualsToken,
]);
