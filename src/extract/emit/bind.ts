/** `src/bind.ts` and `src/index.ts`: the one place that decides where the module runs. */
import { clientClass } from './client.ts';
import { fileText } from './codecs/files.ts';
import { serviceConstant } from './service.ts';
import type { ServiceContext } from './service.ts';
import { pascal } from './source/names.ts';
import { Scope } from './source/scope.ts';

export function bindFunction(slug: string): string {
  return `bind${pascal(slug)}`;
}

/** The prefix of the variables that say where the module runs, as the run-time reads them. */
export function variablePrefix(slug: string): string {
  return slug.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
}

export function emitBind({ contract, names, specifiers, header }: ServiceContext): string {
  const scope = new Scope('bind', contract, names, specifiers);
  const { imports } = scope;
  const port = imports.type(contract.origin.module, contract.name);
  const [host, hosted, routes] = [
    imports.type(specifiers.host, 'Host'),
    imports.type(specifiers.module, 'HostedModule'),
    imports.type(specifiers.module, 'Routes'),
  ];
  const service = imports.value('./service.ts', serviceConstant(contract));
  const client = imports.value('./client.ts', clientClass(contract));
  const env = variablePrefix(contract.slug);
  const text = `/**
 * ${contract.name} where the environment puts it: \`${env}_MODE\`, \`${env}_URL\`. In \`remote\` the thunk is never called, so
 * nothing of the module is constructed here; \`routes\` are then served over the client.
 */
export function ${bindFunction(contract.slug)}(
  host: ${host},
  local: () => ${hosted}<${port}>,
  routes?: (port: ${port}) => ${routes},
): ${hosted}<${port}> {
  return ${imports.value(specifiers.rpc, 'bindModule')}<${port}>({
    host,
    service: ${service},
    local,
    ...(routes === undefined ? {} : { routes }),
    client: (rpc) => new ${client}(rpc),
  });
}`;
  return fileText(header, imports.render(text), text);
}

export function emitIndex({ contract, header }: ServiceContext): string {
  return `${header}
export { ${bindFunction(contract.slug)} } from './bind.ts';
export { ${clientClass(contract)} } from './client.ts';
`;
}
