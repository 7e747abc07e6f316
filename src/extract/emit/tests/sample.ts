/** One fixed example of each type, in the form it has on the wire. */
import type { Contract, Method, NamedType, Property, WireType } from '../../contract/model.ts';
import { remoteMethods } from '../service.ts';
import { acceptsNull } from '../types/resolve.ts';
import { libraryExamples } from './library-examples.ts';
import { idsBehind } from '../types/recursion.ts';

export type Wire = null | boolean | number | string | Wire[] | { [key: string]: Wire };

/** The example of a type that contains itself ends here. */
const maxDepth = 3;

interface At {
  readonly contract: Contract;
  /** Of the property or parameter: texts are chosen by it. */
  readonly name: string;
  readonly depth: number;
}

const scalars: Readonly<Partial<Record<WireType['kind'], Wire>>> = {
  number: 1,
  boolean: true,
  null: null,
  undefined: null,
  void: null,
  bigint: '9007199254740993',
  date: '2026-01-31T12:00:00.000Z',
  url: 'https://example.org/',
  regexp: ['^a+$', 'i'],
};

/** `undefined`: the type has no finite example, or none that can be told from the type. */
export function sampleOf(type: WireType, at: At): Wire | undefined {
  const scalar = scalars[type.kind];
  if (scalar !== undefined) return scalar;
  switch (type.kind) {
    case 'bytes':
      return ['Uint8Array', 'Buffer', 'ArrayBuffer'].includes(type.as) ? 'AQID' : 'AAAAAAAA8D8=';
    case 'string':
      return sampleText(at.name);
    case 'json':
      return { any: ['JSON', 1, null] };
    case 'literal':
      return type.value;
    case 'bigintLiteral':
      return type.value;
    case 'template':
      return sampleTemplate(type.pattern, type.text);
    case 'brand':
      return sampleOf(type.base, at);
    case 'ref':
      return sampleNamed(type.id, at);
    case 'object':
      return sampleObject(type.properties, at);
    case 'nullable':
      return sampleOf(type.type, at) ?? null;
    case 'maybe': {
      const value = sampleOf(type.type, at);
      if (!acceptsNull(type.type, at.contract)) return value ?? null;
      return value === undefined ? [] : [value];
    }
    case 'union':
      return sampleUnion(type, at);
    default:
      return sampleCollection(type, at);
  }
}

function sampleCollection(type: WireType, at: At): Wire | undefined {
  const list = (...parts: (Wire | undefined)[]): Wire[] =>
    parts.every((part) => part !== undefined) ? parts : [];
  switch (type.kind) {
    case 'array':
    case 'set':
      return list(sampleOf(type.element, at));
    case 'map': {
      const pair = list(sampleOf(type.key, at), sampleOf(type.value, at));
      return pair.length === 0 ? [] : [pair];
    }
    case 'record': {
      const key = type.key === undefined ? 'key' : sampleOf(type.key, at);
      const value = sampleOf(type.value, at);
      return value === undefined || typeof key !== 'string' ? {} : { [key]: value };
    }
    case 'tuple': {
      const items = type.items.map((item) => sampleOf(item.type, { ...at, name: item.label ?? at.name }));
      return items.every((item) => item !== undefined) ? items : undefined;
    }
    default:
      return undefined;
  }
}

function sampleObject(properties: readonly Property[], at: At): Wire | undefined {
  const sample: { [key: string]: Wire } = {};
  for (const { name, type, presence } of properties) {
    if (type.kind === 'abortSignal') continue;
    const value = sampleOf(type, { ...at, name });
    if (value !== undefined) sample[name] = value;
    else if (presence === 'required') return undefined;
  }
  return sample;
}

function sampleUnion(type: Extract<WireType, { kind: 'union' }>, at: At): Wire | undefined {
  for (const [index, member] of type.members.entries()) {
    const value = sampleOf(member.type, at);
    if (value === undefined) continue;
    return type.strategy.by === 'boxed' ? { $: index, v: value } : value;
  }
  return undefined;
}

