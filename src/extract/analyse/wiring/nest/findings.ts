/** What of an implementation, and of the modules around it, lives on Nest's own calls. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../../analysis/places.ts';
import type { Program } from '../../../../analysis/program.ts';
import { diagnostic, type Diagnostic } from '../../../../diagnostics/index.ts';
import { decoratorsOf } from '../container/files.ts';
import type { PortFacts } from '../container/port-facts.ts';
import { dependenciesOf, provided, type Dependency } from './dependencies.ts';
import { nestHooks } from './hooks.ts';
import { injectionsOf, keyOf, type TokenKey } from './injections.ts';
import { entryPointFindings, isNest } from './made-by-nest.ts';
import { propertyOf, type NestModule } from './modules.ts';
import type { PortProvider } from './providers.ts';

const listeners =
  /^(?:OnEvent|Saga|EventPattern|MessagePattern|SubscribeMessage|OnQueue\w+|OnWorkerEvent|RabbitSubscribe|RabbitRPC|SqsMessageHandler)$/;
const schedules = /^(?:Cron|Interval|Timeout)$/;
const onControllersOnly = /^(?:UseGuards|UseInterceptors|UsePipes|UseFilters)$/;

export interface FindingsRequest {
  readonly program: Program;
  readonly facts: PortFacts;
  readonly modules: readonly NestModule[];
  readonly providers: readonly PortProvider[];
  /** Modules that the service's process starts. */
  readonly started: readonly NestModule[];
}

export function nestFindings(request: FindingsRequest): Diagnostic[] {
  const { program, providers, modules } = request;
  const classes = implementationsOf(providers);
  const dependencies = dependenciesOf(program, provided(program, modules), classes);
  return [
    ...classes.flatMap((each) => implementationFindings(program, each)),
    ...scopeFindings(request, dependencies),
    ...circular(request, dependencies),
    ...stillConstructed(request, classes, dependencies),
    ...instances(request),
    ...besides(request, new Set(classes)),
  ];
}

const implementationsOf = (providers: readonly PortProvider[]): ts.ClassLikeDeclaration[] => [
  ...new Set(providers.flatMap(({ implementation }) => implementation ?? [])),
];

const nameOf = (node: ts.ClassLikeDeclaration): string => node.name?.text ?? 'class';

function implementationFindings(program: Program, node: ts.ClassLikeDeclaration): Diagnostic[] {
  const implementation = nameOf(node);
  const own = decoratorsOf(program, node).filter(isNest);
  const place = { place: placeFor(program, node, implementation) };
  const found: Diagnostic[] = own.flatMap(({ name: decorator }) => {
    if (!onControllersOnly.test(decorator)) return [];
    return [diagnostic('nest-decorator-without-effect', { symbol: implementation, decorator }, place)];
  });
  const members = node.members.flatMap((member) => memberFindings(program, implementation, member));
  return [...entryPointFindings(program, node), ...found, ...members];
}

function memberFindings(program: Program, implementation: string, member: ts.ClassElement): Diagnostic[] {
  const name = member.name?.getText();
  if (name === undefined || !ts.isMethodDeclaration(member)) return [];
  const method = `${implementation}.${name}`;
  const place = { place: placeFor(program, member, method) };
  const found = decoratorsOf(program, member)
    .filter(isNest)
    .flatMap(({ name: decorator }) => {
      if (listeners.test(decorator)) return [diagnostic('nest-event-listener', { method, decorator }, place)];
      if (schedules.test(decorator)) return [diagnostic('nest-schedule-moves', { method, decorator }, place)];
      if (!onControllersOnly.test(decorator)) return [];
      return [diagnostic('nest-decorator-without-effect', { symbol: method, decorator }, place)];
    });
  return nestHooks.includes(name) ? [...found, diagnostic('nest-hook-moves', { method }, place)] : found;
}

/** `Scope.REQUEST` or `Scope.TRANSIENT` of `@Injectable` or of a provider, wherever the port is made of it. */
function scopeFindings(
  { program, facts, providers }: FindingsRequest,
  all: readonly Dependency[],
): Diagnostic[] {
  const port = facts.name;
  const own = providers.flatMap(({ node }) => {
    const scope = ts.isObjectLiteralExpression(node) ? propertyOf(node, 'scope')[0]?.getText() : undefined;
    return scope === undefined || scope.endsWith('DEFAULT')
      ? []
      : [{ node: node as ts.Node, scope, path: [port] }];
  });
  const inherited = all.flatMap(({ node, path, injections }) => {
    const scope = scopeOf(program, node);
    const request = injections.find(({ text }) => text === 'REQUEST' || text === 'CONTEXT');
    if (request !== undefined) return [{ node: node as ts.Node, scope: 'Scope.REQUEST', path }];
    const isOwn = path.length === 1;
    return scope === undefined || (scope.endsWith('TRANSIENT') && !isOwn) ? [] : [{ node, scope, path }];
  });
  return [...own, ...inherited].map(({ node, scope, path }) => {
    const through = path.length > 1 ? ` (through ${path.slice(1).join(' → ')})` : '';
    const when = scope.endsWith('TRANSIENT') ? 'for each of its consumers' : 'for every request';
    return diagnostic(
      'container-scoped',
      { port: path[0] ?? port, scope: `${when}${through}` },
      { place: placeFor(program, node, port) },
    );
  });
}

