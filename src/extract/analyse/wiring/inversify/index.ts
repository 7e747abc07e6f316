/** inversify: a binding becomes a dynamic value that binds what the container constructs. */
import type { ts } from 'ts-morph';
import { placeFor } from '../../../../analysis/places.ts';
import { symbolAt, unwrap } from '../../../../analysis/symbols.ts';
import type { Program } from '../../../../analysis/program.ts';
import { diagnostic, type Diagnostic } from '../../../../diagnostics/index.ts';
import { consumersOf, placesOf } from '../container/consumers.ts';
import { metadataImport, wiringFiles } from '../container/files.ts';
import { importOfSymbol, portableName, type PortableName } from '../container/names.ts';
import { openPortFacts, type PortFacts } from '../container/port-facts.ts';
import { composeContainer } from '../container/registrations.ts';
import { editsByFile, siteOf } from '../container/sites.ts';
import { isBound, isInsideBinding } from '../container/wrap-factory.ts';
import type { Wiring, WiringRequest, WiringStyle } from '../model.ts';
import { findBindings, findLoads, isContainerType, type InversifyBinding } from './bindings.ts';
import { bindBinding } from './edits.ts';

export const inversifyStyle: WiringStyle = { id: 'inversify', find: findInversifyWiring };

function findInversifyWiring({ program, port, binder, specifier }: WiringRequest): Wiring | undefined {
  const facts = openPortFacts(program, port);
  if (facts === undefined) return undefined;
  const all = findBindings(program).filter(({ node }) => !isInsideBinding(node, binder));
  const matching = all.filter(
    (each) => makesPort(program, facts, each) && !isAliasOfBinding(all, each, binder.name),
  );
  const bound = matching.filter((each) => !standsForBound(program, facts, matching, each));
  const main = bound.find(({ token }) => facts.isToken(token)) ?? bound[0];
  if (main === undefined) return undefined;
  const open = bound.filter(({ node }) => !isBound(node, binder));
  const findings: Diagnostic[] = [];
  const placed = open.flatMap((binding) => {
    const file = binding.node.getSourceFile();
    const from = specifier(program.pathOf(file), binder.file);
    const implementation = facts.implementation(binding.given);
    const needsAlias = isOwnToken(program, all, binding);
    const made = bindBinding({ program, binder, specifier: from, needsAlias, implementation }, binding);
    if (made === undefined) findings.push(formUnknown(program, facts, binding));
    return made === undefined ? [] : [{ file, ...made }];
  });
  const composed = compose(program, facts, all, main);
  return {
    style: 'inversify',
    sites: bound.map(({ node }) => siteOf(program, 'inversify', node)),
    edits: editsByFile(program, placed),
    composition: composed.composition,
    findings: [
      ...findings,
      ...composed.findings,
      ...bound.flatMap((each) => bindingFindings(program, facts, each)),
      ...open.flatMap((each) => valueFinding(program, facts, each)),
    ],
  };
}

function makesPort(
  { checker }: Program,
  facts: PortFacts,
  { form, token, given, bind }: InversifyBinding,
): boolean {
  const declared = facts.declared(bind.typeArguments?.[0]);
  if (facts.isToken(token) || declared === 'port') return true;
  if (declared === 'other') return false;
  if (form === 'to' || form === 'toSelf' || form === 'toService')
    return facts.implementation(given) !== undefined;
  const type = checker.getTypeAtLocation(given);
  const made = form === 'toConstantValue' ? type : type.getCallSignatures()[0]?.getReturnType();
  return made !== undefined && facts.fits(made.aliasSymbol ?? made.symbol);
}

