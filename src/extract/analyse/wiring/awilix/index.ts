/** awilix: a class or value becomes a function that binds what it constructs. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../../analysis/places.ts';
import type { Program } from '../../../../analysis/program.ts';
import { diagnostic, type Diagnostic } from '../../../../diagnostics/index.ts';
import { importOfSymbol, type PortableName } from '../container/names.ts';
import { openPortFacts, type PortFacts } from '../container/port-facts.ts';
import { composeContainer } from '../container/registrations.ts';
import { editsByFile, siteOf } from '../container/sites.ts';
import { isBound, isInsideBinding } from '../container/wrap-factory.ts';
import type { Wiring, WiringRequest, WiringStyle } from '../model.ts';
import { bindRegistration } from './edits.ts';
import {
  findContainers,
  findRegistrations,
  isContainerType,
  type AwilixRegistration,
  type ContainerFacts,
} from './registrations.ts';

export const awilixStyle: WiringStyle = { id: 'awilix', find: findAwilixWiring };

function findAwilixWiring({ program, port, binder, specifier }: WiringRequest): Wiring | undefined {
  const facts = openPortFacts(program, port);
  if (facts === undefined) return undefined;
  const all = findRegistrations(program).filter(({ node }) => !isInsideBinding(node, binder));
  const containers = findContainers(program);
  const bound = all.filter((each) => makesPort(program, facts, each));
  const [main] = bound;
  if (main === undefined) return loadedModules(program, facts, containers);
  const findings: Diagnostic[] = [];
  const placed = bound
    .filter(({ node }) => !isBound(node, binder))
    .flatMap((registration) => {
      const file = registration.node.getSourceFile();
      const from = specifier(program.pathOf(file), binder.file);
      const made = bindRegistration({ program, binder, specifier: from }, registration);
      if ('edits' in made) return [{ file, ...made }];
      const args = { port: facts.name, ...made };
      findings.push(diagnostic('container-argument-unknown', args, at(program, facts, registration)));
      return [];
    });
  const composed = compose(program, facts, all, containers, main);
  return {
    style: 'awilix',
    sites: bound.map(({ resolver }) => siteOf(program, 'awilix', resolver)),
    edits: editsByFile(program, placed),
    composition: composed.composition,
    findings: [
      ...findings,
      ...composed.findings,
      ...bound.flatMap((each) => registrationFindings(program, facts, all, each)),
    ],
  };
}

function makesPort({ checker }: Program, facts: PortFacts, { form, given }: AwilixRegistration): boolean {
  if (form === 'asClass') return facts.implementation(given) !== undefined;
  const type = checker.getTypeAtLocation(given);
  const made = form === 'asValue' ? type : type.getCallSignatures()[0]?.getReturnType();
  return made !== undefined && facts.fits(made.aliasSymbol ?? made.symbol);
}

/** The registrations are made by file names, and one of the files may be that of the port. */
function loadedModules(program: Program, facts: PortFacts, { loads }: ContainerFacts): Wiring | undefined {
  const [load] = loads;
  if (load === undefined) return undefined;
  const call = load.getText().replace(/\s+/g, ' ').slice(0, 120);
  const place = { place: placeFor(program, load, facts.name) };
  return {
    style: 'awilix',
    sites: [siteOf(program, 'awilix', load)],
    edits: new Map(),
    composition: undefined,
    findings: [diagnostic('container-loads-modules', { port: facts.name, call }, place)],
  };
}

const at = (program: Program, facts: PortFacts, { resolver }: AwilixRegistration) => ({
  place: placeFor(program, resolver, facts.name),
});

function compose(
  program: Program,
  facts: PortFacts,
  all: readonly AwilixRegistration[],
  { creations, loads }: ContainerFacts,
  main: AwilixRegistration,
) {
  if (main.name === undefined) {
    const args = { port: facts.name, form: main.resolver.getText().replace(/\s+/g, ' ') };
    const finding = diagnostic('container-form-unknown', args, at(program, facts, main));
    return { composition: undefined, findings: [finding] };
  }
  const port = importOfSymbol(program, facts.symbol, facts.name);
  return composeContainer({
    program,
    facts,
    own: main.resolver,
    receiver: main.receiver,
    all: [...all.map(({ resolver }) => resolver), ...creations, ...loads],
    isContainer: isContainerType,
    containers: creations.flatMap((node) => containerOf(program, node)),
    asks: `resolve${port === undefined ? '' : `<${port.name}>`}('${main.name}')`,
    imports: port === undefined ? [] : [{ ...port, typeOnly: true }],
  });
}

/** `export const container = createContainer()` */
function containerOf(program: Program, { parent }: ts.CallExpression): PortableName[] {
  const symbol = ts.isVariableDeclaration(parent)
    ? program.checker.getSymbolAtLocation(parent.name)
    : undefined;
  const own = symbol && importOfSymbol(program, symbol);
  return own === undefined ? [] : [{ text: own.name, imports: [own] }];
}

function registrationFindings(
  program: Program,
  facts: PortFacts,
  all: readonly AwilixRegistration[],
  registration: AwilixRegistration,
): Diagnostic[] {
  const { lifetime, chain, form, given } = registration;
  const place = at(program, facts, registration);
  const port = facts.name;
  const found: Diagnostic[] = [];
  const missing = perScope(program, all, facts, registration);
  if (lifetime === 'scoped' && missing.length > 0) {
    const scope = `for every scope, with ${missing.join(', ')}, which no registration was found for`;
    found.push(diagnostic('container-scoped', { port, scope }, place));
  } else if (lifetime !== 'singleton') {
    const words = lifetime === 'scoped' ? 'for every scope' : 'each time it is asked for';
    found.push(diagnostic('container-instances', { port, lifetime: words }, place));
  }
  if (chain.includes('disposer') || /\bdispose\s*:/.test(registration.node.arguments[1]?.getText() ?? ''))
    found.push(diagnostic('container-disposer', { port }, place));
  if (form === 'asValue' && !/^(?:new\b|\{)/.test(given.getText()))
    found.push(diagnostic('container-value', { port, value: given.getText() }, place));
  return found;
}

/** Names that the constructor takes apart or takes, and that are registered nowhere: each scope brings its own. */
function perScope(
  program: Program,
  all: readonly AwilixRegistration[],
  facts: PortFacts,
  { form, given }: AwilixRegistration,
): string[] {
  const node = form === 'asClass' ? facts.implementation(given) : undefined;
  const own = node?.members.find((member) => ts.isConstructorDeclaration(member));
  if (own === undefined || !ts.isConstructorDeclaration(own)) return [];
  const known = new Set([...all.map(({ name }) => name), ...registeredNames(program)]);
  const names = own.parameters.flatMap(({ name, type }) => {
    if (ts.isObjectBindingPattern(name))
      return name.elements.map((each) => (each.propertyName ?? each.name).getText());
    const members =
      type && ts.isTypeLiteralNode(type) ? type.members.flatMap((each) => each.name?.getText() ?? []) : [];
    return members.length > 0 || own.parameters.length === 1 ? members : [name.getText()];
  });
  return names.filter((name) => !known.has(name));
}

/** Names in objects that are given to `register`, whatever resolver they have. */
function registeredNames(program: Program): string[] {
  return program.files.flatMap(({ text }) =>
    [...text.matchAll(/(?<![\w$])([\w$]+)\s*:\s*(?:awilix\.)?(?:as\w+|aliasTo)\s*[(<]/g)].map(
      ([, name = '']) => name,
    ),
  );
}
