/** Which of several providers of a port is bound, where one stands for another. */
import { ts } from 'ts-morph';
import { placeFor, placeOf } from '../../../../analysis/places.ts';
import type { Program } from '../../../../analysis/program.ts';
import { diagnostic, type Diagnostic } from '../../../../diagnostics/index.ts';
import type { TextEdit } from '../../../../changes/index.ts';
import type { PortFacts } from '../container/port-facts.ts';
import { classesAt, injectionsOf, keyOf } from './injections.ts';
import { elementsOf, propertyOf, type NestModule } from './modules.ts';
import type { PortProvider } from './providers.ts';

export interface ChosenProviders {
  /** Those that consumers of the port reach. */
  readonly bound: readonly PortProvider[];
  /** Edits beside the binding: a class that was only there to be stood for. */
  readonly removals: ReadonlyMap<ts.SourceFile, readonly TextEdit[]>;
  readonly findings: readonly Diagnostic[];
}

export function chooseProviders(
  program: Program,
  facts: PortFacts,
  modules: readonly NestModule[],
  providers: readonly PortProvider[],
): ChosenProviders {
  const bare = providers.filter((each) => each.form === 'class' && !facts.isToken(each.token));
  const named = providers.filter((each) => !bare.includes(each));
  const bound = named.filter((each) => !standsForBound(program, facts, named, each));
  if (bound.length === 0) {
    const findings = bare.map((each) => ownToken(program, facts, each));
    return { bound: bare, removals: new Map(), findings };
  }
  const removals = new Map<ts.SourceFile, TextEdit[]>();
  const findings: Diagnostic[] = [];
  for (const each of bare) {
    const elsewhere = injectedElsewhere(program, modules, each);
    if (elsewhere.length > 0) findings.push(otherRegistration(program, facts, each, elsewhere));
    else if (bound.some((other) => other.form === 'useExisting' && sameToken(program, other.given, each)))
      removals.set(each.node.getSourceFile(), [
        ...(removals.get(each.node.getSourceFile()) ?? []),
        ...removalOf(program, modules, each),
      ]);
  }
  return { bound, removals, findings };
}

/** `{ provide: X, useExisting: Payments }` where Payments itself is bound: it stands for the bound one. */
function standsForBound(
  program: Program,
  facts: PortFacts,
  named: readonly PortProvider[],
  { form, given, node }: PortProvider,
): boolean {
  if (form !== 'useExisting' || ts.isMethodDeclaration(given)) return false;
  if (facts.isToken(given)) return true;
  const key = keyOf(program, given);
  return named.some((other) => other.node !== node && keyOf(program, other.token) === key);
}

const sameToken = (program: Program, given: ts.Node, { token }: PortProvider): boolean =>
  ts.isExpression(given) && keyOf(program, given) === keyOf(program, token);

function ownToken(program: Program, { name }: PortFacts, { node, token }: PortProvider): Diagnostic {
  const args = { port: name, implementation: token.getText() };
  return diagnostic('container-own-token', args, { place: placeFor(program, node, name) });
}

function otherRegistration(
  program: Program,
  { name }: PortFacts,
  { node, token }: PortProvider,
  places: readonly string[],
): Diagnostic {
  const args = { port: name, implementation: token.getText(), places: places.join(', ') };
  return diagnostic('container-other-registration', args, { place: placeFor(program, node, name) });
}

function injectedElsewhere(
  program: Program,
  modules: readonly NestModule[],
  { token }: PortProvider,
): string[] {
  const key = keyOf(program, token);
  const classes = modules
    .flatMap((module) => [...module.providers, ...module.controllers])
    .flatMap((each) => (ts.isObjectLiteralExpression(each) ? propertyOf(each, 'useClass') : [each]))
    .flatMap((each) => classesAt(program, each));
  const injections = [...new Set(classes)].flatMap((node) => injectionsOf(program, node));
  return injections
    .filter((each) => each.key === key)
    .map(({ node }) => placeOf(program, node))
    .map(({ file, line }) => `${file}:${line}`);
}

/** Takes a class out of `providers` and `exports`. */
function removalOf(
  program: Program,
  modules: readonly NestModule[],
  { node, token }: PortProvider,
): TextEdit[] {
  const key = keyOf(program, token);
  const exported = modules
    .flatMap((module) => exportsIn(program, module))
    .filter((each) => each.getSourceFile() === node.getSourceFile() && keyOf(program, each) === key);
  return [node, ...exported].flatMap(removeElement);
}

function exportsIn(program: Program, { node }: NestModule): ts.Expression[] {
  const decorators = ts.getDecorators(node) ?? [];
  return decorators
    .flatMap(({ expression }) => (ts.isCallExpression(expression) ? [...expression.arguments] : []))
    .filter(ts.isObjectLiteralExpression)
    .flatMap((object) => propertyOf(object, 'exports'))
    .flatMap((list) => elementsOf(program, list));
}

/** Removes an element of an array with its comma. */
function removeElement(node: ts.Node): TextEdit[] {
  const list = node.parent;
  if (!ts.isArrayLiteralExpression(list)) return [];
  const index = list.elements.findIndex((each) => each === node);
  const next = list.elements[index + 1];
  const before = list.elements[index - 1];
  if (next !== undefined) return [{ start: node.getStart(), end: next.getStart(), text: '' }];
  return [{ start: before?.end ?? node.getStart(), end: node.end, text: '' }];
}
