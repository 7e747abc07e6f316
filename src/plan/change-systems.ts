import type { ChangeSet } from '../changes/index.ts';
import { diagnostic, isBlocking, refuse, succeed, type Outcome } from '../diagnostics/index.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { renderProject, systemIds, systems, withNeeds, type RenderedTree } from '../templates/index.ts';
import { draftManifest, mergeFiles, openDraft, readProject, type Project } from '../workspace/index.ts';
import { blueprintOf } from './blueprint-of.ts';
import { draftServices } from './draft-services.ts';
import { numberMigrations } from './number-migrations.ts';

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
  const wanted = withNeeds(ids).map((system) => system.id);
  const before = await generated(project, project.manifest.systems);
  const after = await generated(project, wanted);
  const draft = openDraft(project.files);
  const merged = mergeFiles(draft, { ...project.manifest, systems: wanted }, { before, after });
  draftManifest(draft, merged.manifest);
  const changed = readProject(draft);
  if (!changed.ok) return changed;
  const services = await draftServices(draft, changed.value);
  const findings = [...merged.findings, ...services];
  if (findings.some(isBlocking)) return refuse(...findings);
  return succeed({ title, operations: draft.operations(), notes: [], install: true }, findings);
}

/** The project as it would be generated today with these systems. */
async function generated(project: Project, systemsWanted: readonly string[]): Promise<RenderedTree> {
  const blueprint = { ...blueprintOf(project), systems: systemsWanted };
  return numberMigrations(await renderProject(blueprint, project.manifest.services), project.files);
}

const unknown = (system: string) =>
  diagnostic('system-unknown', {
    system,
    nearest: nearest(system, ['module', ...systemIds]),
    candidates: ['module', ...systemIds],
  });
