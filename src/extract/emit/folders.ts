/** Both folders of an extraction in a scaffolded project, from what was found out about the module. */
import type { Contract } from '../contract/model.ts';
import { emitClient } from './emit-client.ts';
import { emitService } from './emit-service.ts';
import type { AcceptedFinding, CallSiteNote } from './folder/boundary.ts';
import type { ReferencedPackage } from './folder/client-package.ts';
import type { ServiceComposition } from './folder/service-package.ts';
import { renderPartsFor } from './render-part.ts';

export interface FolderOptions {
  /** npm scope of the workspace, without `@`. */
  readonly scope: string;
  /** Folder below `apps/` with the composition root that the module was in. */
  readonly edge: string;
  readonly service: { readonly port: number };
  readonly accepted: readonly AcceptedFinding[];
  readonly study: {
    readonly module: { readonly package: string; readonly folder: string };
    readonly callSites: readonly CallSiteNote[];
    readonly call: { readonly call: { readonly text: string } };
    readonly wiring: Omit<ServiceComposition, 'callText'>;
  };
  /** Whether the module has `test/behaviour.ts`. Default: it has. */
  readonly behaviour?: boolean;
}

export function emitClientFolder(contract: Contract, options: FolderOptions): Promise<Map<string, string>> {
  const { scope, edge, study, accepted, behaviour = true } = options;
  const notes = { callSites: study.callSites, accepted };
  const module = moduleOf(options);
  return emitClient(contract, { scope, edge, module, notes, behaviour, render: renderPartsFor(scope) });
}

export function emitServiceFolder(contract: Contract, options: FolderOptions): Promise<Map<string, string>> {
  const { scope, service, study } = options;
  const composition = { ...study.wiring, callText: study.call.call.text };
  const module = moduleOf(options);
  return emitService(contract, {
    scope,
    module,
    composition,
    port: service.port,
    render: renderPartsFor(scope),
  });
}

const moduleOf = ({ study }: FolderOptions): ReferencedPackage => ({
  name: study.module.package,
  folder: study.module.folder,
});
