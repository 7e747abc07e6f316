import { succeed } from '../../diagnostics/index.ts';
import { findProject } from '../../workspace/index.ts';
import type { CommandBody, GlobalOptions } from '../session.ts';
import { applyPlan } from '../steps/apply-plan.ts';

export interface RemoveOptions extends GlobalOptions {
  readonly install?: boolean;
}

/** `scaffold remove <system>`: what the system brought is taken out, save where the user changed it. */
export const run: CommandBody<RemoveOptions> = async (session, [id = ''], { install }) => {
  const project = findProject(session.cwd);
  if (!project.ok) return project;
  const { planSystemRemoval } = await import('../../plan/change-systems.ts');
  const planned = await planSystemRemoval(project.value, id);
  if (!planned.ok) return planned;
  const applied = await applyPlan(session, project.value.files.root, planned.value, {
    install,
    next: ['npm run check', 'npm test'],
  });
  return applied.ok ? succeed(applied.value, planned.findings) : applied;
};
