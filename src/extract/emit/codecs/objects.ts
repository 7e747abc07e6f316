/** Objects: projection to the declared keys on the way out, a copy of the declared keys on the way in. */
import type { Property, WireType } from '../../contract/model.ts';
import { access, propertyKey, quote } from '../source/names.ts';
import { printObject } from '../types/print.ts';
import type { ObjectType } from '../types/resolve.ts';
import type { CodecScope, Direction } from './codec-scope.ts';

/** Declares the function of an object that has no name of its own. Returns the function's name. */
export function declareObject(
  type: ObjectType,
  direction: Direction,
  scope: CodecScope,
  hint: string,
): string {
  const name = scope.names.unique(`${direction}${hint}`);
  const text = isEmpty(type)
    ? printObject(type, scope)
    : scope.inlineType(type, hint, () => printObject(type, scope));
  declareObjectCodec({ name, text, type, hint, exported: false }, direction, scope);
  return name;
}

export interface ObjectCodec {
  readonly name: string;
  /** The TypeScript type. */
  readonly text: string;
  readonly type: ObjectType;
  /** Names what its properties declare. */
  readonly hint: string;
  readonly exported: boolean;
}

export function declareObjectCodec(codec: ObjectCodec, direction: Direction, scope: CodecScope): void {
  const body = direction === 'encode' ? encodeBody(codec, scope) : decodeBody(codec, scope);
  const text = functionText(codec.name, direction, codec.text, body, scope);
  scope.declare(codec.exported ? text : text.replace('export ', ''));
}

function isEmpty(type: ObjectType): boolean {
  return type.properties.length === 0 && type.index === undefined;
}

/** A function of the form of a Reader or a Writer. */
export function functionText(
  name: string,
  direction: Direction,
  type: string,
  body: string,
  scope: CodecScope,
): string {
  const [path, key] = [scope.codecType('Path'), scope.codecType('Key')];
  const [takes, gives] = direction === 'encode' ? [type, scope.codecType('Json')] : ['unknown', type];
  return `export function ${name}(value: ${takes}, parent: ${path}, key: ${key}): ${gives} {\n${body}\n}`;
}

function encodeBody({ type, hint }: ObjectCodec, scope: CodecScope): string {
  const entries = encodeProperties(type.properties, 'value', scope, hint);
  const rest = restCodec(type, 'encode', scope, hint);
  if (rest !== undefined) {
    const spread = `...(${rest}(value, parent, key) as ${scope.codecType('JsonObject')})`;
    return `${atLine(entries, scope)}return { ${[spread, ...entries].join(', ')} };`;
  }
  if (entries.length === 0) return `${scope.codec('readObject')}(value, parent, key);\nreturn {};`;
  return `${atLine(entries, scope)}return { ${entries.join(', ')} };`;
}

/** `id: writeString(value.id, at, 'id')` for each property that is sent. */
export function encodeProperties(
  properties: readonly Property[],
  object: string,
  scope: CodecScope,
  hint: string,
): string[] {
  return properties
    .filter(({ type }) => type.kind !== 'abortSignal')
    .map(({ name, type, presence, hidden, ifAny }) => {
      const source = hidden === true ? `${object}[${quote(name)}]` : access(object, name);
      const place = `${source}, at, ${quote(name)}`;
      if (ifAny === true) return `${propertyKey(name)}: ${scope.codec('writeJsonIfAny')}(${place})`;
      const write = callee(type, 'encode', scope, hint + pascalSuffix(name));
      const call =
        presence === 'required'
          ? `${write}(${place})`
          : `${scope.codec('writeOptional')}(${write}, ${place})`;
      return `${propertyKey(name)}: ${call}`;
    });
}

function decodeBody({ type, text, hint }: ObjectCodec, scope: CodecScope): string {
  const always = type.properties.filter(({ presence }) => presence !== 'optional');
  const optional = type.properties.filter(({ presence }) => presence === 'optional');
  const entries = always.map(
    (property) => `${propertyKey(property.name)}: ${decodeProperty(property, scope, hint)}`,
  );
  const rest = restCodec(type, 'decode', scope, hint);
  if (rest !== undefined) entries.unshift(`...${rest}(value, parent, key)`);
  const head =
    [...entries, ...optional].length === 0
      ? `${scope.codec('readObject')}(value, parent, key);`
      : objectLine(type, scope);
  if (optional.length === 0) return `${head}\nreturn { ${entries.join(', ')} };`;
  const sets = optional.map((property) => setOptional(property, scope, hint));
  return `${head}
const out: ${scope.codecType('Mutable')}<${text}> = { ${entries.join(', ')} };
${sets.join('\n')}
return out;`;
}

function objectLine(type: ObjectType, scope: CodecScope): string {
  const read = type.properties.some((property) => property.type.kind !== 'abortSignal');
  if (!read) return `${scope.codec('readObject')}(value, parent, key);`;
  return `const from = ${scope.codec('readObject')}(value, parent, key);\nconst at = ${scope.codec('child')}(parent, key);`;
}

function setOptional(property: Property, scope: CodecScope, hint: string): string {
  const { name, type } = property;
  const target = access('out', name);
  if (type.kind === 'abortSignal') return `${target} = ${scope.codec('callSignal')}();`;
  const read = callee(type, 'decode', scope, hint + pascalSuffix(name));
  return `if (${source(name, scope)} !== undefined) ${target} = ${read}(${source(name, scope)}, at, ${quote(name)});`;
}

/** The value of a property that is always set. */
export function decodeProperty({ name, type, presence }: Property, scope: CodecScope, hint: string): string {
  if (type.kind === 'abortSignal') return `${scope.codec('callSignal')}()`;
  const read = callee(type, 'decode', scope, hint + pascalSuffix(name));
  const place = `${source(name, scope)}, at, ${quote(name)}`;
  return presence === 'required' ? `${read}(${place})` : `${scope.codec('readOptional')}(${read}, ${place})`;
}

/** A key that every object inherits is only read when it is the object's own. */
function source(name: string, scope: CodecScope): string {
  return name in Object.prototype ? `${scope.codec('own')}(from, ${quote(name)})` : `from[${quote(name)}]`;
}

/** A function's name that can be called; an expression that makes one is declared as a constant first. */
export function callee(type: WireType, direction: Direction, scope: CodecScope, hint: string): string {
  const expression = scope.expression(type, direction, hint);
  if (/^[\w$]+$/.test(expression)) return expression;
  const name = scope.names.unique(`${direction === 'encode' ? 'write' : 'read'}${hint}`);
  scope.declare(`const ${name} = ${expression};`);
  return name;
}

/** The codec of the keys that are not declared, where the type has an index signature. */
function restCodec(
  type: ObjectType,
  direction: Direction,
  scope: CodecScope,
  hint: string,
): string | undefined {
  if (type.index === undefined) return undefined;
  const inner = scope.expression(type.index, direction, `${hint}Other`);
  const known = type.properties.map(({ name }) => quote(name)).join(', ');
  const maker = scope.codec(direction === 'encode' ? 'recordWriter' : 'recordReader');
  const name = scope.names.unique(`${direction === 'encode' ? 'write' : 'read'}${hint}Others`);
  scope.declare(`const ${name} = ${maker}(${inner}, [${known}]);`);
  return name;
}

function atLine(entries: readonly string[], scope: CodecScope): string {
  return entries.length === 0 ? '' : `const at = ${scope.codec('inObject')}(value, parent, key);\n`;
}

function pascalSuffix(name: string): string {
  const words = name
    .split(/[^\p{ID_Continue}$]+/u)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join('');
}
