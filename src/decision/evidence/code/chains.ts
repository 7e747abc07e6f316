import type { FileSyntax } from '../../../analysis/syntax/index.ts';
import type { ModuleMap } from '../model.ts';
import { indexCalls, type CallIndex, type KnownFunction } from './call-index.ts';
import type { CallChain } from './model.ts';
import type { Resolve } from './resolve.ts';

/** An operation that calls into this many other modules would be a distributed monolith. */
export const longChain = 3;

/** Further than this, one function follows from another only in name. */
const deepest = 12;

export interface ChainFacts {
  readonly operations: number;
  readonly chains: readonly CallChain[];
}

/**
 * Follows calls from where operations start: asynchronous functions that nothing else in the codebase calls. A call counts
 * where it leads into another module, and its result is awaited or a promise: that is what would go over the network.
 */
export function findChains(
  syntax: ReadonlyMap<string, FileSyntax>,
  map: ModuleMap,
  resolve: Resolve,
): ChainFacts {
  const index = indexCalls(syntax, resolve);
  const calls = callsOf(index);
  const called = new Set([...calls.values()].flat().map(({ target }) => target));
  const starts = index.functions.filter(
    (one) => !called.has(one) && !one.written.wires && (calls.get(one)?.length ?? 0) > 0,
  );
  const chains = starts.map((start) => follow(start, calls, map));
  const found = chains.filter(({ reaches }) => reaches.length > 0);
  return {
    operations: found.length,
    chains: found
      .filter(({ reaches }) => reaches.length >= longChain)
      .sort(
        (a, b) =>
          b.reaches.length - a.reaches.length || (a.file + a.operation < b.file + b.operation ? -1 : 1),
      ),
  };
}

interface Step {
  readonly target: KnownFunction;
  readonly waits: boolean;
}

type Calls = ReadonlyMap<KnownFunction, readonly Step[]>;

function callsOf({ functions, find }: CallIndex): Calls {
  const calls = new Map<KnownFunction, readonly Step[]>();
  for (const caller of functions) {
    const steps = caller.written.calls.flatMap((call): Step[] => {
      const target = find(caller, call);
      if (!target || target === caller || target.written.wires) return [];
      return [{ target, waits: call.awaited || target.written.async }];
    });
    if (steps.length > 0) calls.set(caller, steps);
  }
  return calls;
}

function follow(start: KnownFunction, calls: Calls, map: ModuleMap): CallChain {
  const home = map.moduleOf(start.file.path);
  const seen = new Set([start]);
  const reached = new Map<string, readonly string[]>();
  const visit = (
    from: KnownFunction,
    module: string | undefined,
    path: readonly string[],
    depth: number,
  ): void => {
    if (depth > deepest) return;
    for (const { target, waits } of calls.get(from) ?? []) {
      if (seen.has(target)) continue;
      seen.add(target);
      const own = map.moduleOf(target.file.path);
      const crosses = own !== undefined && own !== module;
      if (crosses && !waits) continue;
      const next = crosses ? [...path, `${own}: ${target.written.name}`] : path;
      if (crosses && own !== home && !reached.has(own)) reached.set(own, next);
      visit(target, own ?? module, next, depth + 1);
    }
  };
  visit(start, home, [`${home ?? 'outside the modules'}: ${start.written.name}`], 0);
  return {
    operation: start.written.name,
    file: start.file.path,
    line: start.written.line,
    module: home,
    reaches: [...reached.keys()].sort(),
    steps: [...reached.values()].flatMap((path, index) => (index === 0 ? path : path.slice(-1))),
  };
}
