import type { Profiler } from 'node:inspector';

type Node = Profiler.ProfileNode;

/** Consecutive CPU profiles as one: equal stacks become one stack. */
export function mergeProfiles(profiles: readonly Profiler.Profile[]): Profiler.Profile | undefined {
  const [first] = profiles;
  const last = profiles.at(-1);
  const root = first?.nodes[0];
  if (first === undefined || last === undefined || root === undefined) return undefined;
  const merged = new MergedTree(root);
  const samples: number[] = [];
  const timeDeltas: number[] = [];
  let at = first.startTime;
  for (const profile of profiles) {
    const idOf = merged.add(profile);
    // Each profile counts from its own start.
    let time = profile.startTime;
    for (const [index, id] of (profile.samples ?? []).entries()) {
      time += profile.timeDeltas?.[index] ?? 0;
      samples.push(idOf.get(id) ?? merged.root.id);
      timeDeltas.push(Math.max(0, time - at));
      at = Math.max(at, time);
    }
  }
  return { nodes: merged.nodes, startTime: first.startTime, endTime: last.endTime, samples, timeDeltas };
}

class MergedTree {
  readonly nodes: Node[] = [];
  readonly root: Node;
  /** By the parent's id and the place of the call. */
  readonly #known = new Map<string, Node>();

  constructor(root: Node) {
    this.root = this.#create(root);
  }

  /** Answers which node each of the profile's has become. */
  add({ nodes }: Profiler.Profile): ReadonlyMap<number, number> {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const ids = new Map<number, number>();
    const [top] = nodes;
    const open: [Node, Node][] = top === undefined ? [] : [[top, this.root]];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [theirs, ours] = next;
      ours.hitCount = (ours.hitCount ?? 0) + (theirs.hitCount ?? 0);
      ids.set(theirs.id, ours.id);
      for (const id of theirs.children ?? []) {
        const child = byId.get(id);
        if (child !== undefined) open.push([child, this.#childOf(ours, child)]);
      }
    }
    return ids;
  }

  #childOf(parent: Node, like: Node): Node {
    const { scriptId, url, lineNumber, columnNumber, functionName } = like.callFrame;
    const key = [parent.id, scriptId, url, lineNumber, columnNumber, functionName].join('|');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const created = this.#create(like);
    (parent.children ??= []).push(created.id);
    this.#known.set(key, created);
    return created;
  }

  #create({ callFrame }: Node): Node {
    const node: Node = { id: this.nodes.length + 1, callFrame, hitCount: 0 };
    this.nodes.push(node);
    return node;
  }
}
