/** The folder `clients/<slug>/`: everything that lets a port be called in another process. */
import type { Contract } from '../contract/model.ts';
import { emitBind, emitIndex } from './bind.ts';
import { emitHttpClient } from './client.ts';
import { emitCodecFiles, emitCodecParts } from './codecs/files.ts';
import { emitService } from './service.ts';
import type { ServiceContext } from './service.ts';
import { formatFiles } from './source/format.ts';
import { planNames } from './source/names.ts';
import type { Specifiers } from './source/scope.ts';
import { emitArbitraries } from './tests/arbitraries.ts';
import { emitGolden } from './tests/sample.ts';

export interface ClientOptions {
  /** npm scope of the workspace, without `@`. */
  readonly scope: string;
  /** Where the code that the client is built on is found, if not in the workspace's own platform package. */
  readonly specifiers?: Specifiers;
  readonly render: RenderPart;
}

/** Renders a folder of `templates/parts`: what does not depend on the contract's types. */
export type RenderPart = (
  part: string,
  view: object,
) => ReadonlyMap<string, string> | Promise<ReadonlyMap<string, string>>;

/** Texts by path below `clients/<slug>/`, sorted and formatted. The same contract gives the same bytes. */
export async function emitClient(contract: Contract, options: ClientOptions): Promise<Map<string, string>> {
  const fixed = await options.render('client', {});
  return formatFiles(new Map([...fixed, ...emitSources(contract, options)]));
}

function emitSources(contract: Contract, options: ClientOptions): Map<string, string> {
  const names = planNames(contract);
  const specifiers = options.specifiers ?? platformSpecifiers(options.scope);
  const parts = emitCodecParts(contract, names, specifiers);
  const context: ServiceContext = { contract, names, specifiers, parts, header: headerOf(contract) };
  const files = new Map<string, string>();
  for (const [path, text] of emitCodecFiles(parts, context.header)) files.set(`src/${path}`, text);
  files.set('src/service.ts', emitService(context));
  files.set('src/client.ts', emitHttpClient(context));
  files.set('src/bind.ts', emitBind(context));
  files.set('src/index.ts', emitIndex(context));
  files.set('test/arbitraries.ts', emitArbitraries(context));
  files.set('test/wire.golden.json', emitGolden(contract));
  return files;
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
