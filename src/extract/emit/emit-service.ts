/** The folder `apps/<slug>/`: the process that serves a port to others. */
import type { Contract } from '../contract/model.ts';
import { clientPackageName } from './folder/client-package.ts';
import {
  emitServiceCompose,
  emitServicePackage,
  emitServiceTsconfig,
  moduleVariable,
} from './folder/service-package.ts';
import type { ServicePackage } from './folder/service-package.ts';
import type { RenderPart } from './render-part.ts';
import { serviceConstant } from './service.ts';
import { formatFiles } from './source/format.ts';

export interface ServiceOptions extends ServicePackage {
  /** In development. */
  readonly port: number;
  /** Whether the module has a schema of its own, where answers to mutating calls can be kept. */
  readonly durable: boolean;
  readonly render: RenderPart;
}

/** Texts by path below `apps/<slug>/`, sorted and formatted. They are the user's from then on. */
export async function emitService(contract: Contract, options: ServiceOptions): Promise<Map<string, string>> {
  const { slug } = contract;
  const fixed = await options.render('service', {
    slug,
    port: contract.name,
    schema: slug.replaceAll('-', '_'),
    durable: options.durable,
    portNumber: options.port,
    variable: moduleVariable(slug),
    serviceConstant: serviceConstant(contract),
    modulePackage: options.module.name,
    clientPackage: clientPackageName(options.scope, slug),
  });
  const derived = [
    ['package.json', emitServicePackage(contract, options)],
    ['tsconfig.json', emitServiceTsconfig(contract, options)],
    ['src/compose.ts', emitServiceCompose(contract, options)],
  ] as const;
  return formatFiles(new Map([...fixed, ...derived]));
}
