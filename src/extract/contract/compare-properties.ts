import { changed, type ContractChange, type Spot } from './changes.ts';
import type { Comparison, Member } from './comparison.ts';

/** Members by name: their order means nothing on the wire. Paths are the spot's followed by the name. */
export function compareProperties(
  comparison: Comparison,
  before: readonly Member[],
  after: readonly Member[],
  spot: Spot,
  word: string,
): ContractChange[] {
  const at = (name: string): Spot => ({ ...spot, at: spot.at + name });
  return [
    ...before.flatMap((member) => {
      const next = after.find(({ name }) => name === member.name);
      if (next === undefined) return [removed(member, at(member.name), word)];
      return [
        ...comparePresence(member, next, at(member.name), word),
        ...comparison.types(member.type, next.type, at(member.name)),
      ];
    }),
    ...after
      .filter(({ name }) => !before.some((member) => member.name === name))
      .map((member) => added(member, at(member.name), word)),
  ];
}

/** A signal is never sent: it counts as a member that may be missing. */
const isRequired = ({ presence, type }: Member): boolean =>
  presence === 'required' && type.kind !== 'abortSignal';

function removed(member: Member, spot: Spot, word: string): ContractChange {
  const required = isRequired(member);
  return changed(spot, `${required ? 'required' : 'optional'} ${word} removed`, {
    request: 'warning',
    result: required ? 'breaking' : 'warning',
  });
}

function added(member: Member, spot: Spot, word: string): ContractChange {
  const required = isRequired(member);
  return changed(spot, `${required ? 'required' : 'optional'} ${word} added`, {
    request: required ? 'breaking' : 'ok',
    result: 'ok',
  });
}

function comparePresence(before: Member, after: Member, spot: Spot, word: string): ContractChange[] {
  const [was, is] = [before.presence === 'required', after.presence === 'required'];
  if (was === is) return [];
  return is
    ? [changed(spot, `optional ${word} became required`, { request: 'breaking', result: 'ok' })]
    : [changed(spot, `required ${word} became optional`, { request: 'ok', result: 'breaking' })];
}
