import type { Blueprint, BlueprintModule } from '../templates/index.ts';
import type { Project } from '../workspace/index.ts';

/** A project as the blueprint of what it is now, with modules to come last. */
export function blueprintOf(
  { manifest, modules, scope }: Project,
  added: readonly BlueprintModule[] = [],
): Blueprint {
  return {
    name: scope,
    architecture: manifest.architecture,
    systems: manifest.systems,
    modules: [...modules.map(({ name, uses }) => ({ name, uses })), ...added],
    decision: { verdict: '', overruled: false, answers: {}, adr: '' },
  };
}
