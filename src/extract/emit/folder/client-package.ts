/** Package files of `clients/<slug>/`. */
import type { Contract } from '../../contract/model.ts';

/** What the folder is built on. Folders are below the root of the workspace. */
export interface ClientPackage {
  readonly scope: string;
  readonly module: ReferencedPackage;
}

export interface ReferencedPackage {
  /** `@shop/payments` */
  readonly name: string;
  /** `modules/payments` */
  readonly folder: string;
}

export function clientPackageName(scope: string, slug: string): string {
  return `@${scope}/${slug}-client`;
}

export function emitClientPackage(contract: Contract, { scope, module }: ClientPackage): string {
  const others = otherPackages(contract, scope, module).map(({ name }) => name);
  const dependencies = Object.fromEntries(
    [...others, module.name, `@${scope}/platform`].sort().map((name) => [name, '*']),
  );
  return jsonText({
    name: clientPackageName(scope, contract.slug),
    version: '0.0.0',
    private: true,
    type: 'module',
    exports: { '.': exported('index'), './service': exported('service') },
    dependencies,
    devDependencies: { 'fast-check': '4.10.2' },
  });
}

const exported = (name: string) => ({
  source: `./src/${name}.ts`,
  types: `./dist/${name}.d.ts`,
  default: `./dist/${name}.js`,
});

export function emitClientTsconfig(contract: Contract, { scope, module }: ClientPackage): string {
  const folders = [
    'platform',
    module.folder,
    ...otherPackages(contract, scope, module).map(({ folder }) => folder),
  ];
  return jsonText({
    extends: '../../tsconfig.base.json',
    compilerOptions: { rootDir: 'src', outDir: 'dist' },
    include: ['src'],
    references: folders.sort().map((folder) => ({ path: `../../${folder}` })),
  });
}

/** Other modules of the workspace whose types the port uses. */
function otherPackages(contract: Contract, scope: string, module: ReferencedPackage): ReferencedPackage[] {
  const names = new Set<string>();
  for (const { origin } of Object.values(contract.types)) {
    const [, name] = new RegExp(`^(@${scope}/[^/]+)`).exec(origin.module) ?? [];
    if (name !== undefined && name !== module.name && name !== `@${scope}/platform`) names.add(name);
  }
  return [...names].sort().map((name) => ({ name, folder: `modules/${name.slice(scope.length + 2)}` }));
}

/** The contract as it is committed: every key in alphabetical order, so that a diff shows changes only. */
export function emitLock(contract: Contract): string {
  return jsonText(sorted(contract));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
