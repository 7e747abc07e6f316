/** `src/service.ts`: what the wire knows of the port, for the client and for the service's host. */
import type { Contract, Method, Parameter } from '../contract/model.ts';
import { fileText } from './codecs/files.ts';
import type { CodecParts } from './codecs/files.ts';
import { errorCodecName } from './codecs/errors.ts';
import type { MethodCodecs } from './codecs/named.ts';
import { idempotencyKeyText } from './idempotency.ts';
import type { Imports } from './source/imports.ts';
import { comparisonText } from './comparison.ts';
import { camel, propertyKey, quote, variable } from './source/names.ts';
import type { Names } from './source/names.ts';
import { Scope, codecsOf } from './source/scope.ts';
import type { Specifiers } from './source/scope.ts';
import { printType } from './types/print.ts';
import { signalText } from './signal.ts';

const codecsFile = './codecs.ts';

/** The type that callers know the port by. Each function gives its text and adds what it needs to the imports. */
export interface PortType {
  bound(imports: Imports): string;
  /** What of it the client is. */
  implemented(imports: Imports): string;
  /** The client passes for more than it is: for a class with private parts, or an object. */
  readonly asserted: boolean;
  /** The binding takes any object and gives it back: its type depends on the binding itself. */
  readonly generic: boolean;
}

export interface ServiceContext {
  readonly contract: Contract;
  readonly names: Names;
  readonly specifiers: Specifiers;
  readonly parts: CodecParts;
  readonly header: string;
  /** By default the interface that the contract was read from. */
  readonly port?: PortType;
}

/** Names that do not come from the codecs file are imported from where the codecs file has them. */
export const locateInClient =
  (contract: Contract) =>
  (module: string): string =>
    Object.keys(contract.types).some((id) => codecsOf(id) === module) ? codecsFile : module;

export function emitServiceDescriptor({
  contract,
  names,
  specifiers,
  parts,
  header,
}: ServiceContext): string {
  const scope = new Scope('service', contract, names, specifiers);
  const methods = remoteMethods(contract);
  const texts = methods.map((method) => methodText(method, parts.methods.get(method.name), scope));
  const service = scope.imports.type(specifiers.rpc, 'RpcService');
  const list = methods.map(({ name }) => {
    const constant = methodConstant(name, names);
    return constant === name ? name : `${propertyKey(name)}: ${constant}`;
  });
  const descriptor = `export const ${serviceConstant(contract)}: ${service} = {
  name: ${quote(contract.name)},
  slug: ${quote(contract.slug)},
  contractHash: ${quote(contract.hash)},
  methods: { ${list.join(', ')} },
};`;
  const text = [...texts, descriptor].join('\n\n');
  return fileText(header, scope.imports.render(text, locateInClient(contract)), text);
}

export function remoteMethods(contract: Contract): readonly Method[] {
  return contract.methods.filter(({ local }) => local !== true);
}

export function serviceConstant(contract: Contract): string {
  return `${camel(contract.slug)}Service`;
}

/** `chargeMethod` */
export function methodConstant(name: string, names: Names): string {
  const constant = names.methods.get(name);
  if (constant === undefined) throw new Error(`The contract has no method ${name}.`);
  return constant;
}

function methodText(method: Method, codecs: MethodCodecs | undefined, scope: Scope): string {
  if (codecs === undefined) throw new Error(`No codecs were made for ${method.name}.`);
  const result = method.result;
  const type = scope.imports.type(scope.specifiers.rpc, 'RpcMethod');
  const args = method.parameters.map((parameter) => argumentType(parameter, scope)).join(', ');
  const members = [
    `name: ${quote(method.name)}`,
    `safety: ${quote(method.safety)}`,
    ...(method.timeoutMs === undefined ? [] : [`timeoutMs: ${method.timeoutMs}`]),
    encodeArgs(method, codecs, scope),
    decodeArgs(method, codecs, scope),
    ...resultCodecs(method, codecs, scope),
    `errors: [${method.throws.map((id) => scope.imports.value(codecsOf(id), errorCodecName(id, scope))).join(', ')}]`,
    ...comparisonText(method, scope.contract),
    ...idempotencyKeyText(method, scope.contract),
    ...signalText(method, scope.contract),
  ];
  return `export const ${methodConstant(method.name, scope.names)}: ${type}<[${args}], ${printType(result, scope)}> = {\n${members.join(',\n')},\n};`;
}

