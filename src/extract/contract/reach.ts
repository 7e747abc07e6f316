import type { Method, NamedType } from './model.ts';

/** The named types that methods mention, directly or through other types. */
export function reachableTypes(
  methods: readonly Method[],
  types: ReadonlyMap<string, NamedType>,
): ReadonlyMap<string, NamedType> {
  const reached = new Map<string, NamedType>();
  const visit = (id: string): void => {
    const type = types.get(id);
    if (type === undefined || reached.has(id)) return;
    reached.set(id, type);
    idsIn(type).forEach(visit);
  };
  for (const method of methods) [...method.throws, ...idsIn(method)].forEach(visit);
  return reached;
}

/** Ids of the types that a piece of a contract refers to. */
function idsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('kind' in value && value.kind === 'ref' && 'id' in value && typeof value.id === 'string')
    return [value.id];
  return Object.values(value).flatMap(idsIn);
}
