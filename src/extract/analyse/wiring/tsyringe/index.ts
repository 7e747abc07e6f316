/** tsyringe: a registration becomes a factory that binds what the container constructs. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../../analysis/places.ts';
import type { Program } from '../../../../analysis/program.ts';
import { symbolAt, unwrap } from '../../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../../diagnostics/index.ts';
import { consumersOf, placesOf } from '../container/consumers.ts';
import { metadataImport } from '../container/files.ts';
import { importOfSymbol, portableName } from '../container/names.ts';
import { openPortFacts, type PortFacts } from '../container/port-facts.ts';
import { composeContainer } from '../container/registrations.ts';
import { editsByFile, siteOf, type PlacedEdits } from '../container/sites.ts';
import { isBound, isInsideBinding } from '../container/wrap-factory.ts';
import type { Wiring, WiringRequest, WiringStyle } from '../model.ts';
import { bindRegistration } from './edits.ts';
import { addRegistration, decoratedLifecycle, noPlace } from './own-token.ts';
import { findRegistrations, isContainerType, type Lifecycle, type Registration } from './registrations.ts';

export const tsyringeStyle: WiringStyle = { id: 'tsyringe', find: findTsyringeWiring };

function findTsyringeWiring(request: WiringRequest): Wiring | undefined {
  const { program, port } = request;
  const facts = openPortFacts(program, port);
  if (facts === undefined) return undefined;
  const registrations = findRegistrations(program).filter(
    ({ node }) => !isInsideBinding(node, request.binder),
  );
  const matching = registrations.filter((each) => makesPort(program, facts, each));
  const [first] = matching;
  if (first === undefined) return unregistered(request, facts, registrations);
  const named = matching.filter((each) => !isAlias(program, facts, matching, each));
  const bound = named.length > 0 ? named : matching;
  const open = bound.filter(({ node }) => !isBound(node, request.binder));
  const placed = open.map((each) => place(request, facts, registrations, each));
  const main = bound.find(({ token }) => facts.isToken(token)) ?? bound[0] ?? first;
  const composed = compose(program, facts, registrations, main);
  return {
    style: 'tsyringe',
    sites: bound.map(({ node }) => siteOf(program, 'tsyringe', node)),
    edits: editsByFile(program, placed),
    composition: composed.composition,
    findings: [
      ...composed.findings,
      ...bound.flatMap((each) => instanceFinding(program, facts, each, each.lifecycle)),
      ...bound.flatMap((each) => otherRegistrations(program, facts, each)),
      ...open.flatMap((each) => valueFinding(program, facts, each)),
    ],
  };
}

function makesPort(program: Program, facts: PortFacts, { token, kind, given, node }: Registration): boolean {
  const declared = facts.declared(ts.isCallExpression(node) ? node.typeArguments?.[0] : undefined);
  if (facts.isToken(token) || declared === 'port') return true;
  if (declared === 'other') return false;
  if (kind === 'class' || kind === 'token')
    return !ts.isMethodDeclaration(given) && facts.implementation(given) !== undefined;
  const type = program.checker.getTypeAtLocation(given);
  const made = kind === 'value' ? type : type.getCallSignatures()[0]?.getReturnType();
  return made !== undefined && facts.fits(made.aliasSymbol ?? made.symbol);
}

/** `register('payments', { useToken: Payments })` where Payments itself is bound: it leads to the bound one. */
function isAlias(
  program: Program,
  facts: PortFacts,
  all: readonly Registration[],
  { kind, given, node }: Registration,
): boolean {
  if (kind !== 'token' || ts.isMethodDeclaration(given)) return false;
  if (facts.isToken(given)) return true;
  const symbol = symbolAt(program.checker, given);
  return all.some((other) => other.node !== node && symbolAt(program.checker, other.token) === symbol);
}

function place(
  { program, binder, specifier }: WiringRequest,
  facts: PortFacts,
  registrations: readonly Registration[],
  registration: Registration,
): PlacedEdits {
  const file = registration.node.getSourceFile();
  const hasOwnRegistration = ({ token, given }: Registration): boolean => {
    if (ts.isMethodDeclaration(given)) return false;
    const symbol = symbolAt(program.checker, unwrap(given));
    if (symbol === symbolAt(program.checker, unwrap(token))) return true;
    const node = facts.implementation(given);
    const shared = node && decoratedLifecycle(program, node);
    return (
      (shared !== undefined && shared !== 'transient') ||
      registrations.some((each) => symbolAt(program.checker, each.token) === symbol)
    );
  };
  const from = specifier(program.pathOf(file), binder.file);
  return {
    file,
    ...bindRegistration({ program, binder, specifier: from, hasOwnRegistration }, registration),
  };
}