/** A parameter may always be given `undefined`, which an optional element of a tuple may not. */
function argumentType(parameter: Parameter, scope: Scope): string {
  const name = variable(parameter.name);
  const text = printType(parameter.type, scope);
  if (parameter.rest === true) return `...${name}: ${text}`;
  if (parameter.presence === 'optional') return `${name}?: ${text} | undefined`;
  return `${name}: ${parameter.presence === 'maybeUndefined' ? `${text} | undefined` : text}`;
}

function encodeArgs(method: Method, codecs: MethodCodecs, scope: Scope): string {
  const entries = method.parameters.flatMap((parameter) => {
    const write = codecs.parameters[parameter.name];
    if (write === undefined) return [];
    const place = `${variable(parameter.name)}, ${scope.codec('root')}, ${quote(parameter.name)}`;
    const name = borrow(write.encode, codecs, scope);
    const call = isSure(parameter)
      ? `${name}(${place})`
      : `${scope.codec('writeOptional')}(${name}, ${place})`;
    return [`${propertyKey(parameter.name)}: ${call}`];
  });
  if (entries.length === 0) return 'encodeArgs: () => ({})';
  return `encodeArgs: ([${argumentPattern(method, codecs)}]) => ({ ${entries.join(', ')} })`;
}

/** Only what is sent is taken out of the arguments. */
function argumentPattern(method: Method, codecs: MethodCodecs): string {
  const names = method.parameters.map((parameter) => {
    if (codecs.parameters[parameter.name] === undefined) return '';
    return `${parameter.rest === true ? '...' : ''}${variable(parameter.name)}`;
  });
  while (names.at(-1) === '') names.pop();
  return names.join(', ');
}

function decodeArgs(method: Method, codecs: MethodCodecs, scope: Scope): string {
  const values = method.parameters.map((parameter) => {
    const read = codecs.parameters[parameter.name];
    if (read === undefined) return `${scope.codec('callSignal')}()`;
    const name = borrow(read.decode, codecs, scope);
    const place = `${argumentSource(parameter.name, scope)}, ${scope.codec('root')}, ${quote(parameter.name)}`;
    const call = isSure(parameter)
      ? `${name}(${place})`
      : `${scope.codec('readOptional')}(${name}, ${place})`;
    return parameter.rest === true ? `...${call}` : call;
  });
  const read = `${scope.codec('readObject')}(body, ${scope.codec('root')}, 'arguments')`;
  const sent = method.parameters.some(({ name }) => codecs.parameters[name] !== undefined);
  return `decodeArgs: (body) => { ${sent ? 'const from = ' : ''}${read}; return [${values.join(', ')}]; }`;
}

function argumentSource(name: string, scope: Scope): string {
  return name in Object.prototype ? `${scope.codec('own')}(from, ${quote(name)})` : `from[${quote(name)}]`;
}

function isSure(parameter: Parameter): boolean {
  return parameter.presence === 'required' || parameter.rest === true;
}

function resultCodecs(method: Method, codecs: MethodCodecs, scope: Scope): string[] {
  const { result } = codecs;
  if (method.result.kind === 'never') {
    const refuse = `${scope.codec('fail')}('no result', ${scope.codec('root')}, 'result')`;
    return [`encodeResult: () => ${refuse}`, `decodeResult: () => ${refuse}`];
  }
  if (result === undefined) return ['encodeResult: () => undefined', 'decodeResult: () => undefined'];
  const place = `${scope.codec('root')}, 'result'`;
  const [write, read] = [borrow(result.encode, codecs, scope), borrow(result.decode, codecs, scope)];
  if (method.result.kind !== 'maybe')
    return [
      `encodeResult: (result) => ${write}(result, ${place})`,
      `decodeResult: (body) => ${read}(body, ${place})`,
    ];
  return [
    `encodeResult: (result) => ${scope.codec('writeOptional')}(${write}, result, ${place})`,
    `decodeResult: (body) => ${scope.codec('readOptional')}(${read}, body, ${place})`,
  ];
}

/** The function is the runtime's, a named type's, or was declared for this method in the codecs file. */
function borrow(name: string, codecs: MethodCodecs, scope: Scope): string {
  if (scope.imports.borrow(codecs.scope.imports, name)) return name;
  return scope.imports.value(codecsFile, name);
}