/** The second name of a class that was added when it was bound. */
function isAliasOfBinding(
  all: readonly InversifyBinding[],
  { token }: InversifyBinding,
  binder: string,
): boolean {
  const name = token.getText();
  return (
    /\(local\)['"]$/.test(name) &&
    all.some(({ node }) => node.getText().includes(binder) && node.getText().includes(name))
  );
}

/** `bind('payments').toService(Payments)` where Payments itself is bound: it leads to the bound one. */
function standsForBound(
  program: Program,
  facts: PortFacts,
  all: readonly InversifyBinding[],
  { form, given, node }: InversifyBinding,
): boolean {
  if (form !== 'toService') return false;
  if (facts.isToken(given)) return true;
  const symbol = symbolAt(program.checker, given);
  return all.some(
    (other) => other.node !== node && symbolAt(program.checker, unwrap(other.token)) === symbol,
  );
}

function isOwnToken(
  program: Program,
  all: readonly InversifyBinding[],
  { given }: InversifyBinding,
): boolean {
  const symbol = symbolAt(program.checker, unwrap(given));
  return all.some(({ token }) => symbol !== undefined && symbolAt(program.checker, unwrap(token)) === symbol);
}

function compose(
  program: Program,
  facts: PortFacts,
  all: readonly InversifyBinding[],
  main: InversifyBinding,
) {
  const token = portableName(program, main.token);
  const place = { place: placeFor(program, main.node, facts.name) };
  if (token === undefined) {
    const finding = diagnostic(
      'token-not-exported',
      { port: facts.name, token: main.token.getText() },
      place,
    );
    return { composition: undefined, findings: [finding] };
  }
  const port = importOfSymbol(program, facts.symbol, facts.name);
  const loads = findLoads(program, wiringFiles(program));
  return composeContainer({
    program,
    facts,
    own: main.node,
    receiver: main.receiver,
    all: [...all.map(({ node }) => node), ...loads],
    isContainer: isContainerType,
    containers: loads.flatMap((node) => containerOf(program, node)),
    asks: `get${port === undefined ? '' : `<${port.name}>`}(${token.text})`,
    imports: [
      metadataImport(program),
      ...token.imports,
      ...(port === undefined ? [] : [{ ...port, typeOnly: true }]),
    ],
  });
}

/** `export const container = new Container()` */
function containerOf(program: Program, node: ts.Node): PortableName[] {
  const { parent } = node;
  const name = (parent as Partial<ts.VariableDeclaration>).name as ts.Node | undefined;
  const symbol = name && program.checker.getSymbolAtLocation(name);
  const own = symbol && importOfSymbol(program, symbol);
  return own === undefined ? [] : [{ text: own.name, imports: [own] }];
}

const at = (program: Program, facts: PortFacts, { node }: InversifyBinding) => ({
  place: placeFor(program, node, facts.name),
});

const formUnknown = (program: Program, facts: PortFacts, binding: InversifyBinding): Diagnostic =>
  diagnostic(
    'container-form-unknown',
    { port: facts.name, form: binding.node.getText().replace(/\s+/g, ' ') },
    at(program, facts, binding),
  );

function bindingFindings(program: Program, facts: PortFacts, binding: InversifyBinding): Diagnostic[] {
  const { form, chain, given, token } = binding;
  const place = at(program, facts, binding);
  const found: Diagnostic[] = [];
  if (chain.includes('onDeactivation'))
    found.push(diagnostic('container-disposer', { port: facts.name }, place));
  const shared = form === 'toConstantValue' || form === 'toService' || isSingleton(program, facts, binding);
  if (!shared) {
    const lifetime = chain.includes('inRequestScope')
      ? 'for each call of container.get'
      : 'each time it is asked for';
    found.push(diagnostic('container-instances', { port: facts.name, lifetime }, place));
  }
  const symbol = symbolAt(program.checker, unwrap(given));
  if (facts.isToken(given) || facts.isToken(token) || symbol === undefined || !facts.fits(symbol))
    return found;
  const consumers = consumersOf(program, symbol);
  if (consumers.length === 0) return found;
  const args = { port: facts.name, implementation: symbol.name, places: placesOf(program, consumers) };
  return [...found, diagnostic('container-other-registration', args, place)];
}

function isSingleton(program: Program, facts: PortFacts, { chain, given }: InversifyBinding): boolean {
  if (chain.includes('inSingletonScope')) return true;
  if (chain.some((name) => /^in\w*Scope$/.test(name))) return false;
  const decorated =
    facts
      .implementation(given)
      ?.modifiers?.map((each) => each.getText())
      .join() ?? '';
  const defaults = wiringFiles(program).some(({ text }) => /defaultScope\s*:\s*['"\w.]*Singleton/.test(text));
  return defaults || /injectable\([^)]*Singleton/i.test(decorated);
}

function valueFinding(program: Program, facts: PortFacts, binding: InversifyBinding): Diagnostic[] {
  const { form, given } = binding;
  if (form !== 'toConstantValue' || /^(?:new\b|\{)/.test(given.getText())) return [];
  return [
    diagnostic('container-value', { port: facts.name, value: given.getText() }, at(program, facts, binding)),
  ];
}
