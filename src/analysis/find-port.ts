/** Finding the port of a module: its factory, the interface it serves, its public routes and what implements it. */
import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { diagnostic, refuse, succeed, type Outcome } from '../diagnostics/index.ts';
import { functionOf, functionsAt, returnedBy, sourcesOf } from './flow.ts';
import type { LocatedObject, ModulePort } from './located-port.ts';
import { placeOf } from './places.ts';
import { portOfType, type ExportedType } from './port-type.ts';
import type { Program } from './program.ts';
import { exportsOf, type FunctionNode } from './symbols.ts';

export interface PortRequest {
  /** Folder of the module, relative to the root: `modules/payments`. */
  readonly module: string;
  /** The factory's exported name, where the module exports several. */
  readonly factory?: string;
}

/** Every reason at once why a module has no port that can be extracted, or the port. */
export function findPort(program: Program, request: PortRequest): Outcome<ModulePort> {
  const module = moduleFiles(program, request.module);
  const entry = program.file(module.entry.file);
  const host = program.file(module.host.file);
  const missing = [
    ...(entry ? [] : [diagnostic('module-entry-missing', { module: module.slug, file: module.entry.file })]),
    ...(host ? [] : [diagnostic('module-host-missing', { module: module.slug, file: module.host.file })]),
  ];
  if (entry === undefined || host === undefined) return refuse(...missing);
  const factories = factoriesOf(program, host);
  const chosen = chooseFactory(
    factories,
    request.factory ?? `create${pascal(module.slug)}`,
    module.host.file,
  );
  if (!chosen.ok) return chosen;
  const port = portOfType(program, { entry, type: chosen.value.port, wanted: pascal(module.slug) });
  if (!port.ok) return port;
  return succeed(located(program, module, { ...chosen.value, port: port.value }, host));
}

interface ModuleFiles {
  readonly slug: string;
  readonly directory: string;
  readonly entry: { readonly specifier: string; readonly file: string };
  readonly host: { readonly specifier: string; readonly file: string };
}

function moduleFiles(program: Program, module: string): ModuleFiles {
  const directory = posix.normalize(module).replace(/\/$/, '');
  const found = program.packages.find((each) => each.directory === directory);
  const name = found?.name ?? directory;
  const entryAt = (specifier: string, usual: string) => ({
    specifier,
    file: found?.entries.find((each) => each.specifier === specifier)?.file ?? posix.join(directory, usual),
  });
  return {
    slug: posix.basename(directory),
    directory,
    entry: entryAt(name, 'src/index.ts'),
    host: entryAt(`${name}/host`, 'src/host.ts'),
  };
}

interface Factory {
  readonly exportName: string;
  readonly node: FunctionNode;
  readonly async: boolean;
  readonly port: ts.Type;
}

function factoriesOf(program: Program, host: ts.SourceFile): Factory[] {
  const { checker } = program;
  return [...exportsOf(program, host)].flatMap(([exportName, symbol]) =>
    (symbol.declarations ?? []).flatMap(factoryAt(program)).flatMap((node) => {
      const signature = checker.getSignatureFromDeclaration(node);
      const returned = signature && checker.getReturnTypeOfSignature(signature);
      const made = returned && checker.getAwaitedType(returned);
      const port = made?.getProperty('port');
      if (port === undefined) return [];
      return [
        { exportName, node, async: made !== returned, port: checker.getTypeOfSymbolAtLocation(port, node) },
      ];
    }),
  );
}

/** The function that an export is, also where it goes by another name: `export const createUsers = Users.create`. */
const factoryAt =
  (program: Program) =>
  (declaration: ts.Declaration): FunctionNode[] => {
    const direct = functionOf(declaration);
    const given = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    return direct.length > 0 || given === undefined ? direct : functionsAt(program, given);
  };

function chooseFactory(factories: readonly Factory[], wanted: string, file: string): Outcome<Factory> {
  const [first, ...others] = factories;
  if (first === undefined) return refuse(diagnostic('factory-missing', { file }, { place: { file } }));
  if (others.length === 0) return succeed(first);
  const named = factories.find(({ exportName }) => exportName === wanted);
  if (named !== undefined) return succeed(named);
  const names = factories.map(({ exportName }) => exportName).join(', ');
  return refuse(diagnostic('factory-ambiguous', { file, names, name: wanted }, { place: { file } }));
}

function located(
  program: Program,
  module: ModuleFiles,
  factory: Omit<Factory, 'port'> & { readonly port: ExportedType },
  host: ts.SourceFile,
): ModulePort {
  const { port } = factory;
  const routes = routesOf(program, host, module, port.type);
  return {
    kind: 'interface',
    slug: module.slug,
    name: port.name,
    exportName: port.name,
    specifier: module.entry.specifier,
    directory: module.directory,
    entryFile: module.entry.file,
    place: placeOf(program, port.declaration),
    factory: { exportName: factory.exportName, ...module.host, async: factory.async },
    ...(routes === undefined ? {} : { routes: { exportName: routes, ...module.host } }),
    implementations: implementationsIn(program, factory.node),
    parts: partsIn(program, factory.node),
  };
}

/** An exported function of the host that takes the port and is no factory: the module's public routes. */
function routesOf(
  program: Program,
  host: ts.SourceFile,
  module: ModuleFiles,
  port: ts.Type,
): string | undefined {
  const { checker } = program;
  const candidates = [...exportsOf(program, host)].filter(([, symbol]) =>
    (symbol.declarations ?? []).flatMap(functionOf).some((node) => {
      const [first, ...rest] = node.parameters;
      return first !== undefined && rest.length === 0 && checker.getTypeAtLocation(first) === port;
    }),
  );
  const names = candidates.map(([name]) => name);
  return (
    names.find((name) => name === `${camel(module.slug)}Routes`) ??
    names.find((name) => /routes$/i.test(name))
  );
}

/** The properties of the object literals that the factory returns. */
function returnedProperties(program: Program, factory: FunctionNode): ts.ObjectLiteralElementLike[] {
  const made = returnedBy(factory).flatMap((expression) => sourcesOf(program, expression));
  return made.flatMap((source) => (ts.isObjectLiteralExpression(source) ? [...source.properties] : []));
}

function partsIn(program: Program, factory: FunctionNode): string[] {
  const names = returnedProperties(program, factory).flatMap(({ name }) => name?.getText() ?? []);
  return [...new Set(names)].filter((name) => name !== 'port').sort();
}

function implementationsIn(program: Program, factory: FunctionNode): LocatedObject[] {
  const ports = returnedProperties(program, factory).flatMap((property) => portValue(property));
  const sources = ports.flatMap((value) => sourcesOf(program, value));
  return [...new Set(sources)].map((source) => ({
    name: ts.isClassLike(source) ? (source.name?.text ?? 'class') : 'object',
    file: program.pathOf(source.getSourceFile()),
    start: source.getStart(),
  }));
}

function portValue(property: ts.ObjectLiteralElementLike): ts.Expression[] {
  if (ts.isShorthandPropertyAssignment(property) && property.name.text === 'port') return [property.name];
  return ts.isPropertyAssignment(property) && property.name.getText() === 'port'
    ? [property.initializer]
    : [];
}

export const camel = (name: string): string =>
  name.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());
export const pascal = (name: string): string => camel(name).replace(/^\w/, (letter) => letter.toUpperCase());
