/** The TypeScript text of a wire type. Named types go by their exported names. */
import type { Property, WireType } from '../../contract/model.ts';
import { access, isIdentifier, literal, propertyKey, variable } from '../source/names.ts';
import type { Scope } from '../source/scope.ts';

type Kind<K extends WireType['kind']> = Extract<WireType, { readonly kind: K }>;

const fixed: Readonly<Partial<Record<WireType['kind'], string>>> = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
  undefined: 'undefined',
  bigint: 'bigint',
  date: 'Date',
  url: 'URL',
  void: 'void',
  never: 'never',
  regexp: 'RegExp',
  abortSignal: 'AbortSignal',
};

export function printType(type: WireType, scope: Scope): string {
  const known = fixed[type.kind];
  if (known !== undefined) return known;
  switch (type.kind) {
    case 'json':
      return scope.codecType('Json');
    case 'literal':
      return type.of === undefined
        ? literal(type.value)
        : access(scope.typeName(type.of.id), type.member ?? '');
    case 'bigintLiteral':
      return `${type.value}n`;
    case 'template':
    case 'brand':
      return type.text;
    case 'bytes':
      return type.as;
    case 'ref':
      return namedText(type.id, scope);
    default:
      return printComposite(type, scope);
  }
}

/** The name of a named type; of a generic class with what its parameters are. */
export function namedText(id: string, scope: Scope): string {
  return scope.typeName(id) + argumentsText(id, scope);
}

/** `<string, Order>`, or nothing. */
export function argumentsText(id: string, scope: Scope): string {
  const named = scope.named(id);
  const given = named.kind === 'class' ? (named.arguments ?? []) : [];
  return given.length === 0 ? '' : `<${given.map((each) => printType(each, scope)).join(', ')}>`;
}

function printComposite(type: WireType, scope: Scope): string {
  const print = (inner: WireType): string => printType(inner, scope);
  switch (type.kind) {
    case 'array':
      return `${type.readonly ? 'readonly ' : ''}${grouped(print(type.element))}[]`;
    case 'tuple':
      return `${type.readonly ? 'readonly ' : ''}[${printItems(type, scope)}]`;
    case 'map':
      return `${type.readonly ? 'ReadonlyMap' : 'Map'}<${print(type.key)}, ${print(type.value)}>`;
    case 'set':
      return `${type.readonly ? 'ReadonlySet' : 'Set'}<${print(type.element)}>`;
    case 'object':
      return printObject(type, scope);
    case 'record':
      return `Record<${type.key === undefined ? 'string' : print(type.key)}, ${print(type.value)}>`;
    case 'union':
      return type.members.map((member) => grouped(print(member.type))).join(' | ');
    case 'nullable':
      return `${grouped(print(type.type))} | null`;
    case 'maybe':
      return `${grouped(print(type.type))} | undefined`;
    default:
      throw new Error(`No TypeScript text for ${type.kind}.`);
  }
}

export function printObject(type: Kind<'object'>, scope: Scope): string {
  const properties = type.properties.map((property) => printProperty(property, scope));
  const index = type.index === undefined ? [] : [`[key: string]: ${printType(type.index, scope)}`];
  if (properties.length + index.length === 0) return 'Record<string, never>';
  return `{ ${[...properties, ...index].join('; ')} }`;
}

function printProperty({ name, type, presence, readonly }: Property, scope: Scope): string {
  const text = printType(type, scope);
  const optional = presence === 'optional' ? '?' : '';
  const value = presence === 'maybeUndefined' ? `${grouped(text)} | undefined` : text;
  return `${readonly ? 'readonly ' : ''}${propertyKey(name)}${optional}: ${value}`;
}

/** Labels are all or nothing in a tuple. */
function printItems(type: Kind<'tuple'>, scope: Scope): string {
  const labelled =
    type.rest === undefined && type.items.every(({ label }) => label !== undefined && isIdentifier(label));
  const items = type.items.map((item) => {
    const text = printType(item.type, scope);
    if (labelled) return `${variable(item.label ?? 'item')}${item.optional ? '?' : ''}: ${text}`;
    return item.optional ? `${grouped(text)}?` : text;
  });
  const rest = type.rest === undefined ? [] : [`...${grouped(printType(type.rest, scope))}[]`];
  return [...items, ...rest].join(', ');
}

/** In parentheses where an operator could tear the text apart. */
function grouped(text: string): string {
  return /^(?:[\w$.]+|'[^']*')$/.test(text) ? text : `(${text})`;
}
