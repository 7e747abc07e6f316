/** The folder `clients/<slug>/`: everything that lets a port be called in another process. */
import type { Contract } from '../contract/model.ts';
import { bindFunction, emitBind, emitIndex } from './bind.ts';
import { emitHttpClient } from './client.ts';
import { emitCodecFiles, emitCodecParts } from './codecs/files.ts';
import { emitBoundary } from './folder/boundary.ts';
import type { BoundaryNotes } from './folder/boundary.ts';
import { emitClientPackage, emitClientTsconfig, emitLock } from './folder/client-package.ts';
import type { ClientPackage } from './folder/client-package.ts';
import { moduleVariable } from './folder/service-package.ts';
import { emitOpenApi } from './openapi/document.ts';
import type { RenderPart } from './render-part.ts';
import { emitServiceDescriptor, serviceConstant } from './service.ts';
import type { ServiceContext } from './service.ts';
import { formatFiles } from './source/format.ts';
import { planNames } from './source/names.ts';
import type { Specifiers } from './source/scope.ts';
import { emitArbitraries } from './tests/arbitraries.ts';
import { emitGolden } from './tests/sample.ts';

/**
 * What is run on the placements. `behaviour`: the module's `test/behaviour.ts` over its `test/fixture.ts`, and through the
 * service's own process. `fixture`: the same over the fixture only, behind a socket for `remote`, for a module whose
 * suite needs stand-ins for the modules that it uses. `calls`: random calls, for a module without such a suite.
 */
export type PlacementSuite = 'behaviour' | 'fixture' | 'calls';

const partsOf: Readonly<Record<PlacementSuite, readonly string[]>> = {
  behaviour: ['client/fixed', 'client/placed', 'client/behaviour'],
  fixture: ['client/fixed', 'client/placed', 'client/fixture'],
  calls: ['client/fixed', 'client/placed', 'client/calls'],
};

export interface ClientOptions extends ClientPackage {
  /** What people have to know, beside the contract. */
  readonly notes?: BoundaryNotes;
  readonly suite: PlacementSuite;
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
    bind: bindFunction(contract.slug),
    serviceConstant: serviceConstant(contract),
    modulePackage: options.module.name,
    moduleFolder: options.module.folder,
  };
  const fixed = await Promise.all(partsOf[options.suite].map((part) => options.render(part, view)));
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
    ['test/arbitraries.ts', emitArbitraries(context, { calls: options.suite === 'calls' })],
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
