/** What the implementation keeps in memory between calls. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import type { Program } from '../../../analysis/program.ts';
import {
  functionAround,
  isFunctionWithBody,
  nameOfPlace,
  unwrap,
  walk,
  type FunctionNode,
} from '../../../analysis/symbols.ts';
import { ancestor } from '../../../analysis/used-names.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import type { Inspected } from '../inspected.ts';
import { pictureOf } from '../data/picture.ts';
import { writtenState, type WrittenState } from './written-state.ts';

export interface KeptState extends WrittenState {
  readonly write: ts.Node;
}

const kept = new WeakMap<object, readonly KeptState[]>();

/** Every field and variable that outlives a call and that a call writes, each with one place where that happens. */
export function keptState(inspected: Inspected): readonly KeptState[] {
  const before = kept.get(inspected.methods);
  if (before !== undefined) return before;
  const roots = inspected.methods.flatMap(({ bodies }) => bodies);
  const reached = new Set(
    [...pictureOf(inspected).reach.from(roots).keys()].filter((each) => lives(inspected, each)),
  );
  const perCall = classesMadeIn(inspected.program, reached);
  const found = new Map<ts.Symbol, KeptState>();
  for (const each of reached) {
    if (ts.isConstructorDeclaration(each) || perCall.has(each.parent)) continue;
    walk(each.body, (node) => {
      const state = writtenState(inspected, node) ?? closedOver(inspected, node, reached);
      if (state !== undefined && !found.has(state.symbol) && !isMemo(inspected, node, state.name))
        found.set(state.symbol, { ...state, write: node });
    });
  }
  kept.set(inspected.methods, [...found.values()]);
  return [...found.values()];
}

/** `this.client ??= connect()`, `if (!this.repository) this.repository = make()`: a collaborator, made once and then always the same. */
function isMemo({ program }: Inspected, write: ts.Node, name: string): boolean {
  if (!ts.isBinaryExpression(write)) return false;
  const value = unwrap(write.right);
  if (!ts.isCallExpression(value) && !ts.isNewExpression(value)) return false;
  const operator = write.operatorToken.kind;
  const fills =
    operator === ts.SyntaxKind.QuestionQuestionEqualsToken || operator === ts.SyntaxKind.BarBarEqualsToken;
  const isGuarded = fills || ancestor(write, ts.isIfStatement)?.expression.getText().includes(name) === true;
  return (
    isGuarded &&
    !usesParameters(value) &&
    isCollaborator(program.checker, program.checker.getTypeAtLocation(write.right))
  );
}

/** Something with methods of its own, or a promise of it: no collection and no plain data. */
function isCollaborator(checker: ts.TypeChecker, type: ts.Type): boolean {
  const made = checker.getNonNullableType(checker.getAwaitedType(type) ?? type);
  if (made.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) return true;
  const name = made.symbol?.name ?? '';
  if (!(made.flags & ts.TypeFlags.Object) || /Array$|^(?:Map|Set|WeakMap|WeakSet|Date|Buffer)$/.test(name))
    return false;
  return made.getProperties().some(({ flags }) => (flags & ts.SymbolFlags.Method) !== 0);
}

function usesParameters(value: ts.Expression): boolean {
  const function_ = functionAround(value);
  const names = new Set((function_?.parameters ?? []).map(({ name }) => name.getText()));
  let uses = false;
  walk(value, (node) => {
    if (ts.isIdentifier(node) && names.has(node.text)) uses = true;
  });
  return uses;
}

const serviceName =
  /(?:Service|Cache|Store|Manager|Client|Provider|Registry|Limiter|Pool|Gateway|Adapter|Handler|Repository|Repo)$/;

/** Code that moves, and what it has injected: objects that live as long as the process, unlike entities and values. */
function lives({ target }: Inspected, function_: FunctionNode): boolean {
  if (target.inside(function_)) return true;
  const { parent } = function_;
  if (!ts.isClassLike(parent)) return true;
  const marked = (ts.getDecorators(parent) ?? []).some(({ expression }) =>
    /^(?:injectable|singleton)/i.test(expression.getText()),
  );
  return marked || serviceName.test(parent.name?.text ?? '');
}

/** Classes whose instances a call makes for itself: what they hold does not outlive it. */
function classesMadeIn({ checker }: Program, functions: ReadonlySet<FunctionNode>): Set<ts.Node> {
  const made = new Set<ts.Node>();
  for (const each of functions) {
    if (ts.isConstructorDeclaration(each)) continue;
    walk(each.body, (node) => {
      if (!ts.isNewExpression(node)) return;
      for (const declaration of checker.getTypeAtLocation(node).symbol?.declarations ?? [])
        made.add(declaration);
    });
  }
  return made;
}

/** A variable of the function that made the object: `const cache = new Map()` in a factory. */
function closedOver(
  { program }: Inspected,
  node: ts.Node,
  reached: ReadonlySet<FunctionNode>,
): WrittenState | undefined {
  return writtenState({ program }, node, (declaration) => !livesInside(declaration, reached));
}

function livesInside(declaration: ts.Node, functions: ReadonlySet<FunctionNode>): boolean {
  for (let at = declaration.parent as ts.Node | undefined; at !== undefined; at = at.parent) {
    if (isFunctionWithBody(at) && functions.has(at)) return true;
  }
  return false;
}

export function memoryFindings(inspected: Inspected): Diagnostic[] {
  const { program } = inspected;
  return keptState(inspected).map(({ write, name }) => {
    const symbol = nameOfPlace(program, write);
    return diagnostic(
      'in-memory-state',
      { symbol, state: name },
      { place: placeFor(program, write, symbol) },
    );
  });
}
