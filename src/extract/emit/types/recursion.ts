/** Which named types contain themselves: a value of such a type has to end somewhere. */
import type { Contract, NamedType, WireType } from '../../contract/model.ts';

export function recursiveIds(contract: Contract): ReadonlySet<string> {
  const within = (id: string): ReadonlySet<string> => {
    const named = contract.types[id];
    return named === undefined ? new Set() : idsBehind(partsOf(named), contract);
  };
  return new Set(Object.keys(contract.types).filter((id) => within(id).has(id)));
}

/** The named types that values of these types may contain, at any depth. */
export function idsBehind(types: readonly WireType[], contract: Contract): ReadonlySet<string> {
  const found = new Set<string>();
  const open = types.flatMap(refsOf);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const named = contract.types[id];
    if (found.has(id) || named === undefined) continue;
    found.add(id);
    open.push(...partsOf(named).flatMap(refsOf));
  }
  return found;
}

/** Whether a value of the type may contain one of the ids without going through another named type. */
export function mentionsAny(type: WireType, ids: ReadonlySet<string>): boolean {
  return refsOf(type).some((id) => ids.has(id));
}

function partsOf(named: NamedType): WireType[] {
  switch (named.kind) {
    case 'alias':
      return [named.type];
    case 'enum':
      return [];
    case 'class':
      return named.wire === undefined ? named.fields.map(({ type }) => type) : [named.wire];
    case 'error':
      return named.error.fields.map(({ type }) => type);
  }
}

function refsOf(type: WireType): string[] {
  switch (type.kind) {
    case 'ref':
      return [type.id];
    case 'array':
    case 'set':
      return refsOf(type.element);
    case 'nullable':
    case 'maybe':
      return refsOf(type.type);
    case 'brand':
      return refsOf(type.base);
    case 'map':
      return [...refsOf(type.key), ...refsOf(type.value)];
    case 'record':
      return refsOf(type.value);
    case 'union':
      return type.members.flatMap((member) => refsOf(member.type));
    case 'tuple':
      return [
        ...type.items.map((item) => item.type),
        ...(type.rest === undefined ? [] : [type.rest]),
      ].flatMap(refsOf);
    case 'object':
      return [
        ...type.properties.map((p) => p.type),
        ...(type.index === undefined ? [] : [type.index]),
      ].flatMap(refsOf);
    default:
      return [];
  }
}
