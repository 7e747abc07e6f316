import { ts } from 'ts-morph';
import type { WireType } from '../../contract/model.ts';
import type { Session, Spot } from '../session.ts';
import { enumOf, isEnum } from './enums.ts';

/**
 * Members in an order that does not depend on what else was loaded. How they are told apart is settled at the end, when
 * the types that they refer to are known.
 */
export function readUnion(session: Session, type: ts.UnionType, spot: Spot): WireType {
  const members = distinct(membersOf(session, type).map((member) => session.read(member, spot)));
  if (members.some(({ kind }) => kind === 'json') && members.every(isInJson)) return { kind: 'json' };
  const [only, ...others] = members;
  if (only !== undefined && others.length === 0) return only;
  const union = {
    kind: 'union' as const,
    members: members.map((member) => ({ type: member })),
    strategy: { by: 'kind' as const },
  };
  session.unions.push({ union, spot, text: session.checker.typeToString(type) });
  return union;
}

/** `string | number | JsonObject | JsonArray`: spelled out or not, it is JSON. */
const isInJson = ({ kind }: WireType): boolean =>
  ['json', 'string', 'number', 'boolean', 'literal', 'null'].includes(kind);

/** `true | false` is boolean again, and all members of an enum are the enum. */
function membersOf({ checker }: Session, type: ts.UnionType): ts.Type[] {
  const booleans = type.types.filter((member) => member.flags & ts.TypeFlags.BooleanLiteral);
  const whole = new Set<ts.Type>();
  for (const member of type.types) {
    if (isEnum(member) && hasAllMembers(type, member)) whole.add(checker.getBaseTypeOfLiteralType(member));
    else if (booleans.length === 2 && booleans[0] && booleans.includes(member)) {
      whole.add(checker.getBaseTypeOfLiteralType(booleans[0]));
    } else whole.add(member);
  }
  const printed = [...whole].map((member) => ({ member, text: checker.typeToString(member) }));
  return printed.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ member }) => member);
}

function hasAllMembers(type: ts.UnionType, member: ts.Type): boolean {
  const declaration = enumOf(member);
  const present = type.types.filter((each) => isEnum(each) && enumOf(each) === declaration);
  return (
    declaration !== undefined &&
    (present.length === declaration.members.length || (member.flags & ts.TypeFlags.Union) !== 0)
  );
}

const distinct = (types: readonly WireType[]): WireType[] => [
  ...new Map(types.map((type) => [JSON.stringify(type), type])).values(),
];
