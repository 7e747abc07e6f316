import type { ChangeSet } from '../changes/index.ts';
import { diagnostic, isBlocking, refuse, succeed, type Outcome } from '../diagnostics/index.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { systemIds, systems, withNeeds } from '../templates/index.ts';
import { draftManifest, mergeFiles, openDraft, readProject, type Project } from '../workspace/index.ts';
import { draftServices } from './draft-services.ts';
import { generatedFiles } from './generated-files.ts';

/** Plans a system with all that it needs: what a new project with it would have, merged into this one. */
export async function planSystem(project: Project, id: string): Promise<Outcome<ChangeSet>> {
  if (!systemIds.includes(id)) return refuse(unknown(id));
  return planSystems(project, [...project.manifest.systems, id], `add ${id}`);
}

/** Plans the way back: what the system brought is taken out again, save where the user changed it. */
export async function planSystemRemoval(project: Project, id: string): Promise<Outcome<ChangeSet>> {
  const present = project.manifest.systems;
  if (!systemIds.includes(id)) return refuse(unknown(id));
  if (!present.includes(id)) return refuse(diagnostic('system-absent', { system: id, present }));
  const by = systems.flatMap((system) =>
    present.includes(system.id) && system.needs?.includes(id) ? system.id : [],
  );
  if (by.length > 0) return refuse(diagnostic('system-needed', { system: id, by }));
  return planSystems(
    project,
    present.filter((other) => other !== id),
    `remove ${id}`,
  );
}

async function planSystems(
  project: Project,
  ids: readonly string[],
  title: string,
): Promise<Outcome<ChangeSet>> {
  const { services } = project.manifest;
  const wanted = withNeeds(ids, { split: services.length > 0 }).map((system) => system.id);
  const before = await generatedFiles(project, { systems: project.manifest.systems, services });
  const after = await generatedFiles(project, { systems: wanted, services });
  const draft = openDraft(project.files);
  const merged = mergeFiles(draft, { ...project.manifest, systems: wanted }, { before, after });
  draftManifest(draft, merged.manifest);
  const changed = readProject(draft);
  if (!changed.ok) return changed;
  const findings = [...merged.findings, ...(await draftServices(draft, changed.value))];
  if (findings.some(isBlocking)) return refuse(...findings);
  return succeed({ title, operations: draft.operations(), notes: [], install: true }, findings);
}

const unknown = (system: string) =>
  diagnostic('system-unknown', {
    system,
    nearest: nearest(system, ['module', ...systemIds]),
    candidates: ['module', ...systemIds],
  });