/** A class that consumers ask for by itself, and that nothing registers. */
function unregistered(
  request: WiringRequest,
  facts: PortFacts,
  registrations: readonly Registration[],
): Wiring | undefined {
  const { program } = request;
  const node = facts.symbol.declarations?.find(ts.isClassLike);
  const lifecycle = node && decoratedLifecycle(program, node);
  if (node === undefined || lifecycle === undefined) return undefined;
  const anchor = addRegistration(request, facts, registrations, lifecycle);
  const sites = [siteOf(program, 'tsyringe', node.name ?? node)];
  if (anchor === undefined) {
    const findings = [noPlace(program, facts, node)];
    return { style: 'tsyringe', sites, edits: new Map(), composition: undefined, findings };
  }
  const composed = compose(program, facts, registrations, anchor.after, facts.name);
  return {
    style: 'tsyringe',
    sites: [...sites, siteOf(program, 'tsyringe', anchor.after.node)],
    edits: editsByFile(program, [anchor.placed]),
    composition: composed.composition,
    findings: [...composed.findings, ...instanceFinding(program, facts, { node }, lifecycle)],
  };
}

function compose(
  program: Program,
  facts: PortFacts,
  registrations: readonly Registration[],
  own: Registration,
  className?: string,
) {
  const port = importOfSymbol(program, facts.symbol, facts.name);
  const token =
    className !== undefined && port !== undefined
      ? { text: className, imports: [port] }
      : portableName(program, own.token);
  if (token === undefined) {
    const finding = diagnostic(
      'token-not-exported',
      { port: facts.name, token: own.token.getText() },
      { place: placeFor(program, own.node, facts.name) },
    );
    return { composition: undefined, findings: [finding] };
  }
  return composeContainer({
    program,
    facts,
    own: own.node,
    receiver: own.receiver,
    all: registrations.map(({ node }) => node),
    isContainer: isContainerType,
    containers: [
      { text: 'container', imports: [{ module: 'tsyringe', imported: 'container', name: 'container' }] },
    ],
    asks: `resolve${port === undefined ? '' : `<${port.name}>`}(${token.text})`,
    imports: [
      metadataImport(program),
      ...token.imports,
      ...(port === undefined ? [] : [{ ...port, typeOnly: true }]),
    ],
  });
}

function instanceFinding(
  program: Program,
  { name }: PortFacts,
  { node }: { readonly node: ts.Node },
  lifecycle: Lifecycle,
): Diagnostic[] {
  if (lifecycle === 'singleton') return [];
  const words = lifecycle === 'container' ? 'for each container' : 'each time it is asked for';
  return [
    diagnostic(
      'container-instances',
      { port: name, lifetime: words },
      { place: placeFor(program, node, name) },
    ),
  ];
}

/** The implementation under its own name beside the port: those who ask for it go on with one of their own. */
function otherRegistrations(
  program: Program,
  facts: PortFacts,
  { token, given, node }: Registration,
): Diagnostic[] {
  if (ts.isMethodDeclaration(given) || facts.isToken(given) || facts.isToken(token)) return [];
  const symbol = symbolAt(program.checker, unwrap(given));
  if (symbol === undefined || !facts.fits(symbol)) return [];
  const consumers = consumersOf(program, symbol);
  if (consumers.length === 0) return [];
  const args = { port: facts.name, implementation: symbol.name, places: placesOf(program, consumers) };
  return [diagnostic('container-other-registration', args, { place: placeFor(program, node, facts.name) })];
}

function valueFinding(
  program: Program,
  { name }: PortFacts,
  { kind, node, given }: Registration,
): Diagnostic[] {
  if (kind !== 'value' || /^(?:new\b|\{)/.test(given.getText())) return [];
  const place = { place: placeFor(program, node, name) };
  return [diagnostic('container-value', { port: name, value: given.getText() }, place)];
}
