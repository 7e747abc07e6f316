import type { ModuleCycle, ModuleEdge } from './model.ts';

/** One shortest circle for each pair of modules that can reach each other; imports of types alone do not count. */
export function findCycles(edges: readonly ModuleEdge[]): readonly ModuleCycle[] {
  const next = new Map<string, ModuleEdge[]>();
  for (const edge of edges.filter(({ imports }) => imports > 0))
    next.set(edge.from, [...(next.get(edge.from) ?? []), edge]);
  const found = new Map<string, ModuleCycle>();
  for (const [start, out] of next) {
    for (const first of out) {
      const back = shortest(first.to, start, next);
      if (back === undefined) continue;
      const cycle = toCycle([first, ...back]);
      const key = [...cycle.modules].sort().join('\0');
      if (!found.has(key)) found.set(key, cycle);
    }
  }
  return [...found.values()].sort(
    (a, b) => a.modules.length - b.modules.length || (a.modules.join() < b.modules.join() ? -1 : 1),
  );
}

/** The edges of a shortest way, breadth first. */
function shortest(
  from: string,
  to: string,
  next: ReadonlyMap<string, readonly ModuleEdge[]>,
): readonly ModuleEdge[] | undefined {
  const came = new Map<string, ModuleEdge | undefined>([[from, undefined]]);
  const queue = [from];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (at === to) return pathTo(at, came);
    for (const edge of next.get(at) ?? []) {
      if (came.has(edge.to)) continue;
      came.set(edge.to, edge);
      queue.push(edge.to);
    }
  }
  return undefined;
}

function pathTo(end: string, came: ReadonlyMap<string, ModuleEdge | undefined>): readonly ModuleEdge[] {
  const path: ModuleEdge[] = [];
  for (let edge = came.get(end); edge !== undefined; edge = came.get(edge.from)) path.unshift(edge);
  return path;
}

/** Starts at the module that comes first by name, so that one circle has one form. */
function toCycle(edges: readonly ModuleEdge[]): ModuleCycle {
  const names = edges.map(({ from }) => from);
  const start = names.indexOf([...names].sort()[0] ?? '');
  const turned = [...edges.slice(start), ...edges.slice(0, start)];
  return {
    modules: turned.map(({ from }) => from),
    example: turned.flatMap(({ places }) => places.slice(0, 1)),
  };
}
