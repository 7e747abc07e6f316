import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import { findProject } from '../../workspace/index.ts';
import { moduleNameProblem } from '../resolve/modules.ts';
import type { CommandBody, GlobalOptions, Report } from '../session.ts';
import { applyPlan } from '../steps/apply-plan.ts';

export interface AddOptions extends GlobalOptions {
  readonly uses?: readonly string[];
  readonly install?: boolean;
}

/** `scaffold add module <name>`: a module like those of a new project, wired in. */
export const run: CommandBody<AddOptions> = async (session, [system = '', name = ''], options) => {
  if (system !== 'module') return refuse(diagnostic('system-unknown', { system }));
  return addModule(session, name, options);
};

async function addModule(
  session: Parameters<typeof run>[0],
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
