/** The process of its own: the module that provides the port, and what of the application's root it cannot do without. */
import { placeFor, placeOf } from '../../../../analysis/places.ts';
import type { Program } from '../../../../analysis/program.ts';
import { diagnostic, type Diagnostic } from '../../../../diagnostics/index.ts';
import { serverBehind } from '../modules.ts';
import { distinctImports, importOfSymbol, portableName, type PortableName } from '../container/names.ts';
import type { PortFacts } from '../container/port-facts.ts';
import type { Composition } from '../model.ts';
import { beforeStart, type BeforeStart } from './before-start.ts';
import { missingFrom } from './dependencies.ts';
import { closureOf, type NestModule } from './modules.ts';
import type { PortProvider } from './providers.ts';
import { sharedImports, type SharedEntries } from './shared-imports.ts';

export interface ProcessRequest {
  readonly program: Program;
  readonly facts: PortFacts;
  readonly modules: readonly NestModule[];
  readonly providers: readonly PortProvider[];
  readonly first: PortProvider;
}

export interface NestProcess {
  readonly composition: Composition | undefined;
  /** The modules whose providers that process constructs. */
  readonly modules: readonly NestModule[];
  readonly findings: readonly Diagnostic[];
}

export function composeProcess(request: ProcessRequest): NestProcess {
  const { program, facts, modules, providers } = request;
  const own = providers.find(({ token }) => facts.isToken(token)) ?? request.first;
  const place = { place: placeFor(program, own.node, facts.name) };
  const nothing = (finding: Diagnostic): NestProcess => ({
    composition: undefined,
    modules: [],
    findings: [finding],
  });
  const token = portableName(program, own.token);
  if (token === undefined)
    return nothing(diagnostic('token-not-exported', { port: facts.name, token: own.token.getText() }, place));
  const feature = featureModule(modules, providers);
  if (feature === undefined) return nothing(diagnostic('nest-module-unknown', { port: facts.name }, place));
  const root = rootOf(modules, feature);
  const { shared, included } = sharedImports(modules, root, feature);
  const before = beforeStart(program, facts.name, root?.symbol);
  const main = { feature, shared, included, token, before };
  const configured = shared.flatMap(({ entries }) => entries.map(({ symbol }) => symbol));
  const started = [feature, ...included, ...modules.filter(({ symbol }) => configured.includes(symbol))];
  const available = [...new Set(started.flatMap((each) => [...closureOf(modules, each)]))];
  const missing = missingFrom(program, available, modules);
  if (missing.length === 0 || root === undefined) {
    return { ...written(request, main), modules: available };
  }
  const whole = written(request, { ...main, feature: root, shared: [], included: [] });
  const names = { module: feature.name, root: root.name, missing: missing.join(', ') };
  const finding = diagnostic('nest-whole-application', names, place);
  return { ...whole, modules: [...closureOf(modules, root)], findings: [...whole.findings, finding] };
}

/** The module with the provider, the smallest of several; of providers that differ, the smallest that imports them all. */
function featureModule(
  modules: readonly NestModule[],
  providers: readonly PortProvider[],
): NestModule | undefined {
  const providing = [...new Set(providers.flatMap((each) => each.modules))];
  const implementations = new Set(providers.map(({ implementation }) => implementation));
  const needed = implementations.size > 1 ? providing : [];
  const around = (needed.length > 1 ? modules : providing)
    .map((module) => ({ module, closure: closureOf(modules, module) }))
    .filter(({ closure }) => needed.every((each) => closure.has(each)))
    .sort((one, other) => one.closure.size - other.closure.size);
  return around[0]?.module ?? providing[0];
}

/** The module that no other imports, and that reaches the feature. */
function rootOf(modules: readonly NestModule[], feature: NestModule): NestModule | undefined {
  const imported = new Set(modules.flatMap((module) => module.imports.map(({ symbol }) => symbol)));
  const reaching = modules
    .filter(({ symbol }) => !imported.has(symbol))
    .map((module) => ({ module, closure: closureOf(modules, module) }))
    .filter(({ closure }) => closure.has(feature))
    .sort((a, b) => b.closure.size - a.closure.size);
  return reaching[0]?.module;
}

