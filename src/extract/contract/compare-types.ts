/** Compares two wire types, each within its contract. */
import { canonicalText } from './canonical.ts';
import { below, changed, type ContractChange, type Spot } from './changes.ts';
import type { Comparison, Member } from './comparison.ts';
import { compareChoices, isChoice } from './compare-choices.ts';
import type { Contract, WireType } from './model.ts';
import {
  different,
  nameOf,
  narrowed,
  shapeOf,
  widened,
  type Context,
  type Core,
  type Shape,
} from './shapes.ts';

type CompareProperties = (
  comparison: Comparison,
  before: readonly Member[],
  after: readonly Member[],
  spot: Spot,
  word: string,
) => ContractChange[];

export function openComparison(
  before: Contract,
  after: Contract,
  compareProperties: CompareProperties,
): Comparison {
  const seen = new Set<string>();
  const comparison: Comparison = {
    types: (old, now, spot) => {
      // A type that contains itself is compared once for each direction.
      const key = `${spot.direction} ${JSON.stringify([old, now])}`;
      if (isNamedPair(old, now) && seen.has(key)) return [];
      seen.add(key);
      return compareShapes({ comparison, before, after }, shapeOf(old, before), shapeOf(now, after), spot);
    },
    properties: (old, now, spot, word) => compareProperties(comparison, old, now, spot, word),
  };
  return comparison;
}

const isNamedPair = (old: WireType, now: WireType): boolean => old.kind === 'ref' && now.kind === 'ref';

function compareShapes(context: Context, old: Shape, now: Shape, spot: Spot): ContractChange[] {
  return [
    ...compareEmpty(old.nullable, now.nullable, 'null', spot),
    ...compareEmpty(old.maybe, now.maybe, 'undefined', spot),
    ...compareCores(context, old.core, now.core, spot),
  ];
}

function compareEmpty(was: boolean, is: boolean, word: string, spot: Spot): ContractChange[] {
  if (was === is) return [];
  return is ? [changed(spot, `${word} added`, widened)] : [changed(spot, `${word} removed`, narrowed)];
}

function compareCores(context: Context, old: Core, now: Core, spot: Spot): ContractChange[] {
  if (old.kind === 'literal' && now.kind === 'literal' && old.value === now.value) return [];
  if (isChoice(old) || isChoice(now)) return compareChoices(context, old, now, spot);
  if (old.kind !== now.kind)
    return [changed(spot, `type changed from ${nameOf(old)} to ${nameOf(now)}`, different)];
  return compareSame(context, old, now, spot);
}

function compareSame({ comparison }: Context, old: Core, now: Core, spot: Spot): ContractChange[] {
  const typeChanged = [changed(spot, `type changed from ${nameOf(old)} to ${nameOf(now)}`, different)];
  if (old.kind === 'object' && now.kind === 'object') {
    const index = old.index && now.index ? comparison.types(old.index, now.index, below(spot, '[key]')) : [];
    const indexChanged = (old.index === undefined) === (now.index === undefined) ? [] : typeChanged;
    return [
      ...comparison.properties(old.properties, now.properties, below(spot, '.'), 'property'),
      ...index,
      ...indexChanged,
    ];
  }
  if ((old.kind === 'array' && now.kind === 'array') || (old.kind === 'set' && now.kind === 'set')) {
    return comparison.types(old.element, now.element, below(spot, '[]'));
  }
  if (
    old.kind === 'record' &&
    now.kind === 'record' &&
    canonicalText(old.key ?? null) !== canonicalText(now.key ?? null)
  )
    return typeChanged;
  if (old.kind === 'record' && now.kind === 'record')
    return comparison.types(old.value, now.value, below(spot, '[key]'));
  if (old.kind === 'map' && now.kind === 'map') {
    return [
      ...comparison.types(old.key, now.key, below(spot, ' key')),
      ...comparison.types(old.value, now.value, below(spot, '[key]')),
    ];
  }
  if (old.kind === 'tuple' && now.kind === 'tuple') {
    const sameForm =
      old.items.length === now.items.length &&
      (old.rest === undefined) === (now.rest === undefined) &&
      old.items.every((item, index) => Boolean(item.optional) === Boolean(now.items[index]?.optional));
    if (!sameForm) return typeChanged;
    const items = old.items.flatMap((item, index) =>
      comparison.types(item.type, now.items[index]?.type ?? item.type, below(spot, `[${index}]`)),
    );
    return [
      ...items,
      ...(old.rest && now.rest ? comparison.types(old.rest, now.rest, below(spot, '[…]')) : []),
    ];
  }
  if (old.kind === 'class' && now.kind === 'class') {
    if (old.wire && now.wire) return comparison.types(old.wire, now.wire, spot);
    if (old.name !== now.name || old.wire || now.wire) return typeChanged;
    return comparison.properties(old.fields, now.fields, below(spot, '.'), 'field');
  }
  if (old.kind === 'template' && now.kind === 'template')
    return old.pattern === now.pattern ? [] : typeChanged;
  if (old.kind === 'error' && now.kind === 'error') return old.name === now.name ? [] : typeChanged;
  return canonicalText(old) === canonicalText(now) ? [] : typeChanged;
}
