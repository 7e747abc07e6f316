import { argocd } from './argocd.ts';
import { cache } from './cache.ts';
import { ci } from './ci.ts';
import { container } from './container.ts';
import { events, eventsDapr, eventsHttp, eventsKafka, eventsNats, eventsRabbitmq } from './events.ts';
import { gateway } from './gateway.ts';
import { kubernetes } from './kubernetes.ts';
import type { System } from './model.ts';
import { readModels } from './read-models.ts';
import { rollouts } from './rollouts.ts';
import { storageMoves } from './storage-moves.ts';
import { sagas } from './sagas.ts';
import { telemetry } from './telemetry.ts';

/** Every system, in the order in which their files are laid over each other. */
export const systems: readonly System[] = [
  events,
  eventsHttp,
  eventsNats,
  eventsRabbitmq,
  eventsKafka,
  eventsDapr,
  sagas,
  telemetry,
  readModels,
  cache,
  storageMoves,
  gateway,
  container,
  kubernetes,
  argocd,
  rollouts,
  ci,
];

export const systemIds: readonly string[] = systems.map(({ id }) => id);

/** Those that somebody chooses; the others come by themselves. */
export const offeredSystems: readonly System[] = systems.filter(({ bySplit }) => bySplit === undefined);

/** The systems with these ids and all that comes with them, in the order of the table. `split`: several processes. */
export function withNeeds(ids: readonly string[], { split = false } = {}): readonly System[] {
  const wanted = new Set<string>();
  const visit = (id: string): void => {
    if (wanted.has(id)) return;
    wanted.add(id);
    systems.find((system) => system.id === id)?.needs?.forEach(visit);
  };
  ids.forEach(visit);
  const comes = ({ bySplit, needs = [] }: System): boolean =>
    bySplit !== undefined &&
    split &&
    needs.every((need) => wanted.has(need)) &&
    !bySplit.unless.some((other) => wanted.has(other));
  return systems.filter((system) => wanted.has(system.id) || comes(system));
}

/** The system that a path below `project/` belongs to, if it belongs to one. */
export const ownerOf = (path: string): System | undefined =>
  systems.find(({ project = [] }) =>
    project.some((prefix) => (prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix)),
  );

/** What templates ask: `systems.events`. Every id is there, since templates are strict. */
export const systemFlags = (ids: readonly string[]): Readonly<Record<string, boolean>> =>
  Object.fromEntries(systems.map(({ id }) => [id, ids.includes(id)]));
