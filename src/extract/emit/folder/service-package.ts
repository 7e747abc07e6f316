/** `apps/<slug>/`: what derives from the contract and from the composition root that the module was in. */
import type { Contract } from '../../contract/model.ts';
import { bindFunction, variablePrefix } from '../bind.ts';
import { Imports } from '../source/imports.ts';
import { camel, quote } from '../source/names.ts';
import { clientPackageName } from './client-package.ts';
import type { ReferencedPackage } from './client-package.ts';

/** How the module was constructed in the composition root that it leaves. */
export interface ServiceComposition {
  /** The very text of the factory’s call, without `await`. */
  readonly callText: string;
  /** Names that the text uses and what they are imported from. */
  readonly imports: readonly {
    readonly specifier: string;
    readonly imported: string;
    readonly name: string;
  }[];
  /** The name of the Host there. */
  readonly host: string;
  /** Modules whose ports the text uses: each has to be a service of its own. */
  readonly modules: readonly { readonly variable: string; readonly module: string }[];
  /** What it takes from the platform besides, with the names that need an import. */
  readonly statements: readonly {
    readonly text: string;
    readonly imports: ServiceComposition['imports'];
  }[];
}

export interface ServicePackage {
  readonly scope: string;
  readonly module: ReferencedPackage;
  readonly composition: ServiceComposition;
}

/** The module's variable in the composition root and its key among the modules there. */
export function moduleVariable(slug: string): string {
  return camel(slug);
}

export function emitServicePackage(
  contract: Contract,
  { scope, module, composition }: ServicePackage,
): string {
  const clients = composition.modules.map((used) => clientPackageName(scope, used.module));
  const names = [module.name, clientPackageName(scope, contract.slug), ...clients, `@${scope}/platform`];
  return jsonText({
    name: `@${scope}/${contract.slug}-service`,
    version: '0.0.0',
    private: true,
    type: 'module',
    scripts: { start: 'node dist/main.js', migrate: 'node dist/main.js migrate' },
    dependencies: Object.fromEntries(names.sort().map((name) => [name, '*'])),
  });
}

export function emitServiceTsconfig(contract: Contract, { module, composition }: ServicePackage): string {
  const clients = [contract.slug, ...composition.modules.map((used) => used.module)].map(
    (name) => `clients/${name}`,
  );
  return jsonText({
    extends: '../../tsconfig.base.json',
    compilerOptions: { rootDir: 'src', outDir: 'dist' },
    include: ['src'],
    references: ['platform', module.folder, ...clients].sort().map((folder) => ({ path: `../../${folder}` })),
  });
}

export function emitServiceCompose(contract: Contract, { scope, composition }: ServicePackage): string {
  const { callText, host } = composition;
  const imports = new Imports();
  imports.type(`@${scope}/platform/host`, 'Composition');
  imports.type(`@${scope}/platform/host`, 'Host');
  const imported = [...composition.imports, ...composition.statements.flatMap((each) => each.imports)];
  for (const { specifier, imported: original, name } of imported) imports.value(specifier, original, name);
  const taken = composition.statements.map(({ text }) => text);
  const bound = composition.modules.map((used) => boundModule(used, scope, host, imports));
  const variable = moduleVariable(contract.slug);
  const used = new RegExp(`(?<![\\w$.])${host.replaceAll('$', '\\$')}(?![\\w$])`).test(
    `${[...taken, ...bound].join()} ${callText}`,
  );
  const text = `export function compose(${used ? '' : '_'}${host}: Host): Composition {
  ${[...taken, ...bound].join('\n')}
  const ${variable} = ${callText};
  return { modules: { ${variable} } };
}`;
  const purpose = `/** The composition root of the service: ${contract.slug} as it was constructed where it came from. */`;
  return `${purpose}\n${imports.render(text)}\n\n${text}\n`;
}

function boundModule(
  { variable, module }: { readonly variable: string; readonly module: string },
  scope: string,
  host: string,
  imports: Imports,
): string {
  const bind = imports.value(clientPackageName(scope, module), bindFunction(module));
  const message = `${module} is in a process of its own: set ${variablePrefix(module)}_URL`;
  return `const ${variable} = ${bind}(${host}, () => {\n    throw new Error(${quote(message)});\n  });`;
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
