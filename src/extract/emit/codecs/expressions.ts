/** Readers and writers as expressions: a function's name, or a call of the runtime that makes one. */
import type { BytesClass, WireType } from '../../contract/model.ts';
import { literal, pascal, quote } from '../source/names.ts';
import { printType } from '../types/print.ts';
import { acceptsNull, literalValues } from '../types/resolve.ts';
import type { CodecScope, Direction } from './codec-scope.ts';
import { literalText } from './literals.ts';
import { callee, declareObject } from './objects.ts';
import { unionExpression } from './unions.ts';

const scalars: Readonly<Partial<Record<WireType['kind'], string>>> = {
  string: 'String',
  number: 'Number',
  boolean: 'Boolean',
  null: 'Null',
  bigint: 'Bigint',
  date: 'Date',
  url: 'Url',
  regexp: 'Regexp',
  json: 'Json',
};

/**
 * An expression of type `Reader<T>` or `Writer<T>`. `hint` names what has to be declared on the way, in Pascal case;
 * `text` is the type's own name, where it has one.
 */
export function codecExpression(
  type: WireType,
  direction: Direction,
  scope: CodecScope,
  hint: string,
  text?: string,
): string {
  const scalar = scalars[type.kind];
  if (scalar !== undefined) return scope.codec(`${direction === 'decode' ? 'read' : 'write'}${scalar}`);
  switch (type.kind) {
    case 'ref':
      return refExpression(type, direction, scope);
    case 'bytes':
      return bytesExpression(type.as, direction, scope);
    case 'literal':
      return `${scope.maker('literal', direction)}([${literalText(type, scope)}])`;
    case 'bigintLiteral':
      return `${scope.maker('bigintLiteral', direction)}([${type.value}n])`;
    case 'template':
      return `${scope.maker('template', direction)}<${type.text}>(${patternText(type.pattern)}, ${quote(type.text)})`;
    case 'brand':
      return brandExpression(type, direction, scope, hint);
    case 'object':
      return declareObject(type, direction, scope, hint);
    case 'union':
      return unionCodec(type, direction, scope, hint, text ?? printType(type, scope));
    case 'void':
    case 'undefined':
    case 'never':
      return emptyExpression(type.kind, direction, scope);
    default:
      return collectionExpression(type, direction, scope, hint);
  }
}

function collectionExpression(type: WireType, direction: Direction, scope: CodecScope, hint: string): string {
  const inner = (of: WireType, suffix: string): string =>
    codecExpression(of, direction, scope, hint + suffix);
  switch (type.kind) {
    case 'array':
      return `${scope.maker('array', direction)}(${inner(type.element, 'Item')})`;
    case 'set':
      return `${scope.maker('set', direction)}(${inner(type.element, 'Item')})`;
    case 'map':
      return `${scope.maker('map', direction)}(${inner(type.key, 'Key')}, ${inner(type.value, 'Value')})`;
    case 'nullable':
      return `${scope.maker('nullable', direction)}(${inner(type.type, '')})`;
    case 'maybe': {
      const form = acceptsNull(type.type, scope.contract) ? 'boxed' : 'undefinedAsNull';
      return `${scope.maker(form, direction)}(${inner(type.type, '')})`;
    }
    case 'record':
      return recordExpression(type, direction, scope, hint);
    case 'tuple':
      return tupleExpression(type, direction, scope, hint);
    default:
      throw new Error(`A value of kind ${type.kind} has no form on the wire.`);
  }
}

function refExpression(
  type: Extract<WireType, { kind: 'ref' }>,
  direction: Direction,
  scope: CodecScope,
): string {
  return scope.codecOf(type.id, direction);
}

const plainBytes: ReadonlySet<BytesClass> = new Set<BytesClass>([
  'Uint8Array',
  'Buffer',
  'ArrayBuffer',
  'DataView',
]);

function bytesExpression(as: BytesClass, direction: Direction, scope: CodecScope): string {
  if (!plainBytes.has(as)) return `${scope.maker('typedArray', direction)}<${as}>(${as})`;
  if (direction === 'decode') return scope.codec(`read${as}`);
  return scope.codec(as === 'ArrayBuffer' || as === 'DataView' ? `write${as}` : 'writeBytes');
}

