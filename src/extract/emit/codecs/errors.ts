/** Declared error classes: their fields and message out, the same class in again. */
import type { NamedType } from '../../contract/model.ts';
import { access, camel, quote } from '../source/names.ts';
import type { CodecScope } from './codec-scope.ts';
import { argumentsOf, fieldsObject, readFields } from './classes.ts';
import { declareObjectCodec, functionText } from './objects.ts';

export type ErrorType = Extract<NamedType, { readonly kind: 'error' }>;

/** `paymentDeclinedCodec`: what a service's method lists among its errors. */
export function errorCodecName(id: string, scope: Pick<CodecScope, 'names'>): string {
  return `${camel(scope.names.types[id] ?? id)}Codec`;
}

/** The class's name; a second class of that name goes by a number, or it would come back as the first. */
export function errorWireName(id: string, named: Pick<ErrorType, 'name'>): string {
  return id === named.name ? named.name : id.replace('~', '');
}

/**
 * Declares the codec of the error as an answer, and `encodeX` and `decodeX` for its place inside data:
 * `{ "message": …, "data": { fields } }`.
 */
export function declareErrorCodec(id: string, named: ErrorType, scope: CodecScope): void {
  const name = scope.names.types[id] ?? named.name;
  const type = scope.typeName(id);
  declareFields(id, named, scope, name);
  scope.declare(answerCodec(id, named, scope, name));
  const at = `const at = ${scope.codec('child')}(parent, key);`;
  const encode = `${at}\nreturn { message: ${scope.codec('writeString')}(value.message, at, 'message'), data: encode${name}Fields(value, at, 'data') };`;
  scope.declare(functionText(`encode${name}`, 'encode', type, encode, scope));
  const decode = `const from = ${scope.codec('readObject')}(value, parent, key);
${at}
const message = ${scope.codec('readString')}(from['message'], at, 'message');
return decode${name}Fields(message, from['data'], at, 'data');`;
  scope.declare(functionText(`decode${name}`, 'decode', type, decode, scope));
}

function answerCodec(id: string, named: ErrorType, scope: CodecScope, name: string): string {
  const className = scope.className(id);
  const codec = scope.imports.type(scope.specifiers.rpc, 'RpcErrorCodec');
  const root = scope.codec('root');
  const retryable = named.error.retryable === true ? '\nretryable: true,' : '';
  return `export const ${errorCodecName(id, scope)}: ${codec} = {
  name: ${quote(errorWireName(id, named))},
  status: ${named.error.status},${retryable}
  matches: (error) => error instanceof ${className},
  encode: (error) => encode${name}Fields(error as ${className}, ${root}, 'data'),
  decode: (message, data) => decode${name}Fields(message, data, ${root}, 'data'),
};`;
}

/** The fields are an object of their own, also where there are none. */
function declareFields(id: string, named: ErrorType, scope: CodecScope, name: string): void {
  const type = scope.typeName(id);
  const [path, key] = [scope.codecType('Path'), scope.codecType('Key')];
  const codec = { name: `encode${name}Fields`, text: type, hint: name, exported: false } as const;
  declareObjectCodec({ ...codec, type: { kind: 'object', properties: named.error.fields } }, 'encode', scope);
  const read = readFields(named.error.fields, scope, name);
  const body = `${read.text}\n${rebuild(named, scope.className(id), read.locals, scope)}`;
  scope.declare(
    `function decode${name}Fields(message: string, value: unknown, parent: ${path}, key: ${key}): ${type} {\n${body}\n}`,
  );
}

function rebuild(
  named: ErrorType,
  className: string,
  locals: Readonly<Record<string, string>>,
  scope: CodecScope,
): string {
  const { strategy, fields } = named.error;
  const known = { ...locals, message: 'message' };
  const besides = (parameters: readonly string[]): string => {
    const rest = fields.filter((field) => !parameters.includes(field.name));
    return rest.length === 0 ? '' : fieldsObject(rest, locals);
  };
  switch (strategy.by) {
    case 'constructor':
      return withMessage(
        `new ${className}(${argumentsOf(strategy.parameters, known)})`,
        named.name,
        scope,
        besides(strategy.parameters),
      );
    case 'factory':
      return withMessage(
        `${access(className, strategy.factory)}(${argumentsOf(strategy.parameters, known)})`,
        named.name,
        scope,
        besides(strategy.parameters),
      );
    case 'library':
      throw new Error(`${named.name} is no value object of a library.`);
    case 'wire-methods':
    case 'json-methods':
      return withMessage(
        `${className}.${strategy.by === 'wire-methods' ? 'fromWire' : 'fromJSON'}(${fieldsObject(fields, locals)})`,
        named.name,
        scope,
      );
    default: {
      const own = fieldsObject(fields, locals);
      return `return ${scope.codec('reviveError')}(${className}.prototype, message, ${own}, ${quote(ownName(named))});`;
    }
  }
}

/** Where it travels under another name it is still what its own class is called. */
export const ownName = ({ name, origin }: ErrorType): string => {
  const last = origin.path?.[origin.path.length - 1];
  return last === undefined || last === 'default' ? name : last;
};

/** The constructor may word its message from its parameters and set other fields itself; what was sent stands. */
function withMessage(build: string, name: string, scope: CodecScope, others = ''): string {
  const made = `${scope.codec('construct')}(() => ${build}, ${quote(name)}, parent, key)`;
  const end = others === '' ? 'return error;' : `return Object.assign(error, ${others});`;
  return `const error = ${made};\nerror.message = message;\n${end}`;
}
