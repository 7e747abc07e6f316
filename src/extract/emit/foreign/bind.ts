/** `bind.ts` and `index.ts`: the one place that decides where the port runs. */
import { bindFunction, variablePrefix } from '../bind.ts';
import { clientClass } from '../client.ts';
import { fileText } from '../codecs/files.ts';
import { serviceConstant, type PortType, type ServiceContext } from '../service.ts';
import { quote } from '../source/names.ts';
import { Scope } from '../source/scope.ts';

export interface BindNames {
  /** What the process calls itself when it calls the service. */
  readonly caller: string;
}

export function emitForeignBind(context: ServiceContext, port: PortType, { caller }: BindNames): string {
  const { contract, names, specifiers, header } = context;
  const scope = new Scope('bind', contract, names, specifiers);
  const { imports } = scope;
  const bound = port.bound(imports);
  const type = port.generic ? 'Port' : bound;
  const parameters = port.generic ? `<Port extends object>` : '';
  const environment = imports.type(specifiers.rpc, 'Environment');
  const options = imports.type(specifiers.rpc, 'BindOptions');
  const caller_ = imports.type(specifiers.rpc, 'RpcCaller');
  const service = imports.value('./service.ts', serviceConstant(contract));
  const client = imports.value('./client.ts', clientClass(contract));
  const env = variablePrefix(contract.slug);
  const binder = bindFunction(contract.slug);
  const made = `new ${client}(rpc)`;
  const text = `/**
 * ${contract.name} where the environment puts it: \`${env}_MODE\` is \`local\`, \`loopback\`, \`shadow\` or \`remote\`; without
 * it \`${env}_URL\` means \`remote\`, and no URL means \`local\`: the object that \`local\` makes, as it is. In \`remote\` it is not
 * made at all.
 */
export function ${binder}${parameters}(local: () => ${type}, env: ${environment} = process.env): ${type} {
  return ${imports.value(specifiers.rpc, 'bindPort')}<${type}>(local, optionsFor${port.generic ? '<Port>' : ''}(env));
}

/** The same for what can only be made asynchronously. */
export async function ${binder}Async${parameters}(
  local: () => ${type} | Promise<${type}>,
  env: ${environment} = process.env,
): Promise<${type}> {
  return ${imports.value(specifiers.rpc, 'bindPortAsync')}<${type}>(local, optionsFor${port.generic ? '<Port>' : ''}(env));
}

function optionsFor${parameters}(env: ${environment}): ${options}<${type}> {
  const client = (rpc: ${caller_}): ${port.generic ? 'Port' : bound} => ${port.asserted ? 'asPort' + (port.generic ? '<Port>' : '') + `(${made})` : made};
  return { slug: ${quote(contract.slug)}, service: () => ${service}, client, caller: ${quote(caller)}, env };
}
${port.asserted ? assertion(port, port.implemented(imports), type) : ''}`;
  return fileText(header, imports.render(text), text);
}

/** The only place where the client passes for more than it is. */
function assertion({ generic }: PortType, implemented: string, type: string): string {
  const [parameters, why] = generic
    ? [
        '<Port extends object>',
        'The client has every method that callers use, but the type of the object is known to them alone.',
      ]
    : ['', 'Callers know a class, whose private parts a client does not have and callers cannot see.'];
  return `
/** ${why} */
function asPort${parameters}(client: ${implemented}): ${type} {
  return client as object as ${type};
}
`;
}

export function emitForeignIndex({ contract, header }: ServiceContext): string {
  const binder = bindFunction(contract.slug);
  return `${header}
export { ${binder}, ${binder}Async } from './bind.ts';
export { ${clientClass(contract)} } from './client.ts';
export { ${serviceConstant(contract)} } from './service.ts';
`;
}
