/** What changed between two contracts, and whether processes that have one and the other still understand each other. */
import { compareProperties } from './compare-properties.ts';
import { openComparison } from './compare-types.ts';
import type { Comparison } from './comparison.ts';
import type { ContractChange, Spot } from './changes.ts';
import type { Contract, Method, MethodSafety, NamedType } from './model.ts';

/** Every change, in the order of the methods. No change gives an empty list. */
export function compareContracts(before: Contract, after: Contract): ContractChange[] {
  const comparison = openComparison(before, after, compareProperties);
  const spot: Spot = { direction: 'method', at: before.name };
  const renamed = before.name === after.name ? [] : [breaking(spot, `service renamed to ${after.name}`)];
  return [
    ...renamed,
    ...compareMethods(comparison, before, after),
    ...compareErrors(comparison, before, after),
  ];
}

const breaking = (spot: Spot, change: string): ContractChange => ({ ...spot, change, level: 'breaking' });
const warning = (spot: Spot, change: string): ContractChange => ({ ...spot, change, level: 'warning' });
const fine = (spot: Spot, change: string): ContractChange => ({ ...spot, change, level: 'ok' });

const carried = ({ methods }: Contract): readonly Method[] => methods.filter(({ local }) => local !== true);

function compareMethods(comparison: Comparison, before: Contract, after: Contract): ContractChange[] {
  const old = carried(before);
  const now = carried(after);
  const at = (name: string): Spot => ({ direction: 'method', at: name });
  return [
    ...old.flatMap((method) => {
      const next = now.find(({ name }) => name === method.name);
      return next === undefined
        ? [breaking(at(method.name), 'method removed')]
        : compareMethod(comparison, method, next);
    }),
    ...now
      .filter(({ name }) => !old.some((method) => method.name === name))
      .map(({ name }) => fine(at(name), 'method added')),
  ];
}

function compareMethod(comparison: Comparison, before: Method, after: Method): ContractChange[] {
  const { name } = before;
  const spot: Spot = { direction: 'method', at: name };
  return [
    ...comparison.properties(
      before.parameters,
      after.parameters,
      { direction: 'request', at: `${name}: parameter ` },
      'parameter',
    ),
    ...comparison.types(before.result, after.result, { direction: 'result', at: `${name}: result` }),
    ...compareSafety(before.safety, after.safety, spot),
    ...compareTimeout(before, after, spot),
    ...(before.idempotencyKey === after.idempotencyKey ? [] : [warning(spot, 'idempotency key changed')]),
    ...compareThrows(before, after),
  ];
}

/** From what may be repeated freely to what may not at all. */
const strictness: readonly MethodSafety[] = ['readonly', 'idempotent', 'mutating'];

function compareSafety(before: MethodSafety, after: MethodSafety, spot: Spot): ContractChange[] {
  if (before === after) return [];
  const change = `${before} became ${after}`;
  if (strictness.indexOf(after) < strictness.indexOf(before)) return [fine(spot, change)];
  return [after === 'mutating' ? breaking(spot, change) : warning(spot, change)];
}

/** Milliseconds of a remote call that says nothing of its own. */
const defaultTimeoutMs = 5_000;

function compareTimeout(before: Method, after: Method, spot: Spot): ContractChange[] {
  const [old, now] = [before.timeoutMs ?? defaultTimeoutMs, after.timeoutMs ?? defaultTimeoutMs];
  if (old === now) return [];
  const change = `timeout changed from ${old} to ${now} ms`;
  return [now < old ? warning(spot, change) : fine(spot, change)];
}

function compareThrows(before: Method, after: Method): ContractChange[] {
  const spot: Spot = { direction: 'error', at: before.name };
  const added = after.throws.filter((id) => !before.throws.includes(id));
  const removed = before.throws.filter((id) => !after.throws.includes(id));
  return [
    ...added.map((id) => warning(spot, `error ${id} added`)),
    ...removed.map((id) => fine(spot, `error ${id} removed`)),
  ];
}

/** The fields of errors that both versions declare. */
function compareErrors(comparison: Comparison, before: Contract, after: Contract): ContractChange[] {
  return Object.entries(before.types).flatMap(([id, old]) => {
    const now: NamedType | undefined = after.types[id];
    if (old.kind !== 'error' || now?.kind !== 'error') return [];
    const spot: Spot = { direction: 'error', at: `${id}.` };
    const status =
      old.error.status === now.error.status
        ? []
        : [fine({ ...spot, at: id }, `status changed from ${old.error.status} to ${now.error.status}`)];
    return [...comparison.properties(old.error.fields, now.error.fields, spot, 'field'), ...status];
  });
}
