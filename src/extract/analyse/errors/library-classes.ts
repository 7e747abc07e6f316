/** Error classes of libraries that nothing is known of but their declarations: whether those say all that an instance is. */
import { ts } from 'ts-morph';
import { isBuiltIn } from '../../../analysis/symbols.ts';
import { collectProblems, newOwner, type Session } from '../session.ts';
import { typesCatalogue } from '../../../diagnostics/catalogue/types.ts';
import { errorFields, openField, readErrorField } from './error-fields.ts';
import { isErrorClass } from './error-classes.ts';

/** Types that are being looked at: an error may have a field of its own class. */
const open = new WeakSet<ts.Type>();

/**
 * Why an instance cannot be made again from its message and public fields; nothing where it can. The class has to be one that
 * the package exports to this project, without anything private, and every field has to be data.
 */
export function libraryObstacle(session: Session, type: ts.Type): string | undefined {
  const { symbol } = type;
  if (!isErrorClass(session.checker, type)) return 'it is no class that extends Error';
  if (symbol.declarations?.some(ts.isClassLike) !== true) return 'it is declared without a class';
  if (!session.origins.find(symbol).origin.exported) return 'no file here imports from what exports it';
  const hidden = hiddenPart(session.checker, type);
  if (hidden !== undefined) return `its ${hidden} is private`;
  if (open.has(type)) return 'it contains itself';
  open.add(type);
  try {
    return fieldObstacle(session, type);
  } finally {
    open.delete(type);
  }
}

/** Fields that may hold anything stay behind: nothing says that what a library keeps there may leave. */
export const libraryFieldsOf = (session: Session, type: ts.Type): ts.Symbol[] =>
  errorFields(session, type).filter((field) => openField(session, field) !== 'anything');

function fieldObstacle(session: Session, type: ts.Type): string | undefined {
  const [node] = type.symbol.declarations ?? [];
  if (node === undefined) return 'it is declared nowhere';
  for (const field of libraryFieldsOf(session, type)) {
    const owner = newOwner();
    readErrorField(session, field, { owner, at: '', node, json: true, depth: 0 });
    const refused = collectProblems(session, owner).find(
      ({ code, level }) => (level ?? typesCatalogue[code].level) === 'refuse',
    );
    if (refused !== undefined) return `its ${refused.at.slice(1)} is ${refused.type}`;
  }
  return undefined;
}

/** The first private or protected part of a class or of what it extends. */
function hiddenPart(checker: ts.TypeChecker, type: ts.Type): string | undefined {
  if (type.symbol === undefined || isBuiltIn(type.symbol)) return undefined;
  const members = (type.symbol.declarations ?? []).filter(ts.isClassLike).flatMap(({ members: all }) => all);
  const hidden = members.find(
    (member) =>
      (member.name !== undefined && ts.isPrivateIdentifier(member.name)) ||
      (ts.isPropertyDeclaration(member) && isHidden(member)),
  );
  if (hidden !== undefined) return hidden.name?.getText() ?? 'state';
  const bases = type.isClassOrInterface() ? checker.getBaseTypes(type) : [];
  return bases.map((base) => hiddenPart(checker, base)).find((each) => each !== undefined);
}

const isHidden = (member: ts.PropertyDeclaration): boolean =>
  (ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0 &&
  (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) === 0;
