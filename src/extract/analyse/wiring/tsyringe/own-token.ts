/** A class that tsyringe makes without a registration: one is added where the others are. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../../analysis/places.ts';
import type { Program } from '../../../../analysis/program.ts';
import { diagnostic } from '../../../../diagnostics/index.ts';
import { decoratorsOf } from '../container/files.ts';
import type { WantedImport } from '../container/imports.ts';
import { eolOf, insert } from '../edits.ts';
import { hasTrailingCommas, indentAt, indentUnit } from '../container/layout.ts';
import { importOfSymbol } from '../container/names.ts';
import type { PortFacts } from '../container/port-facts.ts';
import type { PlacedEdits } from '../container/sites.ts';
import type { WiringRequest } from '../model.ts';
import { construction, factoryText } from './edits.ts';
import type { Lifecycle, Registration } from './registrations.ts';

/** How long an instance of a decorated class lives; `undefined` for a class without a decorator of tsyringe. */
export function decoratedLifecycle(program: Program, node: ts.Node): Lifecycle | undefined {
  for (const { name, specifier, arguments: given } of decoratorsOf(program, node)) {
    if (specifier !== 'tsyringe') continue;
    if (name === 'singleton') return 'singleton';
    if (name === 'injectable' || name === 'autoInjectable') return 'transient';
    if (name === 'scoped')
      return /\bContainerScoped\b/.test(given[0]?.getText() ?? '') ? 'container' : 'transient';
  }
  return undefined;
}

export interface Anchor {
  /** The registration that a new one is put after. */
  readonly after: Registration;
  readonly placed: PlacedEdits;
}

/** Adds a registration after the last of the file that has most of them. */
export function addRegistration(
  { program, binder, specifier }: WiringRequest,
  facts: PortFacts,
  registrations: readonly Registration[],
  lifecycle: Lifecycle,
): Anchor | undefined {
  const after = anchorOf(registrations);
  if (after === undefined) return undefined;
  const file = after.node.getSourceFile();
  const from = program.pathOf(file);
  const origin = importOfSymbol(program, facts.symbol, facts.name);
  const target = origin?.module.replace(/^file:/, '');
  const factory = factoryText(binder.name, construction(facts.name), lifecycle);
  const imports: WantedImport[] = [
    ...(target === undefined || target === from
      ? []
      : [{ name: facts.name, specifier: specifier(from, target) }]),
    { name: binder.name, specifier: specifier(from, binder.file) },
    ...factory.imports,
  ];
  return { after, placed: { file, imports, edits: [insertion(after, facts.name, factory.text)] } };
}

function anchorOf(registrations: readonly Registration[]): Registration | undefined {
  const counts = new Map<ts.SourceFile, Registration[]>();
  for (const each of registrations.filter(isAnchor)) {
    const file = each.node.getSourceFile();
    counts.set(file, [...(counts.get(file) ?? []), each]);
  }
  const [most] = [...counts.values()].sort((a, b) => b.length - a.length);
  return most?.at(-1);
}

/** A statement of its own, or an element of a list. */
const isAnchor = ({ node }: Registration): boolean =>
  ts.isArrayLiteralExpression(node.parent) || statementOf(node) !== undefined;

function statementOf(node: ts.Node): ts.ExpressionStatement | undefined {
  let at: ts.Node = node;
  while (ts.isCallExpression(at.parent) || ts.isPropertyAccessExpression(at.parent)) at = at.parent;
  return ts.isExpressionStatement(at.parent) ? at.parent : undefined;
}

function insertion({ node, receiver }: Registration, name: string, factory: string) {
  const file = node.getSourceFile();
  const statement = statementOf(node);
  const eol = eolOf(file);
  const unit = indentUnit(file.text);
  const indent = indentAt(file.text, (statement ?? node).getStart());
  if (statement !== undefined) {
    const container = rootOf(receiver)?.getText() ?? 'container';
    const lines = [
      `${container}.register(${name}, {`,
      `${unit}useFactory: ${broken(factory, indent + unit, unit, eol)},`,
      '});',
    ];
    return insert(statement.end, lines.map((line) => eol + indent + line).join(''));
  }
  const nested =
    ts.isObjectLiteralExpression(node) && node.properties.some((each) => each.name?.getText() === 'provider');
  const comma = hasTrailingCommas(file.text) ? ',' : '';
  const inner = nested ? indent + unit + unit : indent + unit;
  const useFactory = `useFactory: ${broken(factory, inner, unit, eol)}${comma}`;
  const lines = nested
    ? [
        '{',
        `${unit}token: ${name},`,
        `${unit}provider: {`,
        `${unit}${unit}${useFactory}`,
        `${unit}}${comma}`,
        '}',
      ]
    : ['{', `${unit}token: ${name},`, `${unit}${useFactory}`, '}'];
  return insert(node.end, `,${lines.map((line) => eol + indent + line).join('')}`);
}

/** The receiver at the beginning of a chain of calls. */
function rootOf(receiver: ts.Expression | undefined): ts.Expression | undefined {
  let at = receiver;
  while (at !== undefined && ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression))
    at = at.expression.expression;
  return at;
}

/** A long factory goes on on a line of its own after its first arrow. */
function broken(factory: string, indent: string, unit: string, eol: string): string {
  const [head, ...rest] = factory.split(' => ');
  return `${head} =>${eol}${indent}${unit}${rest.join(' => ')}`;
}

export const noPlace = (program: Program, facts: PortFacts, node: ts.Node) =>
  diagnostic(
    'container-no-registration-place',
    { port: facts.name, container: 'tsyringe' },
    { place: placeFor(program, node, facts.name) },
  );
