/** `test/arbitraries.ts`: random values of every type of the contract, and the cases that the tests run over. */
import type { Contract, Method, NamedType, Parameter } from '../../contract/model.ts';
import { fileText } from '../codecs/files.ts';
import { argumentsOf } from '../codecs/classes.ts';
import { errorCodecName, ownName } from '../codecs/errors.ts';
import { methodConstant, remoteMethods } from '../service.ts';
import type { ServiceContext } from '../service.ts';
import { access, isIdentifier, literal, quote } from '../source/names.ts';
import { Scope, codecsOf } from '../source/scope.ts';
import { argumentsText, namedText, printType } from '../types/print.ts';
import { arbitrary, arbitraryName, recordArbitrary } from './arbitrary.ts';
import type { ArbitraryContext } from './arbitrary.ts';
import { recursiveIds } from '../types/recursion.ts';
import { libraryExamples } from './library-examples.ts';

/** How deep values of types that contain themselves may go. */
const startDepth = 2;

/** With `calls`, also what is called to compare placements where the module has no suite of its own. */
export function emitArbitraries(
  { contract, names, specifiers, header }: ServiceContext,
  more: { readonly calls: boolean },
): string {
  const scope = new Scope('arbitraries', contract, names, specifiers);
  const context: ArbitraryContext = {
    scope,
    recursive: recursiveIds(contract),
    likely: false,
    counting: false,
  };
  const types = Object.entries(contract.types).map(([id, named]) => typeText(id, named, context));
  const methods = remoteMethods(contract).flatMap((method) => methodCases(method, context));
  const errors = Object.entries(contract.types).flatMap(([id, named]) =>
    named.kind === 'error' ? [errorCase(id, named, scope)] : [],
  );
  const caseType = scope.imports.type('./laws.ts', 'CodecCase');
  const list = `/** Arguments and result of each method, and each declared error. */
export const cases: readonly ${caseType}[] = [${[...methods, ...errors].join(', ')}];`;
  const text = [...types, list, ...(more.calls ? [callsText(contract, context)] : [])].join('\n\n');
  const fastCheck = `import * as fc from 'fast-check';\nimport type { Arbitrary } from 'fast-check';`;
  const locate = (module: string): string =>
    Object.keys(contract.types).some((id) => codecsOf(id) === module) ? '../src/codecs.ts' : module;
  return fileText(header, `${fastCheck}\n${scope.imports.render(text, locate)}`, text);
}

function typeText(id: string, named: NamedType, context: ArbitraryContext): string {
  const { scope, recursive } = context;
  const depth = recursive.has(id) ? `depth: number = ${startDepth}` : '';
  const inside = { ...context, counting: recursive.has(id) };
  const type = namedText(id, scope);
  return `export function ${arbitraryName(id, scope)}(${depth}): Arbitrary<${type}> {
  return ${namedArbitrary(id, named, inside)};
}`;
}

function namedArbitrary(id: string, named: NamedType, context: ArbitraryContext): string {
  const { scope } = context;
  switch (named.kind) {
    case 'alias':
      // The text of a brand may speak of a symbol that only its own file knows.
      return named.type.kind === 'brand'
        ? `${arbitrary(named.type.base, context)}.map((value) => value as ${scope.typeName(id)})`
        : arbitrary(named.type, context);
    case 'enum':
      return enumArbitrary(id, named, scope);
    case 'class':
      return classArbitrary(id, named, { ...context, likely: true });
    case 'error':
      return errorArbitrary(id, named, { ...context, likely: true });
  }
}

function enumArbitrary(id: string, named: Extract<NamedType, { kind: 'enum' }>, scope: Scope): string {
  const values = named.members.map(({ name, value }) =>
    named.origin.exported ? access(scope.className(id), name) : `${literal(value)} as const`,
  );
  if (named.flags !== true) return `fc.constantFrom(${values.join(', ')})`;
  const mask = named.members.reduce((bits, { value }) => bits | Number(value), 0);
  return `fc.nat(${mask}).map((bits): ${scope.typeName(id)} => bits & ${mask})`;
}

function classArbitrary(
  id: string,
  named: Extract<NamedType, { kind: 'class' }>,
  context: ArbitraryContext,
): string {
  const className = context.scope.className(id);
  const { strategy } = named;
  const build = `${context.scope.imports.value('./values.ts', 'instance')}(${quote(named.name)}`;
  if (strategy.by === 'library') {
    const made =
      strategy.read === 'new'
        ? `new ${className}`
        : strategy.read === 'call'
          ? className
          : access(className, strategy.read);
    return `${build}, ${libraryWire(named, context)}, (wire) => ${made}(wire))`;
  }
  if (strategy.by === 'wire-methods' || strategy.by === 'json-methods') {
    if (named.wire === undefined) throw new Error(`The contract does not say what ${named.name} writes.`);
    const method = strategy.by === 'wire-methods' ? 'fromWire' : 'fromJSON';
    return `${build}, ${arbitrary(named.wire, context)}, (wire) => ${className}.${method}(wire))`;
  }
  const fields = recordArbitrary(named.fields, context);
  if (strategy.by === 'fields')
    return `${fields}.map((fields) => ${context.scope.codec('reviveClass')}(${className}.prototype, fields))`;
  const given = argumentsOf(strategy.parameters, locals(named.fields));
  const made =
    strategy.by === 'constructor'
      ? `new ${className}${argumentsText(id, context.scope)}`
      : access(className, strategy.factory);
  return `${build}, ${fields}, (fields) => ${made}(${given}))`;
}

