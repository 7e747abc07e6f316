/** What calls lead to, with the way there. */
import { ts } from 'ts-morph';
import type { Callees } from '../../../analysis/calls.ts';
import { functionAround, unwrap, walk, type FunctionNode } from '../../../analysis/symbols.ts';

export interface Reach {
  /** Functions that calls of `roots` may run, themselves included, with the function that each was first reached from. */
  from(roots: readonly FunctionNode[], into?: (each: FunctionNode) => boolean): Reached;
  /** The functions that one calls itself. */
  callsOf(function_: FunctionNode): readonly FunctionNode[];
}

export type Reached = ReadonlyMap<FunctionNode, FunctionNode | undefined>;

/** `opaque` functions are not looked into, nor counted as reached. */
export function openReach(
  callees: Callees,
  opaque: (function_: FunctionNode) => boolean = () => false,
): Reach {
  const known = new Map<FunctionNode, readonly FunctionNode[]>();
  const callsOf = (function_: FunctionNode): readonly FunctionNode[] => {
    const before = known.get(function_);
    if (before !== undefined) return before;
    const found = new Set<FunctionNode>();
    known.set(function_, []);
    walk(function_.body, (node) => {
      if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
      for (const each of callees.of(node)) if (each !== function_ && !opaque(each)) found.add(each);
    });
    known.set(function_, [...found]);
    return [...found];
  };
  return {
    callsOf,
    from: (roots, into = () => true) => {
      const reached = new Map<FunctionNode, FunctionNode | undefined>(roots.map((each) => [each, undefined]));
      for (const each of reached.keys()) {
        for (const called of callsOf(each).filter((one) => !reached.has(one) && into(one)))
          reached.set(called, each);
      }
      return reached;
    },
  };
}

/** From the root to a function, both included. */
export function wayTo(reached: Reached, function_: FunctionNode): FunctionNode[] {
  const way: FunctionNode[] = [];
  for (
    let at: FunctionNode | undefined = function_;
    at !== undefined && !way.includes(at);
    at = reached.get(at)
  )
    way.unshift(at);
  return way;
}

/** The function whose work a node is: callbacks that are written where they are passed belong to who passes them. */
export function ownerOf(node: ts.Node): FunctionNode | undefined {
  let at = functionAround(node);
  while (at !== undefined && isCallback(at)) at = functionAround(at) ?? undefined;
  return at;
}

const isCallback = (function_: FunctionNode): boolean =>
  ts.isCallExpression(function_.parent) &&
  unwrap(function_.parent.expression) !== function_ &&
  functionAround(function_) !== undefined;
