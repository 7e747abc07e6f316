/** The folder `clients/<slug>/`: everything that lets a port be called in another process. */
import type { Contract } from '../contract/model.ts';
import { emitBind, emitIndex } from './bind.ts';
import { emitHttpClient } from './client.ts';
import { emitCodecFiles, emitCodecParts } from './codecs/files.ts';
import { emitBoundary } from './folder/boundary.ts';
import type { BoundaryNotes } from './folder/boundary.ts';
import { emitClientPackage, emitClientTsconfig, emitLock } from './folder/client-package.ts';
import type { ClientPackage } from './folder/client-package.ts';
import { moduleVariable } from './folder/service-package.ts';
import { emitOpenApi } from './openapi/document.ts';
import type { RenderPart } from './render-part.ts';
import { emitServiceDescriptor } from './service.ts';
import type { ServiceContext } from './service.ts';
import { formatFiles } from './source/format.ts';
import { planNames } from './source/names.ts';
import type { Specifiers } from './source/scope.ts';
import { emitArbitraries } from './tests/arbitraries.ts';
import { emitGolden } from './tests/sample.ts';

export interface ClientOptions extends ClientPackage {
  /** Folder below `apps/` of the process whose composition root binds the module. */
  readonly edge: string;
  /** What people have to know, beside the contract. */
  readonly notes?: BoundaryNotes;
  /**
   * Whether the module has a suite `test/behaviour.ts` that runs on any implementation of the port; without it, random
   * calls are compared between placements.
   */
  readonly behaviour: boolean;
  /** Where the code that the client is built on is found, if not in the workspace's own platform package. */
  readonly specifiers?: Specifiers;
  readonly render: RenderPart;
}

/** Texts by path below `clients/<slug>/`, sorted and formatted. The same contract gives the same bytes. */
export async function emitClient(contract: Contract, options: ClientOptions): Promise<Map<string, string>> {
  const view = {
    slug: contract.slug,
    camel: moduleVariable(contract.slug),
    port: contract.name,
    edge: options.edge,
    modulePackage: options.module.name,
    moduleFolder: options.module.folder,
  };
  const parts = ['client/fixed', options.behaviour ? 'client/behaviour' : 'client/calls'];
  const fixed = await Promise.all(parts.map((part) => options.render(part, view)));
  const texts = [...fixed.map((files) => [...files]), [...emitSources(contract, options)]].flat();
  return formatFiles(new Map(texts));
}

function emitSources(contract: Contract, options: ClientOptions): Map<string, string> {
  const names = planNames(contract);
  const specifiers = options.specifiers ?? platformSpecifiers(options.scope);
  const parts = emitCodecParts(contract, names, specifiers);
  const context: ServiceContext = { contract, names, specifiers, parts, header: headerOf(contract) };
  const codecs = [...emitCodecFiles(parts, context.header)].map(
    ([path, text]) => [`src/${path}`, text] as const,
  );
  return new Map([
    ...codecs,
    ['src/service.ts', emitServiceDescriptor(context)],
    ['src/client.ts', emitHttpClient(context)],
    ['src/bind.ts', emitBind(context)],
    ['src/index.ts', emitIndex(context)],
    ['test/arbitraries.ts', emitArbitraries(context, { calls: !options.behaviour })],
    ['test/wire.golden.json', emitGolden(contract)],
    ['package.json', emitClientPackage(contract, options)],
    ['tsconfig.json', emitClientTsconfig(contract, options)],
    ['contract.lock.json', emitLock(contract)],
    ['openapi.json', emitOpenApi(contract, names)],
    ['BOUNDARY.md', emitBoundary(contract, options.notes ?? {})],
  ]);
}

export function platformSpecifiers(scope: string): Specifiers {
  const platform = `@${scope}/platform`;
  return {
    codec: `${platform}/rpc/codec`,
    rpc: `${platform}/rpc`,
    host: `${platform}/host`,
    module: `${platform}/module`,
  };
}

function headerOf(contract: Contract): string {
  return `// Made by extract from the contract ${contract.hash} of ${contract.name}. Do not edit: the next run replaces it.`;
}
