import { placementsOf, readPlan } from '../local/index.ts';
import type { Placement } from '../local/index.ts';

/** The placements that dev.json allows: `local`, and once a module has a process of its own, all three. */
export function placements(): Placement[] {
  return placementsOf(readPlan());
}
