import type { Blueprint, BlueprintModule } from './blueprint.ts';
import { namesOf, type Names } from './names.ts';
import { systemFlags } from './systems/table.ts';

/** What a module’s templates see. */
export interface ModuleView extends Names {
  /** npm scope without the `@`. */
  readonly scope: string;
  readonly description: string;
  /** Modules whose ports it uses. */
  readonly uses: readonly Names[];
  /** True when the project has users, so that routes ask for a signed-in one. */
  readonly hasUsers: boolean;
  /** True for a module of the sample shop, which comes whole. */
  readonly sample: boolean;
  /** True when its ./host exports a configuration schema `<camel>Config`. */
  readonly hasConfig: boolean;
  /** True when its factory takes the events of the process. */
  readonly hasEvents: boolean;
  readonly systems: SystemFlags;
}

/** System id → whether the project has it. */
export type SystemFlags = Readonly<Record<string, boolean>>;

/** What the project’s own templates see. */
export interface ProjectView {
  readonly name: string;
  readonly scope: string;
  /** Folder below apps/ of the process with the public interface. */
  readonly edge: string;
  /** In an order in which each module comes after those that it uses. */
  readonly modules: readonly ModuleView[];
  readonly hasUsers: boolean;
  /** True when users, orders and payments are the sample shop’s. */
  readonly isShop: boolean;
  readonly systems: SystemFlags;
}

/** A module that has a service of its own, and where that listens in development. */
export interface ServicePlace {
  readonly module: string;
  readonly port: number;
}

/** What documents about the whole project see. */
export interface OverviewView extends ProjectView {
  /** Modules that run in the process with the public interface. */
  readonly inside: readonly ModuleView[];
  /** Modules that have a service of their own. */
  readonly remote: readonly ModuleView[];
  /** The process with the public interface first, then the services by name. */
  readonly processes: readonly ProcessView[];
  /** Those whose modules publish or listen. */
  readonly listening: readonly ProcessView[];
}

/** One process of a project. */
export interface ProcessView extends Names {
  /** True for the process with the public interface. */
  readonly isEdge: boolean;
  /** What it listens on by default: public HTTP of the edge, the internal calls of a service. */
  readonly port: number;
  /** Modules that are constructed in it. */
  readonly modules: readonly ModuleView[];
  /** Services that it calls. */
  readonly calls: readonly (Names & { readonly port: number })[];
  /** Folders of the workspace that it is built from, sorted. */
  readonly workspaces: readonly string[];
}

interface Sample {
  readonly uses: readonly string[];
  readonly description: string;
  readonly hasConfig: boolean;
  /** True when it publishes or listens, in a project that has events. */
  readonly hasEvents: boolean;
}

/** The modules of the sample shop: used where a module has one’s name and uses what it uses. */
const samples: Readonly<Record<string, Sample>> = {
  users: {
    uses: [],
    description: 'Registration, sign-in and bearer tokens',
    hasConfig: true,
    hasEvents: false,
  },
  payments: {
    uses: [],
    description: 'Charges and refunds, once per order',
    hasConfig: false,
    hasEvents: true,
  },
  orders: {
    uses: ['users', 'payments'],
    description: 'Orders of users, paid through payments',
    hasConfig: true,
    hasEvents: true,
  },
};

/** The view of a whole project. */
export function viewProject(blueprint: Blueprint): ProjectView {
  const hasUsers = blueprint.modules.some((module) => isSample(module) && module.name === 'users');
  const scope = blueprint.name;
  const systems = systemFlags(blueprint.systems ?? []);
  const common = { scope, hasUsers, systems };
  const modules = inOrderOfUse(blueprint.modules).map((module) => viewModule(module, common));
  return {
    name: blueprint.name,
    scope,
    edge: blueprint.architecture === 'services' ? 'gateway' : 'monolith',
    modules,
    hasUsers,
    systems,
    isShop: Object.keys(samples).every((name) =>
      modules.some((module) => module.name === name && module.sample),
    ),
  };
}

/** The view of one module in a project. */
export function viewModule(
  module: BlueprintModule,
  { scope, hasUsers, systems }: Pick<ModuleView, 'scope' | 'hasUsers' | 'systems'>,
): ModuleView {
  const sample = isSample(module) ? samples[module.name] : undefined;
  return {
    ...namesOf(module.name),
    scope,
    hasUsers,
    systems,
    description: sample?.description ?? `${namesOf(module.name).title}: create, read, list and rename`,
    uses: module.uses.map(namesOf),
    sample: sample !== undefined,
    hasConfig: sample?.hasConfig ?? false,
    hasEvents: systems['events'] === true && (sample?.hasEvents ?? false),
  };
}

function isSample({ name, uses }: BlueprintModule): boolean {
  const sample = Object.hasOwn(samples, name) ? samples[name] : undefined;
  return sample !== undefined && [...uses].sort().join() === [...sample.uses].sort().join();
}

/** Modules so that each comes after those that it uses; the order given decides between equals. */
export function inOrderOfUse<M extends BlueprintModule>(modules: readonly M[]): M[] {
  const ordered: M[] = [];
  const visit = (module: M): void => {
    if (ordered.includes(module)) return;
    for (const used of module.uses) {
      const target = modules.find(({ name }) => name === used);
      if (target && target !== module) visit(target);
    }
    ordered.push(module);
  };
  modules.forEach(visit);
  return ordered;
}
