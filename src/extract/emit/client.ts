/** `src/client.ts`: the port over HTTP. */
import type { Contract, Method, Parameter } from '../contract/model.ts';
import { fileText } from './codecs/files.ts';
import { locateInClient, methodConstant } from './service.ts';
import type { ServiceContext } from './service.ts';
import { propertyKey, quote, variable } from './source/names.ts';
import { Scope } from './source/scope.ts';
import { printType } from './types/print.ts';

/** Milliseconds for all attempts where the method does not say. */
export const defaultTimeoutMs = 5000;

export function clientClass(contract: Contract): string {
  return `${contract.name}HttpClient`;
}

export function emitHttpClient({ contract, names, specifiers, header, port }: ServiceContext): string {
  const scope = new Scope('client', contract, names, specifiers);
  const implemented =
    port?.implemented(scope.imports) ?? scope.imports.type(contract.origin.module, contract.name);
  const caller = scope.imports.type(specifiers.rpc, 'RpcCaller');
  const members = contract.methods.map((method) => memberText(method, implemented, scope));
  const text = `/** ${contract.name} in another process. Its methods do not depend on \`this\`. */
export class ${clientClass(contract)} implements ${implemented} {
  readonly #rpc: ${caller};

  constructor(rpc: ${caller}) {
    this.#rpc = rpc;
  }

  ${members.join('\n\n')}
}`;
  return fileText(header, scope.imports.render(text, locateInClient(contract)), text);
}

function memberText(method: Method, port: string, scope: Scope): string {
  if (method.local === true) return localText(method, scope.contract);
  const parameters = method.parameters.map((parameter) => parameterText(parameter, scope)).join(', ');
  const args = method.parameters.map(
    (parameter) => `${parameter.rest === true ? '...' : ''}${variable(parameter.name)}`,
  );
  const constant = scope.imports.value('./service.ts', methodConstant(method.name, scope.names));
  const promise = `Promise<${printType(method.result, scope)}>`;
  const call = `(${parameters}): ${promise} => this.#rpc.call(${constant}, [${args.join(', ')}])`;
  if (method.asserted === true) {
    // Overloads and type parameters say more than one codec can: what a call gives back is what the port promises.
    const key = `${port}[${quote(method.name)}]`;
    return `${comment(describe(method, scope))}
  readonly ${propertyKey(method.name)}: ${key} = (${call}) as unknown as ${key};`;
  }
  return `${comment(describe(method, scope))}
  readonly ${propertyKey(method.name)} = ${call};`;
}

function parameterText(parameter: Parameter, scope: Scope): string {
  const text = printType(parameter.type, scope);
  const name = variable(parameter.name);
  if (parameter.rest === true) return `...${name}: ${text}`;
  if (parameter.presence === 'optional') return `${name}?: ${text}`;
  return `${name}: ${parameter.presence === 'maybeUndefined' ? `${text} | undefined` : text}`;
}

/** Fails where it is called, also where the method is not one that returns a promise. */
function localText(method: Method, contract: Contract): string {
  const message = `${contract.name}.${method.name} is kept local: it cannot be called where ${contract.slug} is another process.`;
  return `/** Not part of the wire: always throws here. */
  readonly ${propertyKey(method.name)} = (): never => {
    throw new Error(${quote(message)});
  };`;
}

/** On one line if it fits there. */
function comment(text: string): string {
  return text.length < 98 ? `/** ${text} */` : `/**\n * ${text.replace('). ', ').\n * ')}\n */`;
}

function describe(method: Method, scope: Scope): string {
  const seconds = (method.timeoutMs ?? defaultTimeoutMs) / 1000;
  const classes = [...method.throws.map((id) => scope.named(id).name), 'RemoteCallError'];
  return `Remote call (${method.safety}, ${retryText(method)}, ${seconds} s). Throws ${classes.join(' | ')}.`;
}

/** How often a call is tried again; a mutating one only as far as that cannot run it twice. */
export function retryText(method: Method): string {
  return method.safety === 'mutating' ? 'retried ≤ 3 unless it may have run' : 'retried ≤ 3';
}
