/** State of an instance that its constructor does not take, and that another instance would therefore not have. */
import { ts } from 'ts-morph';
import { isBuiltIn, walk } from '../../../analysis/symbols.ts';
import { rootOf, writtenBy } from '../callers/mutations.ts';
import { baseOf, isCalm } from './constructors.ts';

interface Question {
  readonly checker: ts.TypeChecker;
  readonly declaration: ts.ClassLikeDeclaration;
}

/** The first field, private or public, that is not one of `given` and may differ in an instance that is made again. */
export function lostState(
  { checker, declaration }: Question,
  given: readonly string[] | string,
): string | undefined {
  if (typeof given === 'string') return undefined;
  const own = declaration.members.filter(
    (member): member is ts.PropertyDeclaration =>
      ts.isPropertyDeclaration(member) && !isStatic(member) && !given.includes(member.name.getText()),
  );
  const reason = own
    .map((field) => reasonFor(checker, declaration, field))
    .find((each) => each !== undefined);
  const base = baseOf(checker, declaration);
  return reason ?? (base && lostState({ checker, declaration: base }, given));
}

function reasonFor(
  checker: ts.TypeChecker,
  declaration: ts.ClassLikeDeclaration,
  field: ts.PropertyDeclaration,
): string | undefined {
  const name = field.name.getText();
  if (field.initializer !== undefined && !isCalm(checker, field.initializer))
    return `${name} is made anew by each construction`;
  const writer = writerOf(checker, declaration, name);
  if (writer !== undefined) return `${writer} changes ${name}, which its constructor does not take`;
  return isContainer(checker.getTypeAtLocation(field))
    ? `${name} can be changed in place, and its constructor does not take it`
    : undefined;
}

/** The method or accessor that writes to a field. */
function writerOf(
  checker: ts.TypeChecker,
  declaration: ts.ClassLikeDeclaration,
  field: string,
): string | undefined {
  const writer = declaration.members.find((member) => {
    let writes = false;
    if (ts.isConstructorDeclaration(member) || ts.isPropertyDeclaration(member)) return false;
    walk(member, (node) => {
      const written = writtenBy(checker, node);
      if (written !== undefined && rootOf(written).first === field) writes = true;
    });
    return writes;
  });
  return writer && `${writer.name?.getText() ?? 'a member'}()`;
}

const isContainer = (type: ts.Type): boolean =>
  type.symbol !== undefined && isBuiltIn(type.symbol) && /^(?:Array|Map|Set|Date)$/.test(type.symbol.name);

const isStatic = (node: ts.Declaration): boolean =>
  (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Static) !== 0;
