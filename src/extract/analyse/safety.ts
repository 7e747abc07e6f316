import type { ts } from 'ts-morph';
import type { Method, MethodSafety } from '../contract/model.ts';
import { tagsOf } from './tags.ts';

const safeties: readonly string[] = ['readonly', 'idempotent', 'mutating'] satisfies MethodSafety[];

const isSafety = (name: string): name is MethodSafety => safeties.includes(name);

/** Said by a tag on the interface, then on the implementation; else `mutating`: a name only suggests. */
export function decideSafety(nodes: readonly ts.Node[]): Pick<Method, 'safety' | 'safetyFrom'> {
  const said = nodes.flatMap((node) => tagsOf(node).map(({ name }) => name)).find(isSafety);
  return said === undefined
    ? { safety: 'mutating', safetyFrom: 'default' }
    : { safety: said, safetyFrom: 'tag' };
}
