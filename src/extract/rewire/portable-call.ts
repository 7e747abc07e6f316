import type { CompositionCall, ImportRecord, UsedName } from '../../analysis/index.ts';
import { diagnostic, type Diagnostic } from '../../diagnostics/index.ts';

/** What the construction of a module needs besides itself, once it stands in the composition root of a service. */
export interface PortableCall {
  /** Name of the variable that holds the Host; the service's composition root uses the same. */
  readonly host: string;
  /** Imports of the factory and of what its arguments use. */
  readonly imports: readonly {
    readonly specifier: string;
    readonly imported: string;
    readonly name: string;
  }[];
  /** Modules whose ports the arguments use, with the variable that each is kept in. */
  readonly modules: readonly { readonly variable: string; readonly module: string }[];
  /** Statements that go with it: what every process composes, and the constants of the platform that the arguments use. */
  readonly statements: readonly PlatformStatement[];
  readonly findings: readonly Diagnostic[];
}

/** A statement of a composition root that uses the Host and the platform alone: it can stand in any other. */
export interface PlatformStatement {
  readonly text: string;
  /** The constant that it declares; none for what every process composes. */
  readonly variable?: string;
  readonly imports: PortableCall['imports'];
}

export interface PortabilityQuestion {
  /** The module that is extracted. */
  readonly module: string;
  readonly call: CompositionCall;
  /** Name of the module that a variable of the composition root holds, if it holds one. */
  moduleIn(variable: string): string | undefined;
  /** The statements of the composition root that need the platform alone. */
  readonly platform: readonly PlatformStatement[];
  /** True when the module already runs as a service. */
  isService(module: string): boolean;
}

/**
 * Whether the expression that constructs a module can stand in another composition root: it may use the Host, imports
 * from packages, and the ports of modules that are services themselves.
 */
export function readPortableCall(question: PortabilityQuestion): PortableCall {
  const { call } = question;
  const host = call.uses.find((use) => use.kind === 'parameter' && isHost(use.typeText));
  const uses = distinct(call.uses);
  const modules = uses.flatMap(({ kind, name }) => {
    const module = kind === 'variable' ? question.moduleIn(name) : undefined;
    return module === undefined ? [] : [{ variable: name, module }];
  });
  const imported = uses.flatMap((use) => (use.kind === 'import' ? [pick(use)] : []));
  return {
    host: host?.name ?? call.enclosing?.parameters.find(({ typeText }) => isHost(typeText))?.name ?? 'host',
    imports: [...(call.factoryImport ? [pick(call.factoryImport)] : []), ...imported],
    modules,
    statements: question.platform.filter(
      ({ variable }) => variable === undefined || uses.some((use) => isPlatform(use, variable)),
    ),
    findings: uses.flatMap((use) => findingFor(use, question)),
  };
}

const isPlatform = ({ kind, name }: UsedName, variable: string | undefined): boolean =>
  kind === 'variable' && name === variable;

function findingFor(
  use: UsedName,
  { module, call, moduleIn, isService, platform }: PortabilityQuestion,
): Diagnostic[] {
  const place = { file: call.file, symbol: use.name };
  const used = use.kind === 'variable' ? moduleIn(use.name) : undefined;
  if (used !== undefined) {
    return isService(used)
      ? []
      : [diagnostic('dependency-in-process', { module, dependency: used }, { place })];
  }
  if (isPortable(use) || platform.some(({ variable }) => isPlatform(use, variable))) return [];
  return [diagnostic('composition-not-portable', { module, name: use.name, file: call.file }, { place })];
}

function isPortable(use: UsedName): boolean {
  if (use.kind === 'parameter') return isHost(use.typeText);
  if (use.kind === 'import') return !use.specifier.startsWith('.');
  return use.kind === 'inner' || use.kind === 'global';
}

const isHost = (typeText: string): boolean => /\bHost$/.test(typeText);

const pick = ({ specifier, imported, name }: Pick<ImportRecord, 'specifier' | 'imported' | 'name'>) => ({
  specifier,
  imported,
  name,
});

const distinct = (uses: readonly UsedName[]): UsedName[] => [
  ...new Map(uses.map((use) => [use.name, use])).values(),
];
