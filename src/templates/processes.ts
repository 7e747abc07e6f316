import { namesOf } from './names.ts';
import type { ModuleView, ProcessView, ProjectView, ServicePlace } from './views.ts';

/** Where the public interface listens by default. */
const edgePort = 3000;

/** The processes of a project: the one with the public interface, then its services by name. */
export function viewProcesses(view: ProjectView, services: readonly ServicePlace[]): ProcessView[] {
  const sorted = [...services].sort((a, b) => (a.module < b.module ? -1 : 1));
  const called = sorted.map(({ module, port }) => ({ ...namesOf(module), port }));
  const inside = view.modules.filter(({ name }) => !called.some((service) => service.name === name));
  const edge: ProcessView = {
    ...namesOf(view.edge),
    isEdge: true,
    port: edgePort,
    modules: inside,
    calls: called,
    workspaces: workspacesOf(view.edge, view.modules, called),
  };
  return [edge, ...called.flatMap((service) => viewService(view, service, called))];
}

type Called = ProcessView['calls'][number];

function viewService(view: ProjectView, service: Called, services: readonly Called[]): ProcessView[] {
  const module = view.modules.find(({ name }) => name === service.name);
  if (!module) return [];
  const calls = services.filter(({ name }) => module.uses.some((used) => used.name === name));
  const workspaces = workspacesOf(service.name, withUsed(module, view.modules), [service, ...calls]);
  return [{ ...service, isEdge: false, modules: [module], calls, workspaces }];
}

/** The packages of what a module uses come with it: their types are in its own. */
function withUsed(
  module: ModuleView,
  modules: readonly ModuleView[],
  seen = new Set<ModuleView>(),
): ModuleView[] {
  if (seen.has(module)) return [];
  seen.add(module);
  const used = modules.filter(({ name }) => module.uses.some((other) => other.name === name));
  return [module, ...used.flatMap((other) => withUsed(other, modules, seen))];
}

function workspacesOf(app: string, modules: readonly ModuleView[], clients: readonly Called[]): string[] {
  const folders = [
    'platform',
    `apps/${app}`,
    ...modules.map(({ name }) => `modules/${name}`),
    ...clients.map(({ name }) => `clients/${name}`),
  ];
  return [...new Set(folders)].sort();
}
