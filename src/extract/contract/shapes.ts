/** Wire types as a comparison sees them: without names, brands and wrappers, which are nothing on the wire. */
import type { ChangeLevel } from './changes.ts';
import type { Comparison } from './comparison.ts';
import type { Contract, NamedType, WireType } from './model.ts';

export interface Context {
  readonly comparison: Comparison;
  readonly before: Contract;
  readonly after: Contract;
}

export type Core =
  Exclude<WireType, { kind: 'ref' | 'brand' | 'nullable' | 'maybe' }> | Exclude<NamedType, { kind: 'alias' }>;

/** A type with its wrappers taken off: names and brands are nothing on the wire. */
export interface Shape {
  readonly core: Core;
  readonly nullable: boolean;
  readonly maybe: boolean;
}

export function shapeOf(type: WireType, contract: Contract): Shape {
  if (type.kind === 'brand') return shapeOf(type.base, contract);
  if (type.kind === 'nullable') return { ...shapeOf(type.type, contract), nullable: true };
  if (type.kind === 'maybe') return { ...shapeOf(type.type, contract), maybe: true };
  if (type.kind !== 'ref') return { core: type, nullable: false, maybe: false };
  const named: NamedType | undefined = contract.types[type.id];
  if (named === undefined) throw new Error(`The contract of ${contract.name} has no type ${type.id}.`);
  return named.kind === 'alias'
    ? shapeOf(named.type, contract)
    : { core: named, nullable: false, maybe: false };
}

type Levels = Readonly<Record<'request' | 'result', ChangeLevel>>;

/** More values than before: good to send, bad to receive. */
export const widened: Levels = { request: 'ok', result: 'breaking' };
export const narrowed: Levels = { request: 'breaking', result: 'ok' };
export const different: Levels = { request: 'breaking', result: 'breaking' };

export function nameOf(core: Core): string {
  if (core.kind === 'class' || core.kind === 'error' || core.kind === 'enum') return core.name;
  if (core.kind === 'literal') return JSON.stringify(core.value);
  return core.kind === 'bytes' ? core.as : core.kind;
}