/** What the library accepts: a moment, a known text, or what has the right form. */
function libraryWire(named: Extract<NamedType, { kind: 'class' }>, context: ArbitraryContext): string {
  if (named.wire?.kind === 'number')
    return `fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 })`;
  if (named.wire?.kind === 'template')
    return `fc.stringMatching(${new RegExp(named.wire.pattern).toString()})`;
  const example = libraryExamples[named.name];
  return example === undefined
    ? arbitrary(named.wire ?? { kind: 'string' }, context)
    : `fc.constant(${quote(example)})`;
}

function errorArbitrary(
  id: string,
  named: Extract<NamedType, { kind: 'error' }>,
  context: ArbitraryContext,
): string {
  const className = context.scope.className(id);
  const { strategy, fields } = named.error;
  const message = context.scope.imports.value('./values.ts', 'text');
  const record = recordArbitrary(fields, context);
  if (strategy.by === 'constructor' || strategy.by === 'factory') {
    const given = argumentsOf(strategy.parameters, { ...locals(fields), message: 'message' });
    const made = strategy.by === 'constructor' ? `new ${className}` : access(className, strategy.factory);
    const instance = context.scope.imports.value('./values.ts', 'instance');
    const values = `fc.tuple(${record}, ${message})`;
    return `${instance}(${quote(named.name)}, ${values}, ${pairPattern(given)} => ${made}(${given}))`;
  }
  const revive = context.scope.codec('reviveError');
  return `fc.tuple(${record}, ${message}).map(([fields, message]) => ${revive}(${className}.prototype, message, fields, ${quote(ownName(named))}))`;
}

/** Only the parts of the pair that the expression uses. */
function pairPattern(expression: string): string {
  const [fields, message] = [/\bfields\b/, /\bmessage\b/].map((word) => word.test(expression));
  if (message === true) return fields === true ? '([fields, message])' : '([, message])';
  return fields === true ? '([fields])' : '()';
}

function locals(fields: readonly { readonly name: string }[]): Record<string, string> {
  return Object.fromEntries(
    fields.map(({ name }) => [name, isIdentifier(name) ? `fields.${name}` : `fields[${quote(name)}]`]),
  );
}

function callsText(contract: Contract, context: ArbitraryContext): string {
  const { imports } = context.scope;
  const calls = remoteMethods(contract).map((method) => {
    const constant = imports.value('../src/service.ts', methodConstant(method.name, context.scope.names));
    return `{ name: ${quote(method.name)}, arguments: ${argumentsArbitrary(method, context)}, errors: ${constant}.errors }`;
  });
  return `export const calls: readonly ${imports.type('./outcomes.ts', 'Call')}[] = [${calls.join(', ')}];`;
}

function methodCases(method: Method, context: ArbitraryContext): string[] {
  const { scope } = context;
  const constant = scope.imports.value('../src/service.ts', methodConstant(method.name, scope.names));
  const make = scope.imports.value('./laws.ts', 'codecCase');
  const args = `${make}(${quote(`${method.name} request`)}, ${argumentsArbitrary(method, context)}, ${constant}.encodeArgs, ${constant}.decodeArgs)`;
  if (['void', 'undefined', 'never'].includes(method.result.kind)) return [args];
  const result = arbitrary(method.result, context);
  return [
    args,
    `${make}(${quote(`${method.name} answer`)}, ${result}, ${constant}.encodeResult, ${constant}.decodeResult)`,
  ];
}

function argumentsArbitrary(method: Method, context: ArbitraryContext): string {
  const rest = method.parameters.find((parameter) => parameter.rest === true);
  const parts = method.parameters
    .filter((parameter) => parameter !== rest)
    .map((parameter) => parameterArbitrary(parameter, context));
  const type = `[${method.parameters.map((parameter) => argumentType(parameter, context.scope)).join(', ')}]`;
  const head = `fc.tuple(${parts.join(', ')})`;
  if (rest === undefined) return head;
  const tail = arbitrary(rest.type, context);
  return `fc.tuple(${head}, ${tail}).map(([head, rest]): ${type} => [...head, ...rest])`;
}

function argumentType(parameter: Parameter, scope: Scope): string {
  const text = printType(parameter.type, scope);
  if (parameter.rest === true) return `...${text}`;
  return parameter.presence === 'required' ? text : `(${text}) | undefined`;
}

function parameterArbitrary(parameter: Parameter, context: ArbitraryContext): string {
  if (parameter.presence === 'required' || parameter.type.kind === 'abortSignal')
    return arbitrary(parameter.type, context);
  return `fc.option(${arbitrary(parameter.type, context)}, { nil: undefined })`;
}

function errorCase(id: string, named: Extract<NamedType, { kind: 'error' }>, scope: Scope): string {
  const codec = scope.imports.value(codecsOf(id), errorCodecName(id, scope));
  const readMessage = scope.imports.value('./laws.ts', 'errorCase');
  return `${readMessage}(${quote(named.name)}, ${arbitraryName(id, scope)}(), ${codec})`;
}
