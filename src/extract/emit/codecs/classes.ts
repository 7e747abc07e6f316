/** Instances of classes: out by their fields or their own methods, back through the strategy that the contract chose. */
import type { ClassStrategy, NamedType, Property, WireType } from '../../contract/model.ts';
import { access, propertyKey, variable } from '../source/names.ts';
import { argumentsText, namedText } from '../types/print.ts';
import type { CodecScope } from './codec-scope.ts';
import { callee, decodeProperty, encodeProperties, functionText } from './objects.ts';

export type ClassType = Extract<NamedType, { readonly kind: 'class' }>;

export function declareClassCodec(id: string, named: ClassType, scope: CodecScope): void {
  const name = scope.names.types[id] ?? named.name;
  const type = namedText(id, scope);
  scope.declare(functionText(`encode${name}`, 'encode', type, encodeBody(named, scope, name), scope));
  scope.declare(functionText(`decode${name}`, 'decode', type, decodeBody(id, named, scope, name), scope));
}

function encodeBody(named: ClassType, scope: CodecScope, hint: string): string {
  const method = ownMethods(named.strategy)?.write;
  if (method !== undefined)
    return `${scope.codec('inObject')}(value, parent, key);\nreturn ${callee(wireOf(named), 'encode', scope, `${hint}Wire`)}(value.${method}(), parent, key);`;
  const entries = encodeProperties(named.fields, 'value', scope, hint);
  const at = `const at = ${scope.codec('inObject')}(value, parent, key);\n`;
  if (entries.length === 0) return `${scope.codec('readObject')}(value, parent, key);\nreturn {};`;
  return `${at}return { ${entries.join(', ')} };`;
}

function decodeBody(id: string, named: ClassType, scope: CodecScope, hint: string): string {
  const className = scope.className(id);
  const method = ownMethods(named.strategy)?.read;
  if (method !== undefined) {
    const read = callee(wireOf(named), 'decode', scope, `${hint}Wire`);
    return `const wire = ${read}(value, parent, key);\n${constructed(reading(className, method), named.name, scope)}`;
  }
  const read = readFields(named.fields, scope, hint);
  const type = className + argumentsText(id, scope);
  return `${read.text}\n${rebuild(named, { className, type }, read.locals, scope)}`;
}

/** Of a library `new C(wire)` or `C(wire)`; else a static method. */
function reading(className: string, method: string): string {
  if (method === 'new') return `new ${className}(wire)`;
  return method === 'call' ? `${className}(wire)` : `${className}.${method}(wire)`;
}

function rebuild(
  named: ClassType,
  { className, type }: { readonly className: string; readonly type: string },
  locals: Readonly<Record<string, string>>,
  scope: CodecScope,
): string {
  const { strategy } = named;
  switch (strategy.by) {
    case 'constructor':
      return constructed(`new ${type}(${argumentsOf(strategy.parameters, locals)})`, named.name, scope);
    case 'factory':
      return constructed(
        `${access(className, strategy.factory)}(${argumentsOf(strategy.parameters, locals)})`,
        named.name,
        scope,
      );
    default:
      return `return ${scope.codec('reviveClass')}(${className}.prototype, ${fieldsObject(named.fields, locals)});`;
  }
}

function constructed(build: string, name: string, scope: CodecScope): string {
  return `return ${scope.codec('construct')}(() => ${build}, '${name}', parent, key);`;
}

export interface ReadFields {
  /** Statements that read every field into a local. */
  readonly text: string;
  /** The local of each field. */
  readonly locals: Readonly<Record<string, string>>;
}

/** Reads fields before anything is constructed, so that what is wrong is told by its path. */
export function readFields(fields: readonly Property[], scope: CodecScope, hint: string): ReadFields {
  const locals = Object.fromEntries(fields.map(({ name }, index) => [name, localName(name, index)]));
  const reads = fields.map((field) => {
    const presence = field.presence === 'required' ? 'required' : 'maybeUndefined';
    return `const ${locals[field.name] ?? ''} = ${decodeProperty({ ...field, presence }, scope, hint)};`;
  });
  const from = `const from = ${scope.codec('readObject')}(value, parent, key);`;
  const at = `const at = ${scope.codec('child')}(parent, key);`;
  const none = `${scope.codec('readObject')}(value, parent, key);`;
  return { text: reads.length === 0 ? none : [from, at, ...reads].join('\n'), locals };
}

/** `{ id, ...(note === undefined ? {} : { note }) }`. */
export function fieldsObject(fields: readonly Property[], locals: Readonly<Record<string, string>>): string {
  const entries = fields.map(({ name, presence }) => {
    const local = locals[name] ?? 'undefined';
    const entry = propertyKey(name) === local ? local : `${propertyKey(name)}: ${local}`;
    return presence === 'optional' ? `${local} === undefined ? {} : { ${entry} }` : entry;
  });
  const [first] = entries;
  if (entries.length === 1 && first !== undefined && fields[0]?.presence === 'optional') return first;
  const parts = entries.map((entry, index) =>
    fields[index]?.presence === 'optional' ? `...(${entry})` : entry,
  );
  return `{ ${parts.join(', ')} }`;
}

export function argumentsOf(parameters: readonly string[], locals: Readonly<Record<string, string>>): string {
  const given = parameters.map((name) => locals[name] ?? 'undefined');
  while (given.at(-1) === 'undefined') given.pop();
  return given.join(', ');
}

export function ownMethods(
  strategy: ClassStrategy,
): { readonly write: string; readonly read: string } | undefined {
  if (strategy.by === 'library') return { write: strategy.write, read: strategy.read };
  if (strategy.by === 'wire-methods') return { write: 'toWire', read: 'fromWire' };
  return strategy.by === 'json-methods' ? { write: 'toJSON', read: 'fromJSON' } : undefined;
}

function wireOf(named: ClassType): WireType {
  if (named.wire === undefined) throw new Error(`The contract does not say what ${named.name} writes.`);
  return named.wire;
}

const busy = new Set(['value', 'parent', 'key', 'from', 'at', 'wire', 'error', 'message']);

function localName(name: string, index: number): string {
  return variable(name) === name && !busy.has(name) ? name : `field${index + 1}`;
}
