import { z } from 'zod';
import type { ProjectFiles } from './files.ts';
import { parseJson } from './json-edit.ts';

/** A package below `modules/` with a public interface (`"."`) and a factory for hosts (`"./host"`). */
export interface ModuleInfo {
  readonly name: string;
  /** `modules/payments` */
  readonly folder: string;
  /** Name of its package: `@shop/payments`. */
  readonly package: string;
  /** Source file behind the export `"."`. */
  readonly entry: string;
  /** Source file behind the export `"./host"`. */
  readonly host: string;
  /** Names of the modules that its package.json depends on. */
  readonly uses: readonly string[];
}

const exported = z.union([
  z.string(),
  z.looseObject({ source: z.string().optional(), default: z.string().optional() }),
]);
const modulePackage = z.looseObject({
  name: z.string(),
  exports: z.looseObject({ '.': exported, './host': exported }),
  dependencies: z.record(z.string(), z.string()).optional(),
});

/** Every module below `modules/`: whatever has the two exports is one, whoever made it. Sorted by name. */
export function readModules(files: ProjectFiles): ModuleInfo[] {
  const packages = files.folders('modules').flatMap((name) => readModule(files, name));
  const nameOf = new Map(packages.map((module) => [module.package, module.name]));
  return packages.map(({ dependencies, ...module }) => ({
    ...module,
    uses: dependencies.flatMap((dependency) => nameOf.get(dependency) ?? []),
  }));
}

function readModule(
  files: ProjectFiles,
  name: string,
): (Omit<ModuleInfo, 'uses'> & { dependencies: string[] })[] {
  const folder = `modules/${name}`;
  const parsed = modulePackage.safeParse(parseJson(files.read(`${folder}/package.json`)));
  if (!parsed.success) return [];
  const { exports, dependencies } = parsed.data;
  return [
    {
      name,
      folder,
      package: parsed.data.name,
      entry: sourceOf(folder, exports['.']),
      host: sourceOf(folder, exports['./host']),
      dependencies: Object.keys(dependencies ?? {}),
    },
  ];
}

function sourceOf(folder: string, target: z.infer<typeof exported>): string {
  const path = typeof target === 'string' ? target : (target.source ?? target.default ?? '');
  return `${folder}/${path.replace(/^\.\//, '')}`;
}
