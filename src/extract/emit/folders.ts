/** Both folders of an extraction in a scaffolded project, from what was found out about the module. */
import type { Contract } from '../contract/model.ts';
import { emitClient } from './emit-client.ts';
import type { PlacementSuite } from './emit-client.ts';
import { emitService } from './emit-service.ts';
import type { AcceptedFinding, CallSiteNote } from './folder/boundary.ts';
import type { ReferencedPackage } from './folder/client-package.ts';
import type { ServiceComposition } from './folder/service-package.ts';
import { renderPartsFor } from './render-part.ts';

export interface FolderOptions {
  /** npm scope of the workspace, without `@`. */
  readonly scope: string;
  readonly service: { readonly port: number };
  readonly accepted: readonly AcceptedFinding[];
  readonly study: {
    readonly module: { readonly package: string; readonly folder: string };
    readonly callSites: readonly CallSiteNote[];
    /** Names of what the factory returns beside the port. */
    readonly port: { readonly parts: readonly string[] };
    readonly call: { readonly call: { readonly text: string } };
    readonly wiring: Omit<ServiceComposition, 'callText'>;
  };
  /** Whether the module has `test/behaviour.ts` and `test/fixture.ts`. Default: it has, as every generated module. */
  readonly tested?: boolean;
}

export function emitClientFolder(contract: Contract, options: FolderOptions): Promise<Map<string, string>> {
  const { scope, study, accepted } = options;
  const notes = { callSites: study.callSites, accepted };
  const module = moduleOf(options);
  return emitClient(contract, {
    scope,
    module,
    notes,
    suite: suiteOf(options),
    render: renderPartsFor(scope),
  });
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
    durable: study.port.parts.includes('migrations'),
    render: renderPartsFor(scope),
  });
}

const moduleOf = ({ study }: FolderOptions): ReferencedPackage => ({
  name: study.module.package,
  folder: study.module.folder,
});

/** Random ids of users or orders are nobody's in the real modules: with dependencies the suite runs over stand-ins. */
function suiteOf({ study, tested = true }: FolderOptions): PlacementSuite {
  if (!tested) return 'calls';
  return study.wiring.modules.length > 0 ? 'fixture' : 'behaviour';
}