/** The base is checked; that the brand's own rule holds is the sender's word. */
function brandExpression(
  type: Extract<WireType, { kind: 'brand' }>,
  direction: Direction,
  scope: CodecScope,
  hint: string,
): string {
  const base = codecExpression(type.base, direction, scope, hint);
  return direction === 'encode' ? base : `${base} as unknown as ${scope.codecType('Reader')}<${type.text}>`;
}

function unionCodec(
  type: Extract<WireType, { kind: 'union' }>,
  direction: Direction,
  scope: CodecScope,
  hint: string,
  text: string,
): string {
  const bigints = type.members.flatMap(({ type: of }) =>
    of.kind === 'bigintLiteral' ? [`${of.value}n`] : [],
  );
  if (bigints.length === type.members.length)
    return `${scope.maker('bigintLiteral', direction)}([${bigints.join(', ')}])`;
  const values = literalValues(type, scope.contract);
  if (values === undefined) return unionExpression(type, direction, scope, hint, text);
  const items = values.map(literal).join(', ');
  const plain = type.members.every(({ type: of }) => of.kind === 'literal' && of.of === undefined);
  return plain
    ? `${scope.maker('literal', direction)}([${items}])`
    : `${scope.maker('literal', direction)}<${text}>([${items}] as never[])`;
}

/** Where a value must stand, nothing is null. A promise of never only ever fails. */
function emptyExpression(
  kind: 'void' | 'undefined' | 'never',
  direction: Direction,
  scope: CodecScope,
): string {
  const wire = kind === 'never' ? `${scope.codec('fail')}('no value', parent, key)` : undefined;
  const [path, key] = [scope.codecType('Path'), scope.codecType('Key')];
  if (wire !== undefined) return `(_value: unknown, parent: ${path}, key: ${key}): never => ${wire}`;
  return direction === 'encode'
    ? `(_value: unknown, _parent: ${path}, _key: ${key}): null => null`
    : `${scope.codec('undefinedAsNullReader')}<never>((_value, parent, key) => ${scope.codec('fail')}('nothing', parent, key))`;
}

function recordExpression(
  type: Extract<WireType, { kind: 'record' }>,
  direction: Direction,
  scope: CodecScope,
  hint: string,
): string {
  const values = `${scope.maker('record', direction)}(${codecExpression(type.value, direction, scope, `${hint}Value`)})`;
  if (type.key === undefined || type.key.kind === 'string') return values;
  if (direction === 'encode') return values;
  return declareKeyedRecord(type, type.key, values, scope, hint);
}

/** The keys of a record have a type of their own: each is read as a value of it. */
function declareKeyedRecord(
  type: WireType,
  keyType: WireType,
  values: string,
  scope: CodecScope,
  hint: string,
): string {
  const name = scope.names.unique(`decode${pascal(hint)}`);
  const text = printType(type, scope);
  const readKey = callee(keyType, 'decode', scope, `${hint}Key`);
  const [path, key] = [scope.codecType('Path'), scope.codecType('Key')];
  const readValues = scope.names.unique(`read${hint}Values`);
  scope.declare(`const ${readValues} = ${values};
function ${name}(value: unknown, parent: ${path}, key: ${key}): ${text} {
  const record = ${readValues}(value, parent, key);
  const at = ${scope.codec('openChild')}(parent, key);
  for (const name of Object.keys(record)) ${readKey}(name, at, name);
  return record as ${text};
}`);
  return name;
}

function tupleExpression(
  type: Extract<WireType, { kind: 'tuple' }>,
  direction: Direction,
  scope: CodecScope,
  hint: string,
): string {
  const items = type.items.map((item, index) =>
    codecExpression(item.type, direction, scope, `${hint}Item${index + 1}`),
  );
  const required = type.items.filter(({ optional }) => optional !== true).length;
  const rest =
    type.rest === undefined ? '' : `, rest: ${codecExpression(type.rest, direction, scope, `${hint}Rest`)}`;
  const text = printType(direction === 'encode' ? type : { ...type, readonly: false }, scope);
  const shape = `{ items: [${items.join(', ')}], required: ${required}${rest} }`;
  return `${scope.maker('tuple', direction)}<${text}>(${shape})`;
}

/** A regular expression literal. */
function patternText(pattern: string): string {
  return new RegExp(pattern).toString();
}
