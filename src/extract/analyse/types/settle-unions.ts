import { note, type PendingUnion, type Session } from '../session.ts';
import type { WireType } from '../../contract/model.ts';
import { separate } from './union-strategy.ts';

/** Chooses the strategy of every union that was read; a union inside another is settled first. */
export function settleUnions(session: Session): void {
  for (const pending of [...session.unions].sort((a, b) => b.spot.depth - a.spot.depth))
    settle(session, pending);
}

function settle(session: Session, { union, spot, text }: PendingUnion): void {
  const members: WireType[] = union.members.map(({ type }) => type);
  // A member that was refused has its own finding.
  if (members.some(({ kind }) => kind === 'never')) return;
  const found = separate(members, (id) => session.types.get(id));
  if (typeof found === 'string') note(session, 'union-not-separable', text, spot, { reason: found });
  else Object.assign(union, { members: found.members, strategy: found.strategy });
}