function scopeOf(program: Program, node: ts.ClassLikeDeclaration): string | undefined {
  for (const { name, arguments: given } of decoratorsOf(program, node)) {
    const [options] = given;
    if (name !== 'Injectable' || options === undefined || !ts.isObjectLiteralExpression(options)) continue;
    const scope = propertyOf(options, 'scope')[0]?.getText();
    if (scope !== undefined && !scope.endsWith('DEFAULT')) return scope;
  }
  return undefined;
}

function circular({ program, facts, providers }: FindingsRequest, all: readonly Dependency[]): Diagnostic[] {
  const tokens = new Set<TokenKey>(providers.flatMap(({ token }) => keyOf(program, token) ?? []));
  return all.flatMap(({ path, injections }) => {
    const back = injections.find(({ key }) => tokens.has(key));
    if (back === undefined) return [];
    const names = [...path, facts.name].join(' → ');
    return [
      diagnostic(
        'nest-circular',
        { port: facts.name, path: names },
        { place: placeFor(program, back.node, facts.name) },
      ),
    ];
  });
}

/** Classes that are injected into the implementation, and into nothing that is not part of it. */
function stillConstructed(
  { program, facts, modules, providers }: FindingsRequest,
  classes: readonly ts.ClassLikeDeclaration[],
  all: readonly Dependency[],
): Diagnostic[] {
  const inside = new Set(all.map(({ node }) => node));
  const outside = modules
    .flatMap((module) => [...module.providers, ...module.controllers])
    .flatMap((each) => classNamed(program, each))
    .filter((node) => !inside.has(node));
  const used = new Set(outside.flatMap((node) => injectionsOf(program, node)).map(({ key }) => key));
  const anywhere = provided(program, modules);
  const only = new Set<string>();
  for (const { injections } of all) {
    for (const { key, text } of injections) if (anywhere.get(key)?.length && !used.has(key)) only.add(text);
  }
  for (const each of classes) only.delete(nameOf(each));
  const [first] = providers;
  if (only.size === 0 || first === undefined) return [];
  const place = { place: placeFor(program, first.node, facts.name) };
  return [
    diagnostic('nest-still-constructed', { port: facts.name, classes: [...only].sort().join(', ') }, place),
  ];
}

function classNamed(program: Program, element: ts.Expression): ts.ClassLikeDeclaration[] {
  const given = ts.isObjectLiteralExpression(element) ? propertyOf(element, 'useClass')[0] : element;
  const type = given && program.checker.getTypeAtLocation(given);
  return (type?.symbol?.declarations ?? []).filter(ts.isClassLike);
}

function instances({ program, facts, providers }: FindingsRequest): Diagnostic[] {
  const sameToken = new Map<TokenKey | undefined, PortProvider[]>();
  for (const each of providers.filter(({ form }) => form !== 'useExisting')) {
    const key =
      each.implementation === undefined ? keyOf(program, each.token) : each.implementation.name?.text;
    sameToken.set(key, [...(sameToken.get(key) ?? []), each]);
  }
  return [...sameToken.values()].flatMap((several) => {
    const modules = [...new Set(several.flatMap((each) => each.modules.map(({ name }) => name)))];
    const [, second] = several;
    if (modules.length < 2 || second === undefined) return [];
    const place = { place: placeFor(program, second.node, facts.name) };
    return [diagnostic('nest-several-instances', { port: facts.name, modules: modules.join(', ') }, place)];
  });
}

/** Work that other providers of the started modules begin by themselves: it would begin in both processes. */
function besides(
  { program, started }: FindingsRequest,
  implementations: ReadonlySet<ts.ClassLikeDeclaration>,
): Diagnostic[] {
  const seen = new Set<ts.ClassLikeDeclaration>(implementations);
  const isNew = (node: ts.ClassLikeDeclaration): boolean => !seen.has(node) && seen.add(node).has(node);
  return started.flatMap((module) =>
    [...provided(program, [module]).values()]
      .flat()
      .filter(isNew)
      .flatMap((node) => node.members.flatMap((member) => startedBy(program, module, node, member))),
  );
}

function startedBy(
  program: Program,
  module: NestModule,
  node: ts.ClassLikeDeclaration,
  member: ts.ClassElement,
): Diagnostic[] {
  const name = member.name?.getText();
  if (name === undefined || !ts.isMethodDeclaration(member)) return [];
  const method = `${nameOf(node)}.${name}`;
  const place = { place: placeFor(program, member, method) };
  if (name === 'onModuleInit' || name === 'onApplicationBootstrap')
    return [diagnostic('nest-hook-in-both', { method, module: module.name }, place)];
  return decoratorsOf(program, member)
    .filter((each) => isNest(each) && schedules.test(each.name))
    .map(({ name: decorator }) =>
      diagnostic('nest-runs-in-both', { method, decorator, module: module.name }, place),
    );
}
