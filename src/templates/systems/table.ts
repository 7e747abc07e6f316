import { argocd } from './argocd.ts';
import { cache } from './cache.ts';
import { ci } from './ci.ts';
import { container } from './container.ts';
import { events, eventsDapr, eventsHttp, eventsKafka, eventsNats, eventsRabbitmq } from './events.ts';
import { kubernetes } from './kubernetes.ts';
import type { System } from './model.ts';
import { rollouts } from './rollouts.ts';
import { sagas } from './sagas.ts';

/** Every system, in the order in which their files are laid over each other. */
export const systems: readonly System[] = [
  events,
  eventsHttp,
  eventsNats,
  eventsRabbitmq,
  eventsKafka,
  eventsDapr,
  sagas,
  cache,
  container,
  kubernetes,
  argocd,
  rollouts,
  ci,
];

export const systemIds: readonly string[] = systems.map(({ id }) => id);

/** The systems with these ids and all that they need, in the order of the table. */
export function withNeeds(ids: readonly string[]): readonly System[] {
  const wanted = new Set<string>();
  const visit = (id: string): void => {
    if (wanted.has(id)) return;
    wanted.add(id);
    systems.find((system) => system.id === id)?.needs?.forEach(visit);
  };
  ids.forEach(visit);
  return systems.filter(({ id }) => wanted.has(id));
}

/** The system that a path below `project/` belongs to, if it belongs to one. */
export const ownerOf = (path: string): System | undefined =>
  systems.find(({ project = [] }) =>
    project.some((prefix) => (prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix)),
  );

/** What templates ask: `systems.events`. Every id is there, since templates are strict. */
export const systemFlags = (ids: readonly string[]): Readonly<Record<string, boolean>> =>
  Object.fromEntries(systems.map(({ id }) => [id, ids.includes(id)]));
