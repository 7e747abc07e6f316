import { readCompositionRoot, type CompositionRoot } from '../analysis/composition-root.ts';
import {
  findCompositionCall,
  findPort,
  openProgram,
  type CompositionCall,
  type ModulePort,
  type Program,
} from '../analysis/index.ts';
import { diagnostic, succeed, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import { analysePort, type CallSite } from '../extract/analyse/index.ts';
import {
  compareContracts,
  contractFindings,
  readContract,
  type Contract,
} from '../extract/contract/index.ts';
import {
  readPortableCall,
  type PlatformStatement,
  type PortableCall,
} from '../extract/rewire/portable-call.ts';
import { namesOf } from '../templates/index.ts';
import type { ModuleInfo, Project, ProjectFiles } from '../workspace/index.ts';

/** All that is known of a module before it is extracted. */
export interface Study {
  readonly module: ModuleInfo;
  /** The project as it was read. */
  readonly program: Program;
  readonly port: ModulePort;
  readonly contract: Contract;
  readonly callSites: readonly CallSite[];
  readonly call: CompositionCall;
  readonly wiring: PortableCall;
}

/** Where the modules of a project are put together. */
export const compositionFile = (project: Project): string => `apps/${project.manifest.edge}/src/compose.ts`;

/** Looks at a module from every side; the findings are all there are, whatever the first one was. */
export function studyModule(
  project: Project,
  module: ModuleInfo,
  localMethods: readonly string[],
): Outcome<Study> {
  const program = openSources(project.files);
  const port = findPort(program, { module: module.folder });
  if (!port.ok) return port;
  const analysed = analysePort(program, port.value, { local: localMethods });
  const call = findCompositionCall(program, port.value.factory, [compositionFile(project)]);
  const wiring = call.ok ? readWiring(project, module, call.value) : undefined;
  const findings = [
    ...analysed.findings,
    ...call.findings,
    ...(wiring?.findings ?? []),
    ...routesFinding(module, port.value),
    ...asyncFinding(port.value, call.ok && call.value.awaited),
  ];
  if (!analysed.ok || !call.ok || !wiring) return { ok: false, findings };
  const { contract, callSites } = analysed.value;
  findings.push(...changesSince(project, module, contract));
  return succeed(
    { module, program, port: port.value, contract, callSites, call: call.value, wiring },
    findings,
  );
}

/** The project's own sources: every module and every app, since any of them may call the port. `before`: see `openProgram`. */
export function openSources(files: ProjectFiles, before?: Program): Program {
  const entries = ['modules', 'apps', 'clients'].flatMap((folder) => files.below(folder)).filter(isSource);
  return openProgram({
    root: files.root,
    files: files.overlay(),
    entries,
    ...(before === undefined ? {} : { before }),
  });
}

export const isSource = (path: string): boolean => /^[^/]+\/[^/]+\/src\/.*\.ts$/.test(path);

function readWiring(project: Project, module: ModuleInfo, call: CompositionCall): PortableCall {
  const root = readCompositionRoot(project.files.read(call.file) ?? '');
  const services = new Set(project.manifest.services.map((service) => service.module));
  return readPortableCall({
    module: module.name,
    call,
    isService: (name) => services.has(name),
    platform: root === undefined ? [] : platformStatements(root, `@${project.scope}/platform/`),
    moduleIn: (variable) => {
      const statement = root?.constants.get(variable)?.text ?? '';
      const hosts = root?.imports.filter(({ text }) => importsUsedIn(text, statement)) ?? [];
      return project.modules.find((other) =>
        hosts.some(({ specifier }) => specifier === `${other.package}/host`),
      )?.name;
    },
  });
}

/** What a composition root takes from the platform for itself: `const events = createEvents(host);` */
function platformStatements(root: CompositionRoot, platform: string): PlatformStatement[] {
  const named = [...root.constants].map(([variable, { text }]) => ({ variable, text }));
  return [...root.calls.map(({ text }) => ({ text })), ...named].flatMap((statement) => {
    const used = root.imports.filter(({ text }) => importsUsedIn(text, statement.text));
    const others = [...root.constants.keys()].filter((name) => mentions(statement.text, name));
    const own = 'variable' in statement ? [statement.variable] : [];
    if (used.length === 0 || used.some(({ specifier }) => !specifier.startsWith(platform))) return [];
    if (others.some((name) => !own.includes(name))) return [];
    const imports = used.flatMap(({ specifier, names }) =>
      names
        .filter(({ name }) => mentions(statement.text, name))
        .map(({ imported, name }) => ({ specifier, imported, name })),
    );
    return [{ ...statement, imports }];
  });
}

const mentions = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(text);

/** True when one of the names that an import brings in is used in a statement. */
function importsUsedIn(importText: string, statement: string): boolean {
  const names = importText.slice(0, importText.lastIndexOf('from')).match(/[A-Za-z_$][\w$]*/g) ?? [];
  return names.some(
    (name) => name !== 'import' && name !== 'type' && new RegExp(`\\b${name}\\b`).test(statement),
  );
}

function asyncFinding({ factory }: ModulePort, awaited: boolean): Diagnostic[] {
  if (!factory.async && !awaited) return [];
  const place = { file: factory.file, symbol: factory.exportName };
  return [diagnostic('factory-async', { factory: factory.exportName }, { place })];
}

/** A module with routes that cannot be had without constructing it would lose them in `remote`. */
function routesFinding({ name, host }: ModuleInfo, port: ModulePort): Diagnostic[] {
  if (port.routes !== undefined || !port.parts.includes('routes')) return [];
  const routes = `${namesOf(name).camel}Routes`;
  return [diagnostic('routes-not-separable', { module: name, routes }, { place: { file: host } })];
}

/** What changed in the contract since the last extraction. */
function changesSince(project: Project, module: ModuleInfo, contract: Contract): readonly Diagnostic[] {
  const file = `clients/${module.name}/contract.lock.json`;
  const lock = project.files.read(file);
  if (lock === undefined) return [];
  const before = readContract(lock, file);
  return before.ok ? contractFindings(compareContracts(before.value, contract), { file }) : before.findings;
}
