import type { Diagnostic } from '../diagnostics/index.ts';
import { emitClientFolder, emitServiceFolder } from '../extract/emit/index.ts';
import { bindCall } from '../extract/rewire/bind-call.ts';
import { namesOf, renderCallRuntime, renderOverview, viewOverview, withNeeds } from '../templates/index.ts';
import {
  appendInJson,
  draftFiles,
  draftManifest,
  mergeFiles,
  readProject,
  type Acceptance,
  type DesiredFile,
  type Draft,
  type Manifest,
  type Project,
  type Service,
} from '../workspace/index.ts';
import { blueprintOf } from './blueprint-of.ts';
import { draftServices } from './draft-services.ts';
import { editFile } from './edit-file.ts';
import { extractionRecord } from './extraction-record.ts';
import { generatedFiles } from './generated-files.ts';
import type { Study } from './study.ts';
import { draftDependency } from './workspaces.ts';

export interface ExtractionInput {
  readonly study: Study;
  /** Blocking findings that were accepted, with their reasons. */
  readonly accepted: readonly Acceptance[];
  readonly localMethods: readonly string[];
  readonly date: string;
  readonly reason: string | undefined;
}

/** Writes an extraction into a draft: client, service, runtime, wiring, manifest. */
export async function draftExtraction(
  draft: Draft,
  project: Project,
  input: ExtractionInput,
): Promise<Diagnostic[]> {
  const { study, accepted, localMethods } = input;
  const service = serviceOf(project.manifest, study.module.name);
  const manifest = withService(project.manifest, service, accepted, localMethods);
  const desired = await desiredFiles(draft, { ...project, manifest }, input, service);
  const drafted = draftFiles(draft, manifest, desired, [service.client]);
  draftManifest(draft, drafted.manifest);
  await draftWiring(draft, project, study, service);
  return [...drafted.findings, ...(await draftSystems(draft, project, drafted.manifest))];
}

/** A process more: what the project's systems have for each process, and what comes with the first service. */
async function draftSystems(
  draft: Draft,
  project: Project,
  manifest: Manifest,
): Promise<readonly Diagnostic[]> {
  const { systems, services } = project.manifest;
  if (systems.length === 0) return [];
  const split = {
    systems: withNeeds(systems, { split: true }).map(({ id }) => id),
    services: manifest.services,
  };
  const merged = mergeFiles(
    draft,
    { ...manifest, systems: split.systems },
    {
      before: await generatedFiles(project, { systems, services }),
      after: await generatedFiles(project, split),
    },
  );
  draftManifest(draft, merged.manifest);
  if (split.systems.length === systems.length) return merged.findings;
  const changed = readProject(draft);
  return [...merged.findings, ...(changed.ok ? await draftServices(draft, changed.value) : changed.findings)];
}

function serviceOf(manifest: Manifest, module: string): Service {
  const known = manifest.services.find((service) => service.module === module);
  const port = Math.max(firstServicePort - 1, ...manifest.services.map((service) => service.port)) + 1;
  const { constant: environment } = namesOf(module);
  return known ?? { module, app: `apps/${module}`, client: `clients/${module}`, port, environment };
}

/** Internal RPC in development: 3100 and up. */
const firstServicePort = 3100;

function withService(
  manifest: Manifest,
  service: Service,
  accepted: readonly Acceptance[],
  localMethods: readonly string[],
): Manifest {
  const { module } = service;
  return {
    ...manifest,
    services: [...manifest.services.filter((other) => other.module !== module), service].sort(
      (a, b) => a.port - b.port,
    ),
    accepted: [...manifest.accepted.filter((acceptance) => acceptance.module !== module), ...accepted],
    localMethods:
      localMethods.length > 0
        ? { ...manifest.localMethods, [module]: [...localMethods] }
        : manifest.localMethods,
  };
}

async function desiredFiles(
  draft: Draft,
  project: Project,
  input: ExtractionInput,
  service: Service,
): Promise<Map<string, DesiredFile>> {
  const { study, accepted, date, reason } = input;
  const tested = ['behaviour', 'fixture'].every(
    (name) => draft.read(`${study.module.folder}/test/${name}.ts`) !== undefined,
  );
  const options = { scope: project.scope, service, study, accepted, tested };
  const client = await emitClientFolder(study.contract, options);
  const host = await emitServiceFolder(study.contract, options);
  const overview = await renderOverview({
    ...viewOverview(blueprintOf(project), project.manifest.services),
    scope: project.scope,
  });
  return new Map<string, DesiredFile>([
    ...(await renderCallRuntime(project.scope)),
    ...overview,
    ...below(service.client, client, 'tool'),
    ...below(service.app, host, 'user'),
    ...(await extractionRecord(draft, {
      module: service.module,
      contract: study.contract,
      accepted,
      date,
      reason,
    })),
  ]);
}

const below = (folder: string, texts: ReadonlyMap<string, string>, owner: DesiredFile['owner']) =>
  [...texts].map(([path, text]) => [`${folder}/${path}`, { text, owner }] as const);

/** The edits in files that are the user's: the composition root, its package, the workspace. */
async function draftWiring(draft: Draft, project: Project, study: Study, service: Service): Promise<void> {
  const { call, port, wiring } = study;
  const edge = `apps/${project.manifest.edge}`;
  const clientPackage = `@${project.scope}/${service.module}-client`;
  const factoryImport = call.factoryImport?.declaration;
  if (call.boundBy === undefined && factoryImport !== undefined) {
    const binding = {
      call: call.initialiser,
      factoryImport,
      binder: `bind${namesOf(service.module).pascal}`,
      clientPackage,
      host: wiring.host,
      routes: port.routes?.exportName,
    };
    await editFile(draft, call.file, (text) => bindCall(text, binding));
  }
  await draftDependency(draft, edge, { package: clientPackage, folder: service.client });
  await draftProcess(draft, service);
}

/** The process that `npm run dev` and the tests start. */
async function draftProcess(draft: Draft, { module, app, port, environment }: Service): Promise<void> {
  const process = { name: module, entry: `${app}/src/main.ts`, port, url: `${environment}_URL` };
  await editFile(draft, 'dev.json', (text) => appendInJson(text, ['processes'], process));
}
