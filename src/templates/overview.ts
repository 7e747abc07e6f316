import type { Blueprint } from './blueprint.ts';
import { viewProcesses } from './processes.ts';
import { viewProject, type ModuleView, type OverviewView, type ServicePlace } from './views.ts';

/** The view of a project’s documents: modules in an order that does not depend on who made them when. */
export function viewOverview(blueprint: Blueprint, services: readonly ServicePlace[] = []): OverviewView {
  const sorted = [...blueprint.modules]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, uses }) => ({ name, uses: [...uses].sort() }));
  const view = viewProject({ ...blueprint, modules: sorted });
  const isRemote = ({ name }: ModuleView): boolean => services.some(({ module }) => module === name);
  const remote = view.modules.filter(isRemote);
  const inside = view.modules.filter((module) => !isRemote(module));
  const processes = viewProcesses(view, services);
  const listening = processes.filter(({ modules }) => modules.some(({ hasEvents }) => hasEvents));
  return { ...view, inside, remote, processes, listening };
}