function sampleNamed(id: string, at: At): Wire | undefined {
  const named = at.contract.types[id];
  if (named === undefined || at.depth >= maxDepth) return undefined;
  const inside: At = { ...at, depth: at.depth + 1 };
  switch (named.kind) {
    case 'alias':
      return sampleOf(named.type, inside);
    case 'enum':
      return named.members[0]?.value;
    case 'class':
      if (named.strategy.by === 'library' && named.wire?.kind !== 'number')
        return libraryExamples[named.name];
      return named.wire === undefined ? sampleObject(named.fields, inside) : sampleOf(named.wire, inside);
    case 'error':
      return sampleError(named, inside);
  }
}

function sampleError(named: Extract<NamedType, { kind: 'error' }>, at: At): Wire | undefined {
  const data = sampleObject(named.error.fields, at);
  return data === undefined ? undefined : { message: `An example of ${named.name}.`, data };
}

const texts: readonly (readonly [RegExp, string])[] = [
  [/currency/i, 'EUR'],
  [/country/i, 'DE'],
  [/locale|language/i, 'en'],
  [/e-?mail|address/i, 'ada@example.org'],
  [/ur[il]|href|link/i, 'https://example.org/'],
  [/date|day/i, '2026-01-31'],
];

function sampleText(name: string): string {
  return texts.find(([pattern]) => pattern.test(name))?.[1] ?? name;
}

function sampleTemplate(pattern: string, text: string): string | undefined {
  const filled = text
    .replaceAll('`', '')
    .replace(/\$\{(\w+)\}/g, (_, kind: string) =>
      kind === 'string' ? 'x' : kind === 'boolean' ? 'true' : '1',
    );
  return new RegExp(pattern).test(filled) ? filled : undefined;
}

export function sampleRequest(method: Method, contract: Contract): Wire | undefined {
  const sample: { [key: string]: Wire } = {};
  for (const { name, type, presence } of method.parameters) {
    if (type.kind === 'abortSignal' || type.kind === 'undefined') continue;
    const value = sampleOf(type, { contract, name, depth: 0 });
    if (value !== undefined) sample[name] = value;
    else if (presence === 'required') return undefined;
  }
  return sample;
}

/** `undefined` for 204. */
export function sampleAnswer(method: Method, contract: Contract): Wire | undefined {
  const { result } = method;
  if (result.kind === 'void' || result.kind === 'undefined') return undefined;
  return sampleOf(result.kind === 'maybe' ? result.type : result, { contract, name: method.name, depth: 0 });
}

/** `wire.golden.json`: by the name of the case, as in `arbitraries.ts`. */
export function emitGolden(contract: Contract): string {
  const exact: Record<string, Wire> = {};
  const shape: Record<string, Wire> = {};
  const add = (name: string, types: readonly WireType[], sample: Wire | undefined): void => {
    if (sample !== undefined) (mayNormalise(types, contract) ? shape : exact)[name] = sample;
  };
  for (const method of remoteMethods(contract)) {
    const parameters = method.parameters.map(({ type }) => type);
    add(`${method.name} request`, parameters, sampleRequest(method, contract));
    add(`${method.name} answer`, [method.result], sampleAnswer(method, contract));
  }
  for (const [id, named] of Object.entries(contract.types))
    if (named.kind === 'error')
      add(named.name, [{ kind: 'ref', id }], sampleNamed(id, { contract, name: '', depth: 0 }));
  return `${JSON.stringify({ exact, shape }, undefined, 2)}\n`;
}

/** A factory, or methods of the class's own, may write a value in another form than it was read in. */
function mayNormalise(types: readonly WireType[], contract: Contract): boolean {
  return [...idsBehind(types, contract)].some((id) => {
    const named = contract.types[id];
    return (
      named?.kind === 'class' &&
      ['factory', 'wire-methods', 'json-methods', 'library'].includes(named.strategy.by)
    );
  });
}
