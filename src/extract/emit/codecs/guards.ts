/** Tests on the original value, by which a union's writer finds the member to write. */
import type { Contract, WireType } from '../../contract/model.ts';
import { access, literal, quote } from '../source/names.ts';
import type { Scope } from '../source/scope.ts';
import { literalValues, propertiesOf, resolve } from '../types/resolve.ts';

const typeofKinds: Readonly<Partial<Record<string, string>>> = {
  string: 'string',
  template: 'string',
  number: 'number',
  boolean: 'boolean',
  bigint: 'bigint',
};

const instances: Readonly<Partial<Record<string, string>>> = {
  date: 'Date',
  url: 'URL',
  regexp: 'RegExp',
  map: 'Map',
  set: 'Set',
  abortSignal: 'AbortSignal',
};

/** A boolean expression over `value`, which is unknown. `depth` is how many levels of parts are looked into. */
export function guard(type: WireType, value: string, scope: Scope, depth: number): string {
  const of = resolve(type, scope.contract);
  const name = typeofKinds[of.kind];
  if (name !== undefined) return `typeof ${value} === '${name}'`;
  const builtin = of.kind === 'bytes' ? of.as : instances[of.kind];
  if (builtin !== undefined) return withParts(`${value} instanceof ${builtin}`, of, value, scope, depth);
  const literals = literalValues(type, scope.contract);
  if (literals !== undefined) return oneOf(literals.map(literal), value);
  switch (of.kind) {
    case 'class':
    case 'error':
      return `${value} instanceof ${scope.className(classId(type, scope.contract))}`;
    case 'array':
    case 'tuple':
      return withParts(`Array.isArray(${value})`, of, value, scope, depth);
    case 'object':
    case 'record':
      return objectGuard(type, value, scope, depth);
    case 'nullable':
      return `(${value} === null || ${guard(of.type, value, scope, depth)})`;
    case 'maybe':
      return `(${value} === undefined || ${guard(of.type, value, scope, depth)})`;
    case 'union':
      return `(${of.members.map((member) => guard(member.type, value, scope, depth)).join(' || ')})`;
    default:
      return simpleGuard(of, value);
  }
}

function simpleGuard(of: ReturnType<typeof resolve>, value: string): string {
  switch (of.kind) {
    case 'null':
      return `${value} === null`;
    case 'undefined':
    case 'void':
      return `${value} === undefined`;
    case 'bigintLiteral':
      return `${value} === ${of.value}n`;
    case 'enum': // used as flags
      return `typeof ${value} === 'number'`;
    case 'json':
      return 'true';
    default:
      return 'false';
  }
}

/** Whether `value` is an object whose `property` has one of the values. */
export function tagGuard(
  property: string,
  tags: readonly (string | number | boolean)[],
  value: string,
): string {
  const test = oneOf(tags.map(literal), access(value, property));
  return `${isObject(value)} && ${quote(property)} in ${value} && ${test}`;
}

function objectGuard(type: WireType, value: string, scope: Scope, depth: number): string {
  const properties = depth > 0 ? (propertiesOf(type, scope.contract) ?? []) : [];
  const tests = properties
    .filter((property) => property.type.kind !== 'abortSignal')
    .map(({ name, type: inner, presence }) => {
      const part = access(value, name);
      const fits = guard(inner, part, scope, depth - 1);
      if (presence === 'required') return `${quote(name)} in ${value} && ${fits}`;
      const missing = `!(${quote(name)} in ${value}) || ${part} === undefined`;
      return fits === 'true' ? 'true' : `(${missing} || ${fits})`;
    });
  const shape = [isObject(value), `!Array.isArray(${value})`, ...tests];
  return shape.filter((test) => test !== 'true').join(' && ');
}

function withParts(
  test: string,
  of: ReturnType<typeof resolve>,
  value: string,
  scope: Scope,
  depth: number,
): string {
  if (depth === 0) return test;
  if (of.kind === 'array') {
    const each = guard(of.element, 'item', scope, depth - 1);
    return each === 'true' ? test : `${test} && ${value}.every((item: unknown) => ${each})`;
  }
  if (of.kind === 'set') {
    const each = guard(of.element, 'item', scope, depth - 1);
    return each === 'true' ? test : `${test} && [...${value}].every((item: unknown) => ${each})`;
  }
  if (of.kind === 'map') {
    const each = `${guard(of.key, 'k', scope, depth - 1)} && ${guard(of.value, 'v', scope, depth - 1)}`;
    return `${test} && [...${value}].every(([k, v]: [unknown, unknown]) => ${each})`;
  }
  if (of.kind !== 'tuple') return test;
  const required = of.items.filter(({ optional }) => optional !== true).length;
  const parts = of.items
    .slice(0, required)
    .map((item, index) => guard(item.type, `${value}[${index}]`, scope, depth - 1));
  return [test, `${value}.length >= ${required}`, ...parts].filter((each) => each !== 'true').join(' && ');
}

function oneOf(values: readonly string[], value: string): string {
  const tests = values.map((each) => `${value} === ${each}`);
  return tests.length === 1 ? tests.join('') : `(${tests.join(' || ')})`;
}

function isObject(value: string): string {
  return `typeof ${value} === 'object' && ${value} !== null`;
}

/** The id of the class or error that a reference leads to. */
export function classId(type: WireType, contract: Contract): string {
  let at = type;
  for (;;) {
    if (at.kind === 'brand') at = at.base;
    else if (at.kind !== 'ref') throw new Error(`A ${at.kind} is not a class.`);
    else {
      const named = contract.types[at.id];
      if (named?.kind !== 'alias') return at.id;
      at = named.type;
    }
  }
}
