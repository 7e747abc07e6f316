/** Registrations in awilix: `asClass`, `asFunction` and `asValue`, wherever they are given to a container. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { walk } from '../../../../analysis/symbols.ts';
import { importedFrom, isNamed, wiringFiles } from '../container/files.ts';

export type Lifetime = 'singleton' | 'scoped' | 'transient';

export interface AwilixRegistration {
  readonly form: 'asClass' | 'asFunction' | 'asValue';
  /** `asClass(Payments)` */
  readonly node: ts.CallExpression;
  readonly given: ts.Expression;
  /** The name that it is registered under. */
  readonly name: string | undefined;
  /** The whole resolver: `asClass(Payments).singleton()`. */
  readonly resolver: ts.Expression;
  readonly chain: readonly string[];
  readonly lifetime: Lifetime;
  readonly mode: 'proxy' | 'classic';
  /** What holds the container. */
  readonly receiver?: ts.Expression;
}

const isAwilix = (specifier: string): boolean => /^awilix(?:$|[-/])/.test(specifier);
const forms = /^as(?:Class|Function|Value)$/;

export const isContainerType = (type: ts.Type): boolean => isNamed(type, 'AwilixContainer');

export function findRegistrations(program: Program): AwilixRegistration[] {
  const found: AwilixRegistration[] = [];
  const files = wiringFiles(program).filter(({ text }) => text.includes('awilix'));
  const defaults = { classic: files.some(({ text }) => /injectionMode\s*:\s*[^,}]*CLASSIC/.test(text)) };
  for (const file of files) {
    walk(file, (node) => {
      const registration = ts.isCallExpression(node) ? read(program, node, defaults.classic) : undefined;
      if (registration !== undefined) found.push(registration);
    });
  }
  return found;
}

function read(program: Program, node: ts.CallExpression, classic: boolean): AwilixRegistration | undefined {
  const origin = importedFrom(program, node.expression);
  const [given, options] = node.arguments;
  if (
    origin === undefined ||
    given === undefined ||
    !isAwilix(origin.specifier) ||
    !forms.test(origin.imported)
  )
    return undefined;
  const form = origin.imported as AwilixRegistration['form'];
  const { chain, resolver } = chainOf(node);
  const settings = [options?.getText() ?? '', ...chain.map((each) => `.${each}()`)].join(' ');
  const receiver = receiverOf(program, resolver);
  return {
    form,
    node,
    given,
    name: nameOf(resolver),
    resolver,
    chain,
    lifetime: form === 'asValue' ? 'singleton' : lifetimeOf(settings),
    mode:
      /\.classic\(|\bCLASSIC\b/.test(settings) || (classic && !/\.proxy\(|\bPROXY\b/.test(settings))
        ? 'classic'
        : 'proxy',
    ...(receiver === undefined ? {} : { receiver }),
  };
}

function lifetimeOf(settings: string): Lifetime {
  if (/\.singleton\(|\bSINGLETON\b/.test(settings)) return 'singleton';
  return /\.scoped\(|\bSCOPED\b/.test(settings) ? 'scoped' : 'transient';
}

function chainOf(node: ts.CallExpression): { chain: string[]; resolver: ts.Expression } {
  const access = node.parent;
  if (!ts.isPropertyAccessExpression(access) || !ts.isCallExpression(access.parent))
    return { chain: [], resolver: node };
  const rest = chainOf(access.parent);
  return { chain: [access.name.text, ...rest.chain], resolver: rest.resolver };
}

/** `{ payments: asClass(…) }`, or `container.register('payments', asClass(…))`. */
function nameOf(resolver: ts.Expression): string | undefined {
  const { parent } = resolver;
  if (ts.isPropertyAssignment(parent)) {
    const { name } = parent;
    return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
  }
  if (!ts.isCallExpression(parent)) return undefined;
  const [first] = parent.arguments;
  return first !== undefined && first !== resolver && ts.isStringLiteralLike(first) ? first.text : undefined;
}

function receiverOf({ checker }: Program, resolver: ts.Expression): ts.Expression | undefined {
  for (
    let at: ts.Node | undefined = resolver.parent;
    at !== undefined && !ts.isStatement(at);
    at = at.parent
  ) {
    if (!ts.isCallExpression(at) || !ts.isPropertyAccessExpression(at.expression)) continue;
    let held: ts.Expression = at.expression.expression;
    while (ts.isCallExpression(held) && ts.isPropertyAccessExpression(held.expression))
      held = held.expression.expression;
    if (isContainerType(checker.getTypeAtLocation(held))) return held;
  }
  return undefined;
}

export interface ContainerFacts {
  /** `createContainer(…)` */
  readonly creations: readonly ts.CallExpression[];
  /** `container.loadModules(…)` */
  readonly loads: readonly ts.CallExpression[];
}

export function findContainers(program: Program): ContainerFacts {
  const creations: ts.CallExpression[] = [];
  const loads: ts.CallExpression[] = [];
  for (const file of wiringFiles(program)) {
    if (!/\b(?:createContainer|loadModules)\b/.test(file.text)) continue;
    walk(file, (node) => {
      if (!ts.isCallExpression(node)) return;
      const name = ts.isPropertyAccessExpression(node.expression)
        ? node.expression.name.text
        : node.expression.getText();
      const origin = importedFrom(program, node.expression);
      if (origin?.imported === 'createContainer' && isAwilix(origin.specifier)) creations.push(node);
      if (name === 'loadModules' && loadsIntoContainer(program, node)) loads.push(node);
    });
  }
  return { creations, loads };
}

/** A method of a container, also of one whose types are not installed; other functions may well be called the same. */
function loadsIntoContainer(program: Program, { expression }: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(expression))
    return isAwilix(importedFrom(program, expression)?.specifier ?? '');
  const type = program.checker.getTypeAtLocation(expression.expression);
  return isContainerType(type) || (type.flags & ts.TypeFlags.Any) !== 0;
}