interface Written {
  readonly feature: NestModule;
  readonly shared: readonly SharedEntries[];
  readonly included: readonly NestModule[];
  readonly token: PortableName;
  readonly before: BeforeStart;
}

function written(
  { program, facts }: ProcessRequest,
  { feature, shared, included, token, before }: Written,
): { readonly composition: Composition | undefined; readonly findings: readonly Diagnostic[] } {
  const symbols = [feature, ...included, ...shared.map(({ from }) => from)];
  const hidden = symbols.find(({ symbol }) => importOfSymbol(program, symbol) === undefined);
  if (hidden !== undefined) {
    const place = { place: placeFor(program, hidden.node, hidden.name) };
    return {
      composition: undefined,
      findings: [diagnostic('nest-module-hidden', { module: hidden.name }, place)],
    };
  }
  const server = startedBy(program, symbols);
  if (server !== undefined) {
    const args = { port: facts.name, file: server.file, call: server.call };
    return {
      composition: undefined,
      findings: [diagnostic('container-starts-server', args, { place: server })],
    };
  }
  const port = importOfSymbol(program, facts.symbol, facts.name);
  const takenOver = shared.map((each, index) => takeOver(program, each, index));
  const listed = [
    ...takenOver.map(({ name }) => `...${name}`),
    ...[feature, ...included].map(({ name }) => name),
  ];
  const module =
    listed.length === 1
      ? feature.name
      : `{ module: class ServiceModule {}, imports: [${listed.join(', ')}] }`;
  const imports = distinctImports([
    ...before.imports,
    { module: '@nestjs/core', imported: 'NestFactory', name: 'NestFactory' },
    ...(shared.length > 0
      ? [{ module: '@nestjs/common', imported: 'DynamicModule', name: 'DynamicModule', typeOnly: true }]
      : []),
    ...takenOver.flatMap(({ names }) => names.flatMap((each) => each.imports)),
    ...symbols.flatMap(({ symbol }) => importOfSymbol(program, symbol) ?? []),
    ...token.imports,
    ...(port === undefined ? [] : [{ ...port, typeOnly: true }]),
  ]);
  const composition = {
    imports,
    statements: [
      ...before.statements,
      ...takenOver.flatMap(({ statements }) => statements),
      `const app = await NestFactory.createApplicationContext(${module}, { abortOnError: false });`,
    ],
    expression: `app.get${port === undefined ? '' : `<${port.name}>`}(${token.text}, { strict: false })`,
    async: true,
    close: 'await app.close();',
  };
  return { composition, findings: before.findings };
}

/** The server that importing one of the modules would start. */
function startedBy(program: Program, modules: readonly NestModule[]) {
  for (const { node } of modules) {
    const found = serverBehind(program, node.getSourceFile());
    if (found === undefined) continue;
    return { ...placeOf(program, found.statement), call: firstLine(found.statement.getText()) };
  }
  return undefined;
}

const firstLine = (text: string): string => text.split('\n')[0] ?? text;

/** Takes entries out of what `@Module` says of a module, so that they are configured exactly as in the application. */
function takeOver(program: Program, { from, entries }: SharedEntries, index: number) {
  const name = `shared${index === 0 ? '' : index + 1}`;
  const names = entries.flatMap(({ node }) => portableName(program, node) ?? []);
  const kinds = [...new Set(names.map(({ text }) => text))].join(', ');
  return {
    name,
    names,
    statements: [
      `const ${name}Entries = await Promise.all(Reflect.getMetadata('imports', ${from.name}) as Promise<DynamicModule>[]);`,
      `const ${name} = ${name}Entries.filter(({ module }) => [${kinds}].some((each) => each === module));`,
    ],
  };
}
