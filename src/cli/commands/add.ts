import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import { findProject } from '../../workspace/index.ts';
import { moduleNameProblem } from '../resolve/modules.ts';
import type { CommandBody, GlobalOptions, Report, Session } from '../session.ts';
import { applyPlan } from '../steps/apply-plan.ts';

export interface AddOptions extends GlobalOptions {
  readonly uses?: readonly string[];
  readonly install?: boolean;
}

/** `scaffold add module <name>`, a module like those of a new project; `scaffold add <system>`, a system. */
export const run: CommandBody<AddOptions> = async (session, [system = '', name], options) => {
  if (system === 'module') return addModule(session, name ?? '', options);
  const { systemIds } = await import('../../templates/systems/table.ts');
  if (name !== undefined && systemIds.includes(system))
    return refuse(diagnostic('system-name-unused', { system, name }));
  if (options.uses !== undefined)
    return refuse(
      diagnostic('option-without-effect', { option: '--uses', needs: 'add a module: add module <name>' }),
    );
  return addSystem(session, system, options);
};

async function addModule(
  session: Session,
  name: string,
  { uses = [], install }: AddOptions,
): Promise<Outcome<Report>> {
  const reason = moduleNameProblem(name);
  if (reason !== undefined) return refuse(diagnostic('module-name-invalid', { module: name, reason }));
  const project = findProject(session.cwd);
  if (!project.ok) return project;
  const { planModule } = await import('../../plan/add-module.ts');
  const planned = await planModule(project.value, { name, uses });
  if (!planned.ok) return planned;
  const applied = await applyPlan(session, project.value.files.root, planned.value, {
    install,
    next: ['npm run check', 'npm test'],
  });
  return applied.ok ? succeed(applied.value, planned.findings) : applied;
}

async function addSystem(session: Session, id: string, { install }: AddOptions): Promise<Outcome<Report>> {
  const project = findProject(session.cwd);
  if (!project.ok) return project;
  const { planSystem } = await import('../../plan/change-systems.ts');
  const planned = await planSystem(project.value, id);
  if (!planned.ok) return planned;
  const { systems } = await import('../../templates/index.ts');
  const system = systems.find((each) => each.id === id);
  const applied = await applyPlan(session, project.value.files.root, planned.value, {
    install,
    next: ['npm run check', 'npm test'],
    summary: {
      text: `${system?.title ?? id}: ${system?.summary ?? ''}\nRead docs/systems/${id}.md.`,
      json: { system: id, document: `docs/systems/${id}.md` },
    },
  });
  return applied.ok ? succeed(applied.value, planned.findings) : applied;
}
