/** Types of a contract for people: as TypeScript would say it, with how a value travels where JSON has no such thing. */
import type { Contract, Method, NamedType, Parameter, WireType } from '../../../extract/contract/index.ts';

/** `(email: string, since?: Date) → User | null`. What was refused is `✗`. */
export function formatSignature({ parameters, result }: Method): string {
  return `(${parameters.map(formatParameter).join(', ')}) → ${formatType(result)}`;
}

function formatParameter({ name, type, presence, rest }: Parameter): string {
  const optional = presence === 'optional' ? '?' : '';
  const missing = presence === 'maybeUndefined' ? ' | undefined' : '';
  return `${rest ? '...' : ''}${name}${optional}: ${formatType(type)}${missing}`;
}

/** Longer object types are cut, and deeper ones: their named parts say the rest. */
const maxProperties = 4;
const maxDepth = 2;

export function formatType(type: WireType, depth = 0): string {
  switch (type.kind) {
    case 'never':
      return '✗';
    case 'date':
      return 'Date';
    case 'json':
      return 'JSON';
    case 'url':
      return 'URL';
    case 'literal':
      return type.member ?? JSON.stringify(type.value);
    case 'bigintLiteral':
      return `${type.value}n`;
    case 'template':
      return type.text;
    case 'bytes':
      return type.as;
    case 'regexp':
      return 'RegExp';
    case 'array':
      return `${inner(type.element, depth)}[]`;
    case 'tuple':
      return `[${type.items.map((item) => formatType(item.type, depth)).join(', ')}${type.rest ? `, ...${inner(type.rest, depth)}[]` : ''}]`;
    case 'map':
      return `Map<${formatType(type.key, depth)}, ${formatType(type.value, depth)}>`;
    case 'set':
      return `Set<${formatType(type.element, depth)}>`;
    case 'record':
      return `Record<string, ${formatType(type.value, depth)}>`;
    case 'object':
      return formatObject(type, depth);
    case 'union':
      return type.members.map((member) => formatType(member.type, depth)).join(' | ');
    case 'nullable':
      return `${formatType(type.type, depth)} | null`;
    case 'maybe':
      return `${formatType(type.type, depth)} | undefined`;
    case 'brand':
      return type.text;
    case 'abortSignal':
      return 'AbortSignal';
    case 'ref':
      return type.id.replace(/~\d+$/, '');
    default:
      return type.kind;
  }
}

const inner = (type: WireType, depth: number): string =>
  ['union', 'nullable', 'maybe'].includes(type.kind)
    ? `(${formatType(type, depth)})`
    : formatType(type, depth);

function formatObject({ properties }: Extract<WireType, { kind: 'object' }>, depth: number): string {
  if (depth >= maxDepth && properties.length > 0) return '{ … }';
  const shown = properties
    .slice(0, maxProperties)
    .map(
      ({ name, presence, type }) =>
        `${name}${presence === 'optional' ? '?' : ''}: ${formatType(type, depth + 1)}`,
    );
  const more = properties.length > maxProperties ? ['…'] : [];
  return shown.length === 0 ? '{}' : `{ ${[...shown, ...more].join('; ')} }`;
}

/** What is more than plain JSON among the types of a contract: `Date as text`, `Money by its constructor`. */
export function formatWireForms({ methods, types }: Contract): string[] {
  const used = new Set<string>();
  const note = (type: WireType): void => void builtIn(type).forEach((each) => used.add(each));
  for (const method of methods)
    [...method.parameters.map(({ type }) => type), method.result].forEach((type) => walk(type, note));
  for (const named of Object.values(types)) partsOf(named).forEach((type) => walk(type, note));
  const named = Object.values(types).flatMap(formatNamed);
  return [...[...used].sort(), ...named];
}

function builtIn(type: WireType): string[] {
  switch (type.kind) {
    case 'date':
      return ['Date as text (ISO 8601)'];
    case 'bytes':
      return [`${type.as} as base64`];
    case 'bigint':
      return ['bigint as text'];
    case 'map':
      return ['Map as a list of pairs'];
    case 'set':
      return ['Set as a list'];
    case 'url':
    case 'regexp':
      return [`${type.kind === 'url' ? 'URL' : 'RegExp'} as text`];
    case 'json':
      return ['JSON as it is, unchecked'];
    case 'abortSignal':
      return ['AbortSignal not sent: the service’s own takes its place'];
    default:
      return [];
  }
}

const ways: Readonly<Record<string, string>> = {
  'wire-methods': 'by its toWire() and fromWire()',
  'json-methods': 'by its toJSON() and fromJSON()',
  constructor: 'rebuilt by its constructor',
  factory: 'rebuilt by its factory',
  fields: 'rebuilt from its fields',
  library: 'rebuilt by its library',
};

const formatNamed = (named: NamedType): string[] =>
  named.kind === 'class'
    ? [`${named.name}: an instance again, ${ways[named.strategy.by] ?? named.strategy.by}`]
    : [];

function partsOf(named: NamedType): WireType[] {
  if (named.kind === 'alias') return [named.type];
  if (named.kind === 'class') return named.fields.map(({ type }) => type);
  return named.kind === 'error' ? named.error.fields.map(({ type }) => type) : [];
}

function walk(type: WireType, visit: (type: WireType) => void): void {
  visit(type);
  for (const each of childrenOf(type)) walk(each, visit);
}

function childrenOf(type: WireType): WireType[] {
  switch (type.kind) {
    case 'array':
    case 'set':
      return [type.element];
    case 'tuple':
      return [...type.items.map((item) => item.type), ...(type.rest ? [type.rest] : [])];
    case 'map':
      return [type.key, type.value];
    case 'record':
      return [type.value];
    case 'object':
      return [...type.properties.map((property) => property.type), ...(type.index ? [type.index] : [])];
    case 'union':
      return type.members.map((member) => member.type);
    case 'nullable':
    case 'maybe':
      return [type.type];
    default:
      return [];
  }
}
