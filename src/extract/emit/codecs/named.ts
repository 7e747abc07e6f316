/** One part of the codecs file for each named type and for each method. */
import type { Contract, Method, NamedType, Parameter, WireType } from '../../contract/model.ts';
import { access, literal, pascal } from '../source/names.ts';
import type { Names } from '../source/names.ts';
import type { Specifiers } from '../source/scope.ts';
import { printType } from '../types/print.ts';
import { CodecScope } from './codec-scope.ts';
import type { Direction } from './codec-scope.ts';
import { declareClassCodec } from './classes.ts';
import { declareErrorCodec } from './errors.ts';
import { codecExpression } from './expressions.ts';
import { declareObjectCodec, functionText } from './objects.ts';

const directions: readonly Direction[] = ['encode', 'decode'];

export function emitNamedType(
  id: string,
  contract: Contract,
  names: Names,
  specifiers: Specifiers,
): CodecScope {
  const scope = new CodecScope(id, contract, names, specifiers, codecExpression);
  const named = scope.named(id);
  const name = names.types[id] ?? named.name;
  switch (named.kind) {
    case 'alias':
      declareAlias(id, named, scope, name);
      break;
    case 'enum':
      declareEnum(id, named, scope, name);
      break;
    case 'class':
      declareClassCodec(id, named, scope);
      break;
    case 'error':
      declareErrorCodec(id, named, scope);
      break;
  }
  return scope;
}

function declareAlias(
  id: string,
  named: Extract<NamedType, { kind: 'alias' }>,
  scope: CodecScope,
  name: string,
): void {
  if (!named.origin.exported) scope.declare(`export type ${name} = ${printType(named.type, scope)};`);
  const text = scope.typeName(id);
  const { type } = named;
  for (const direction of directions) {
    if (type.kind === 'object')
      declareObjectCodec(
        { name: `${direction}${name}`, text, type, hint: name, exported: true },
        direction,
        scope,
      );
    else declareWrapped(`${direction}${name}`, text, type, direction, scope, name);
  }
}

/** A function, so that types may refer to each other in any order. */
function declareWrapped(
  name: string,
  text: string,
  type: WireType,
  direction: Direction,
  scope: CodecScope,
  hint: string,
): void {
  const expression = scope.expression(unbranded(type), direction, hint, text);
  const cast = direction === 'decode' && type.kind === 'brand' ? ` as ${text}` : '';
  if (/^[\w$]+$/.test(expression)) {
    scope.declare(
      functionText(name, direction, text, `return ${expression}(value, parent, key)${cast};`, scope),
    );
    return;
  }
  const constant = scope.names.unique(`${direction === 'encode' ? 'write' : 'read'}${hint}`);
  const form = scope.codecType(direction === 'encode' ? 'Writer' : 'Reader');
  const annotation = cast === '' ? `: ${form}<${text}>` : '';
  scope.declare(`const ${constant}${annotation} = ${expression};`);
  scope.declare(functionText(name, direction, text, `return ${constant}(value, parent, key)${cast};`, scope));
}

function unbranded(type: WireType): WireType {
  return type.kind === 'brand' ? type.base : type;
}

function declareEnum(
  id: string,
  named: Extract<NamedType, { kind: 'enum' }>,
  scope: CodecScope,
  name: string,
): void {
  const exported = named.origin.exported;
  if (!exported)
    scope.declare(`export type ${name} = ${named.members.map(({ value }) => literal(value)).join(' | ')};`);
  const text = scope.typeName(id);
  for (const direction of directions) {
    const expression =
      named.flags === true
        ? flagsExpression(named, direction, scope)
        : membersExpression(id, named, direction, scope);
    const constant = scope.names.unique(`${direction === 'encode' ? 'write' : 'read'}${name}`);
    scope.declare(`const ${constant} = ${expression};`);
    scope.declare(
      functionText(`${direction}${name}`, direction, text, `return ${constant}(value, parent, key);`, scope),
    );
  }
}

function membersExpression(
  id: string,
  named: Extract<NamedType, { kind: 'enum' }>,
  direction: Direction,
  scope: CodecScope,
): string {
  const values = named.members.map(({ name, value }) =>
    named.origin.exported ? access(scope.className(id), name) : literal(value),
  );
  return `${scope.maker('literal', direction)}([${values.join(', ')}])`;
}

function flagsExpression(
  named: Extract<NamedType, { kind: 'enum' }>,
  direction: Direction,
  scope: CodecScope,
): string {
  const mask = named.members.reduce((bits, { value }) => bits | Number(value), 0);
  return `${scope.maker('flags', direction)}(${mask})`;
}

/** The names of a method's parts in the codecs file: an existing function, or one declared for it. */
export interface MethodCodecs {
  readonly scope: CodecScope;
  /** By parameter name; `undefined` for a signal, which is not sent. */
  readonly parameters: Readonly<
    Record<string, { readonly encode: string; readonly decode: string } | undefined>
  >;
  readonly result: { readonly encode: string; readonly decode: string } | undefined;
}

/** Declares what the method needs beyond the codecs of named types. */
export function emitMethod(
  method: Method,
  contract: Contract,
  names: Names,
  specifiers: Specifiers,
): MethodCodecs {
  const scope = new CodecScope(method.name, contract, names, specifiers, codecExpression);
  const hint = pascal(method.name);
  const parameters = Object.fromEntries(
    method.parameters.map((parameter) => [parameter.name, parameterCodec(parameter, scope, hint)]),
  );
  return { scope, parameters, result: resultCodec(method.result, scope, hint) };
}

function parameterCodec(parameter: Parameter, scope: CodecScope, hint: string): MethodCodecs['result'] {
  if (parameter.type.kind === 'abortSignal') return undefined;
  return bothWays(parameter.type, scope, hint + pascal(parameter.name));
}

/** `undefined` as the whole result is 204, so that the value beside it needs no box. */
function resultCodec(type: WireType, scope: CodecScope, hint: string): MethodCodecs['result'] {
  if (type.kind === 'void' || type.kind === 'undefined' || type.kind === 'never') return undefined;
  return bothWays(type.kind === 'maybe' ? type.type : type, scope, `${hint}Result`);
}

function bothWays(
  type: WireType,
  scope: CodecScope,
  hint: string,
): { readonly encode: string; readonly decode: string } {
  const [encode, decode] = directions.map((direction) => exportedCodec(type, direction, scope, hint));
  return { encode: encode ?? '', decode: decode ?? '' };
}

function exportedCodec(type: WireType, direction: Direction, scope: CodecScope, hint: string): string {
  if (type.kind === 'object') {
    const name = scope.names.unique(`${direction}${hint}`);
    const text = scope.inlineType(type, hint, () => printType(type, scope));
    declareObjectCodec({ name, text, type, hint, exported: true }, direction, scope);
    return name;
  }
  const expression = scope.expression(type, direction, hint);
  if (/^[\w$]+$/.test(expression)) return expression;
  const name = scope.names.unique(`${direction}${hint}`);
  const form = scope.codecType(direction === 'encode' ? 'Writer' : 'Reader');
  scope.declare(`export const ${name}: ${form}<${printType(type, scope)}> = ${expression};`);
  return name;
}
