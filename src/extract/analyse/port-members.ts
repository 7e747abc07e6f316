/** The members of a port, and what rules out the port as a whole. */
import { ts } from 'ts-morph';
import { placeFor } from '../../analysis/places.ts';
import { isBuiltIn } from '../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/index.ts';
import type { Session } from './session.ts';
import type { Target } from './target.ts';

/** Public members, inherited ones included; those of a built-in base class are one finding of their own. */
export function portMembers({ checker }: Session, { type }: Target): ts.Symbol[] {
  return checker.getPropertiesOfType(type).filter((member) => {
    const declaration = member.valueDeclaration ?? member.declarations?.[0];
    return declaration !== undefined && !isFromBuiltIn(member) && !isHidden(declaration);
  });
}

const isFromBuiltIn = (member: ts.Symbol): boolean => isBuiltIn(member);

const isHidden = (declaration: ts.Declaration): boolean =>
  (ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !==
    0 ||
  (ts.isClassElement(declaration) &&
    declaration.name !== undefined &&
    ts.isPrivateIdentifier(declaration.name));

/** Findings about the port as a whole. */
export function portFindings(
  session: Session,
  { port, type, declaration }: Target,
  members: readonly ts.Symbol[],
): Diagnostic[] {
  const { program, checker } = session;
  const place = placeFor(program, declaration, port.name);
  const all = checker.getPropertiesOfType(type);
  const args = { method: port.name, at: 'the port', type: port.name };
  const emitter = all.some((member) => isFromBuiltIn(member));
  const hidden = all.some(({ declarations = [] }) => declarations.some(isHidden));
  return [
    ...(emitter ? [diagnostic('event-emitter-port', args, { place })] : []),
    ...(hidden ? [diagnostic('class-with-private-members', args, { place })] : []),
    ...(members.length === 0 ? [diagnostic('port-empty', { port: port.name }, { place })] : []),
  ];
}
