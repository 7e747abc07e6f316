import { note, type PendingUnion, type Session } from '../session.ts';
import type { WireType } from '../../contract/model.ts';
import { separate } from './union-strategy.ts';

/** Chooses the strategy of every union that was read; a union inside another, also behind a name, is settled first. */
export function settleUnions(session: Session): void {
  const open = new Map<object, PendingUnion>(session.unions.map((pending) => [pending.union, pending]));
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    const id = refOf(value);
    if (id !== undefined) visit(session.types.get(id));
    for (const part of Object.values(value)) visit(part);
    const pending = open.get(value);
    if (pending !== undefined) settle(session, pending);
  };
  for (const pending of session.unions) visit(pending.union);
}

const refOf = (value: object): string | undefined =>
  'kind' in value && value.kind === 'ref' && 'id' in value && typeof value.id === 'string'
    ? value.id
    : undefined;

function settle(session: Session, { union, spot, text }: PendingUnion): void {
  const members: WireType[] = union.members.map(({ type }) => type);
  // A member that was refused has its own finding.
  if (members.some(({ kind }) => kind === 'never')) return;
  const found = separate(members, (id) => session.types.get(id));
  if (typeof found === 'string') note(session, 'union-not-separable', text, spot, { reason: found });
  else Object.assign(union, { members: found.members, strategy: found.strategy });
}
