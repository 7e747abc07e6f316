/** Where a remote call differs from a local one, for what this contract contains. */
import type { Contract, NamedType, WireType } from '../../contract/model.ts';
import { remoteMethods } from '../service.ts';
import { idsBehind } from '../types/recursion.ts';

type Kind = WireType['kind'] | NamedType['kind'] | 'optional' | 'keys';

const always: readonly string[] = [
  'A call takes a fraction of a millisecond on one machine and more over a network, where it took a fraction of a microsecond: calls in loops add up.',
  'A call can fail though the method cannot: `RemoteCallError` says in `outcome` whether it may have run (`not-sent`, `rejected`, `executed`, `unknown`).',
  'An error that is not declared arrives as `RemoteInternalError` with an `errorId`; its class, message and stack stay in the log of the service.',
  'The service may run several times over: what the module keeps in memory is not shared between replicas.',
  'Two calls that are not awaited may overtake each other.',
];

const byKind: Readonly<Partial<Record<Kind, string>>> = {
  object:
    'Objects are copied: changing what was passed or received has no effect on the other side, and `===` does not hold. Properties that are not declared do not arrive.',
  class:
    'Instances are made again from their declared fields, so that methods work; other state does not arrive.',
  optional: 'An optional property that is present with the value `undefined` arrives as absent.',
  number: '`NaN` and the infinities are refused before anything is sent; `-0` arrives as `0`.',
  array: 'Holes in arrays are sent as `undefined`; other properties of an array are lost.',
  map: 'Maps are copied; a key that is an object is another object on the other side.',
  set: 'Sets are copied; an item that is an object is another object on the other side.',
  regexp:
    'The `lastIndex` of a regular expression is lost; a pattern that the caller supplies runs in the service.',
  error:
    'Declared errors arrive as their classes with their declared fields; the stack is the caller’s, and `cause` is dropped unless it is declared.',
  abortSignal:
    'An `AbortSignal` is not sent: aborting it cancels the call, and the implementation sees a signal of its own.',
  keys: 'A value that fits several members of a union without a discriminant is read as the one with the most required keys.',
  json: 'Values typed `any` or `unknown` must be plain JSON.',
  date: 'An invalid `Date` is refused before anything is sent.',
  brand: 'A branded value is checked for its base type only.',
};

export function differencesOf(contract: Contract): string[] {
  const kinds = kindsIn(contract);
  const texts = Object.entries(byKind).flatMap(([kind, text]) => (kinds.has(kind as Kind) ? [text] : []));
  const defaults = remoteMethods(contract).some(({ parameters }) =>
    parameters.some(({ presence }) => presence === 'optional'),
  );
  return [
    ...always,
    ...texts,
    ...(defaults
      ? [
          'Default values of parameters are those of the implementation; the client sends nothing for an argument that is left out.',
        ]
      : []),
  ];
}

function kindsIn(contract: Contract): ReadonlySet<Kind> {
  const found = new Set<Kind>();
  const methods = remoteMethods(contract);
  const types = methods.flatMap((method) => [...method.parameters.map(({ type }) => type), method.result]);
  const thrown = methods.flatMap((method) => method.throws.map((id): WireType => ({ kind: 'ref', id })));
  for (const type of types) visit(type, found);
  for (const id of idsBehind([...types, ...thrown], contract)) visitNamed(contract.types[id], found);
  return found;
}

function visitNamed(named: NamedType | undefined, found: Set<Kind>): void {
  if (named === undefined) return;
  if (named.kind !== 'alias') found.add(named.kind);
  if (named.kind === 'alias') visit(named.type, found);
  if (named.kind === 'class') visit(named.wire ?? { kind: 'object', properties: named.fields }, found);
  if (named.kind === 'error') for (const { type } of named.error.fields) visit(type, found);
}

function visit(type: WireType, found: Set<Kind>): void {
  found.add(type.kind);
  switch (type.kind) {
    case 'array':
    case 'set':
      return visit(type.element, found);
    case 'nullable':
    case 'maybe':
      return visit(type.type, found);
    case 'map':
      return [type.key, type.value].forEach((part) => visit(part, found));
    case 'record':
      found.add('object');
      return visit(type.value, found);
    case 'tuple':
      return type.items.forEach((item) => visit(item.type, found));
    case 'union':
      if (type.strategy.by === 'keys') found.add('keys');
      return type.members.forEach((member) => visit(member.type, found));
    case 'object':
      if (type.properties.some(({ presence }) => presence === 'optional')) found.add('optional');
      return type.properties.forEach((property) => visit(property.type, found));
    default:
  }
}
