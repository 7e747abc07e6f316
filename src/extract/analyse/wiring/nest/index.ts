/** NestJS: a provider becomes a factory that binds what Nest constructs. */
import { placeFor } from '../../../../analysis/places.ts';
import type { Program } from '../../../../analysis/program.ts';
import { diagnostic, type Diagnostic } from '../../../../diagnostics/index.ts';
import { openPortFacts, type PortFacts } from '../container/port-facts.ts';
import { editsByFile, siteOf } from '../container/sites.ts';
import { isBound } from '../container/wrap-factory.ts';
import type { Wiring, WiringRequest, WiringStyle } from '../model.ts';
import { chooseProviders } from './aliases.ts';
import { composeProcess } from './composition.ts';
import { bindProvider } from './edits.ts';
import { nestFindings } from './findings.ts';
import { madeByNest } from './made-by-nest.ts';
import { readNestModules } from './modules.ts';
import { findPortProviders, type PortProvider } from './providers.ts';

export const nestStyle: WiringStyle = { id: 'nest', find: findNestWiring };

function findNestWiring({ program, port, binder, specifier }: WiringRequest): Wiring | undefined {
  const facts = openPortFacts(program, port);
  if (facts === undefined) return undefined;
  const modules = readNestModules(program);
  const found = findPortProviders(program, facts, modules);
  if (found.length === 0) return withoutProvider(madeByNest(program, facts));
  const { bound, removals, findings } = chooseProviders(program, facts, modules, found);
  const open = bound.filter(({ node }) => !isBound(node, binder));
  const [first] = bound;
  if (first === undefined) return undefined;
  const request = { program, facts, modules, providers: bound, first };
  const process = composeProcess(request);
  const placed = open.map((provider) => {
    const file = provider.node.getSourceFile();
    const from = specifier(program.pathOf(file), binder.file);
    return { file, ...bindProvider({ program, binder, specifier: from }, provider) };
  });
  const removed = [...removals].map(([file, edits]) => ({ file, edits, imports: [] }));
  return {
    style: 'nest',
    sites: bound.map(({ node }) => siteOf(program, 'nest', node)),
    edits: editsByFile(program, [...placed, ...removed]),
    composition: process.composition,
    findings: [
      ...findings,
      ...process.findings,
      ...nestFindings({ ...request, started: process.modules }),
      ...open.flatMap((each) => valueFinding(program, facts, each)),
    ],
  };
}

const withoutProvider = (findings: readonly Diagnostic[]): Wiring | undefined =>
  findings.length === 0
    ? undefined
    : { style: 'nest', sites: [], edits: new Map(), composition: undefined, findings };

function valueFinding(
  program: Program,
  { name }: PortFacts,
  { form, node, given }: PortProvider,
): Diagnostic[] {
  if (form !== 'useValue' || /^(?:new\b|\{)/.test(given.getText())) return [];
  const place = { place: placeFor(program, node, name) };
  return [diagnostic('container-value', { port: name, value: given.getText() }, place)];
}
