/** What shadow mode leaves out of a comparison, or compares in any order: the tags @volatile and @unordered. */
import type { Contract, Method, Property, WireType } from '../contract/model.ts';
import { quote } from './source/names.ts';

interface Paths {
  readonly volatile: string[];
  readonly unordered: string[];
}

/** The member `comparison` of a method's description; only of a method that changes nothing, and only where a tag says so. */
export function comparisonText(method: Method, contract: Contract): string[] {
  if (method.safety !== 'readonly') return [];
  const paths = comparisonOf(method, contract);
  const parts = (['volatile', 'unordered'] as const).flatMap((name) =>
    paths[name].length === 0 ? [] : [`${name}: [${paths[name].map(quote).join(', ')}]`],
  );
  return parts.length === 0 ? [] : [`comparison: { ${parts.join(', ')} }`];
}

/** Dot paths below the result; `*` stands for every element of a list, a set or a map. */
export function comparisonOf(method: Method, contract: Contract): Paths {
  const paths: Paths = {
    volatile: method.volatile === true ? [''] : [],
    unordered: method.unordered === true ? [''] : [],
  };
  const properties = (all: readonly Property[], at: readonly string[], open: readonly string[]): void => {
    for (const { name, type, volatile, unordered } of all) {
      const path = [...at, name];
      if (volatile === true) add(paths.volatile, path);
      if (unordered === true) add(paths.unordered, path);
      visit(type, path, open);
    }
  };
  /** `open`: the named types that this place is inside of. One that contains itself is not gone into again. */
  const visit = (type: WireType, at: readonly string[], open: readonly string[]): void => {
    switch (type.kind) {
      case 'ref': {
        const named = contract.types[type.id];
        if (named === undefined || open.includes(type.id)) return;
        const inside = [...open, type.id];
        if (named.kind === 'alias') visit(named.type, at, inside);
        if (named.kind === 'class') properties(named.fields, at, inside);
        return;
      }
      case 'object':
        properties(type.properties, at, open);
        if (type.index !== undefined) visit(type.index, [...at, '*'], open);
        return;
      case 'array':
      case 'set':
        return visit(type.element, [...at, '*'], open);
      case 'map':
      case 'record':
        return visit(type.value, [...at, '*'], open);
      case 'nullable':
      case 'maybe':
        return visit(type.type, at, open);
      case 'brand':
        return visit(type.base, at, open);
      case 'tuple':
        for (const item of type.items) visit(item.type, [...at, '*'], open);
        return;
      case 'union':
        for (const member of type.members) visit(member.type, at, open);
        return;
      default:
    }
  };
  visit(method.result, [], []);
  return paths;
}

function add(paths: string[], path: readonly string[]): void {
  const text = path.join('.');
  if (!paths.includes(text)) paths.push(text);
}
