/** What the modules above a feature configure for everybody: connections, configuration, global modules. */
import { closureOf, type ImportedModule, type NestModule } from './modules.ts';

/** Entries of a module's `imports` that a process takes over as they are configured there. */
export interface SharedEntries {
  readonly from: NestModule;
  readonly entries: readonly ImportedModule[];
}

export interface SharedImports {
  readonly shared: readonly SharedEntries[];
  /** Modules of the project that are imported whole. */
  readonly included: readonly NestModule[];
}

/** Modules that serve HTTP or a browser: a process that is called over its own protocol has no use for them. */
const edgeOnly =
  /^(?:GraphQLModule|ServeStaticModule|DevtoolsModule|BullBoardModule|RouterModule|ThrottlerModule)$/;

/** Walks from the root down to the modules beside the feature, and collects what each configures. */
export function sharedImports(
  modules: readonly NestModule[],
  root: NestModule | undefined,
  feature: NestModule,
): SharedImports {
  const inside = closureOf(modules, feature);
  const shared: SharedEntries[] = [];
  const included = new Set<NestModule>();
  const seen = new Set<NestModule>();
  const visit = (module: NestModule): void => {
    if (seen.has(module) || inside.has(module)) return;
    seen.add(module);
    const entries: ImportedModule[] = [];
    for (const entry of module.imports) {
      const child = modules.find(({ symbol }) => symbol === entry.symbol);
      if (child === undefined) entries.push(...(isConfigured(entry) ? [entry] : []));
      else if (inside.has(child)) continue;
      else if (!isInfrastructure(modules, child)) visit(child);
      else if (entry.method === undefined) included.add(child);
      else entries.push(entry);
    }
    if (entries.length > 0) shared.push({ from: module, entries });
  };
  if (root !== undefined) visit(root);
  return { shared, included: [...included] };
}

/** A package's module that is configured once for all: `forRoot(…)`, or a call that makes it global. */
const isConfigured = (entry: ImportedModule): boolean =>
  entry.package !== undefined &&
  !edgeOnly.test(entry.name) &&
  ((entry.method ?? '').startsWith('forRoot') || entry.isGlobal === true);

/** A module without controllers that is global, or that configures something: a database, a queue, settings. */
function isInfrastructure(modules: readonly NestModule[], module: NestModule): boolean {
  const closure = [...closureOf(modules, module)];
  if (closure.some(({ controllers }) => controllers.length > 0)) return false;
  return closure.some((each) => each.global || each.imports.some(isConfigured));
}
