/** What the implementation does that holds only within one process. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import type { Program } from '../../../analysis/program.ts';
import { isFunctionWithBody, nameOfPlace, walk, type FunctionNode } from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import type { AnalysedMethod } from '../analysed-method.ts';
import type { ThrowAnalysis } from '../errors/throws.ts';
import { rootOf, writtenBy } from './mutations.ts';

export interface ImplementationQuestion {
  readonly program: Program;
  /** True for code that moves with the port. */
  readonly inside: (node: ts.Node) => boolean;
  readonly methods: readonly AnalysedMethod[];
  readonly throws: ThrowAnalysis;
}

export function implementationFindings(question: ImplementationQuestion): Diagnostic[] {
  const { methods } = question;
  return [
    ...methods.flatMap((method) => argumentFindings(question, method)),
    ...methods.flatMap((method) => writesThoughReadonly(question, method)),
    ...stateFindings(question),
  ];
}

function argumentFindings(
  { program }: ImplementationQuestion,
  { title, bodies }: AnalysedMethod,
): Diagnostic[] {
  const { checker } = program;
  return bodies.flatMap((body) =>
    body.parameters.flatMap((parameter) => {
      const symbol = checker.getSymbolAtLocation(parameter.name);
      const write = symbol && firstWrite(checker, body.body, symbol);
      if (write === undefined) return [];
      const args = { method: title, parameter: parameter.name.getText() };
      return [diagnostic('argument-mutated', args, { place: placeFor(program, write, title) })];
    }),
  );
}

function firstWrite(checker: ts.TypeChecker, body: ts.Node, symbol: ts.Symbol): ts.Node | undefined {
  let found: ts.Node | undefined;
  walk(body, (node) => {
    const written = writtenBy(checker, node);
    const path = written && rootOf(written);
    const changes = path !== undefined && (!path.direct || ts.isCallExpression(node));
    if (changes && checker.getSymbolAtLocation(path.root) === symbol) found ??= node;
  });
  return found;
}

const writing = /^(?:insertInto|updateTable|deleteFrom|replaceInto|mergeInto)$/;

/** A tag @readonly over a body that reaches an insert, update or delete. */
function writesThoughReadonly(
  { program, throws }: ImplementationQuestion,
  { title, method, bodies }: AnalysedMethod,
): Diagnostic[] {
  if (method.safety !== 'readonly') return [];
  const reached = new Set(bodies.flatMap((body) => [...throws.reachedFrom(body)]));
  for (const each of reached) {
    let found: ts.PropertyAccessExpression | undefined;
    walk(each.body, (node) => {
      if (ts.isPropertyAccessExpression(node) && writing.test(node.name.text)) found ??= node;
    });
    if (found !== undefined) {
      const operation = `${found.name.text} in ${nameOfPlace(program, found)}`;
      return [
        diagnostic(
          'readonly-writes',
          { method: title, operation },
          { place: placeFor(program, found, title) },
        ),
      ];
    }
  }
  return [];
}

/** Fields and variables that outlive a call and are written by one. */
function stateFindings({ program, inside, methods, throws }: ImplementationQuestion): Diagnostic[] {
  const all = new Set(
    methods.flatMap(({ bodies }) => bodies.flatMap((body) => [...throws.reachedFrom(body)])),
  );
  const reached = new Set([...all].filter(inside));
  const perCall = classesMadeIn(program, reached);
  const found = new Map<ts.Symbol, { write: ts.Node; name: string }>();
  for (const each of reached) {
    if (ts.isConstructorDeclaration(each)) continue;
    walk(each.body, (node) => {
      const state = stateWritten(program, node, reached, perCall);
      if (state !== undefined && !found.has(state.symbol))
        found.set(state.symbol, { write: node, name: state.name });
    });
  }
  return [...found.values()].map(({ write, name }) => {
    const symbol = nameOfPlace(program, write);
    return diagnostic(
      'in-memory-state',
      { symbol, state: name },
      { place: placeFor(program, write, symbol) },
    );
  });
}

/** Classes whose instances a call makes for itself: what they hold does not outlive it. */
function classesMadeIn({ checker }: Program, functions: ReadonlySet<FunctionNode>): Set<ts.Node> {
  const made = new Set<ts.Node>();
  for (const each of functions) {
    walk(each.body, (node) => {
      if (!ts.isNewExpression(node)) return;
      for (const declaration of checker.getTypeAtLocation(node).symbol?.declarations ?? [])
        made.add(declaration);
    });
  }
  return made;
}

function stateWritten(
  { checker }: Program,
  node: ts.Node,
  reached: ReadonlySet<FunctionNode>,
  perCall: ReadonlySet<ts.Node>,
): { symbol: ts.Symbol; name: string } | undefined {
  const written = writtenBy(checker, node);
  if (written === undefined) return undefined;
  const { root, first } = rootOf(written);
  if (root.kind === ts.SyntaxKind.ThisKeyword && first !== undefined) {
    const { symbol } = checker.getTypeAtLocation(root) as { symbol?: ts.Symbol };
    const isPerCall = (symbol?.declarations ?? []).some((each) => perCall.has(each));
    const field = symbol && !isPerCall ? fieldNamed(symbol, first) : undefined;
    return field && { symbol: field, name: `this.${first}` };
  }
  const symbol = ts.isIdentifier(root) ? checker.getSymbolAtLocation(root) : undefined;
  const declaration = symbol?.valueDeclaration;
  if (symbol === undefined || declaration === undefined || !ts.isVariableDeclaration(declaration))
    return undefined;
  return livesInside(declaration, reached) ? undefined : { symbol, name: symbol.name };
}

function fieldNamed(symbol: ts.Symbol, name: string): ts.Symbol | undefined {
  const declared = (symbol.declarations ?? []).filter(ts.isClassLike).flatMap((each) => [...each.members]);
  const member = declared.find((each) => each.name?.getText() === name && ts.isPropertyDeclaration(each));
  return member === undefined ? undefined : (member as { symbol?: ts.Symbol }).symbol;
}

function livesInside(declaration: ts.Node, functions: ReadonlySet<FunctionNode>): boolean {
  for (let at = declaration.parent as ts.Node | undefined; at !== undefined; at = at.parent) {
    if (isFunctionWithBody(at) && functions.has(at)) return true;
  }
  return false;
}
