import { isBlocking, type Diagnostic } from '../diagnostics/index.ts';
import { emitServiceFolder } from '../extract/emit/index.ts';
import {
  basePath,
  draftManifest,
  mergeFiles,
  type DesiredFile,
  type Draft,
  type Project,
} from '../workspace/index.ts';
import { compositionFile, studyModule } from './study.ts';

/** Brings a change of the composition root to the services that were extracted from it, as a new extraction would. */
export async function draftServices(draft: Draft, project: Project): Promise<readonly Diagnostic[]> {
  const root = compositionFile(project);
  if (draft.read(root) === draft.beneath(root)) return [];
  const findings: Diagnostic[] = [];
  let { manifest } = project;
  for (const service of manifest.services) {
    const module = project.modules.find(({ name }) => name === service.module);
    const study = module && studyModule(project, module, manifest.localMethods[service.module] ?? []);
    if (!study?.ok) {
      findings.push(...(study?.findings ?? []).filter(isBlocking));
      continue;
    }
    const { contract } = study.value;
    const options = { scope: project.scope, service, study: study.value, accepted: [] };
    const texts = await emitServiceFolder(contract, options);
    const after = new Map<string, DesiredFile>(
      [...texts].map(([path, text]) => [`${service.app}/${path}`, { text, owner: 'user' }]),
    );
    const before = new Map<string, DesiredFile>(
      [...after].map(([path, file]) => [path, { ...file, text: draft.read(basePath(path)) ?? file.text }]),
    );
    const merged = mergeFiles(draft, manifest, { before, after });
    manifest = merged.manifest;
    findings.push(...merged.findings);
  }
  draftManifest(draft, manifest);
  return findings;
}
