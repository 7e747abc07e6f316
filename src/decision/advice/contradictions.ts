import { questionIds } from '../framework/index.ts';
import type { Answers } from '../model.ts';
import { favoursSplit } from '../rules.ts';
import type { Contradiction } from './model.ts';

/** Answers on the other side of what was measured. A count that differs on the same side is no contradiction. */
export function findContradictions(given: Answers, measured: Answers): readonly Contradiction[] {
  return questionIds.flatMap((id) => {
    const said = given[id];
    const found = measured[id];
    if (!said || !found?.evidence || said.source === 'evidence' || said.value === 'unknown') return [];
    if (found.value === 'unknown' || favoursSplit(id, said) === favoursSplit(id, found)) return [];
    const { figure, command } = found.evidence;
    return [{ id, given: said.value, source: said.source, measured: found.value, figure, command }];
  });
}
