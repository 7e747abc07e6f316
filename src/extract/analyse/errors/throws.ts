/**
 * Which errors a function throws, followed through the calls it makes: behind interfaces, through callbacks, and minus what
 * is caught on the way. Calls that go round in circles are repeated until nothing is added.
 */
import { ts } from 'ts-morph';
import type { Callees } from '../../../analysis/calls.ts';
import { returnedBy } from '../../../analysis/flow.ts';
import type { Program } from '../../../analysis/program.ts';
import { isFunctionWithBody, symbolAt, unwrap, type FunctionNode } from '../../../analysis/symbols.ts';
import { excludedAt } from './catches.ts';
import { extendsClass, extendsUnknown, isErrorClass } from './error-classes.ts';

/** The class of an error, or the printed type of what is thrown without being one. */
export type Thrown = ts.Symbol | string;

export interface ThrowAnalysis {
  by(function_: FunctionNode): ReadonlySet<Thrown>;
  /** What leaves a statement or block. */
  from(node: ts.Node): ReadonlySet<Thrown>;
  /** Every function that a call of this one may run, itself included. */
  reachedFrom(function_: FunctionNode): ReadonlySet<FunctionNode>;
}

interface Scope {
  /** What the variable of a catch clause holds. */
  readonly caught: ReadonlyMap<ts.Symbol, ReadonlySet<Thrown>>;
  /** Functions that are called: filled as a side effect of reading a body. */
  readonly calls: Set<FunctionNode>;
}

/** `opaque` files are not looked into: what they throw is nobody's declared error. */
export function openThrowAnalysis(
  program: Program,
  callees: Callees,
  opaque: (path: string) => boolean,
): ThrowAnalysis {
  const reader = new ThrowReader(program, callees, opaque);
  return {
    by: (function_) => reader.settled(function_),
    from: (node) => reader.settledNode(node),
    reachedFrom: (function_) => reader.reachedFrom(function_),
  };
}

/** Callbacks that run later, when nobody is left to catch what they throw. */
const runsLater =
  /^(?:setTimeout|setInterval|setImmediate|queueMicrotask|nextTick|on|once|addListener|addEventListener|onClose)$/;

class ThrowReader {
  readonly #program: Program;
  readonly #checker: ts.TypeChecker;
  readonly #callees: Callees;
  readonly #opaque: (path: string) => boolean;
  readonly #known = new Map<FunctionNode, Set<Thrown>>();
  readonly #calls = new Map<FunctionNode, Set<FunctionNode>>();
  #visited = new Set<FunctionNode>();
  #grew = false;

  constructor(program: Program, callees: Callees, opaque: (path: string) => boolean) {
    this.#program = program;
    this.#checker = program.checker;
    this.#callees = callees;
    this.#opaque = opaque;
  }

  settled(function_: FunctionNode): ReadonlySet<Thrown> {
    return this.#untilSettled(() => this.#ofFunction(function_));
  }

  settledNode(node: ts.Node): ReadonlySet<Thrown> {
    return this.#untilSettled(() => this.#read(node, { caught: new Map(), calls: new Set() }));
  }

  reachedFrom(function_: FunctionNode): ReadonlySet<FunctionNode> {
    this.settled(function_);
    const reached = new Set<FunctionNode>([function_]);
    for (const each of reached) for (const called of this.#calls.get(each) ?? []) reached.add(called);
    return reached;
  }

  #untilSettled(read: () => ReadonlySet<Thrown>): ReadonlySet<Thrown> {
    for (;;) {
      this.#grew = false;
      this.#visited = new Set();
      const found = read();
      if (!this.#grew) return found;
    }
  }

  #ofFunction(function_: FunctionNode): ReadonlySet<Thrown> {
    const known = this.#known.get(function_) ?? new Set();
    if (this.#visited.has(function_) || this.#opaque(this.#program.pathOf(function_.getSourceFile())))
      return known;
    this.#visited.add(function_);
    const calls = new Set<FunctionNode>();
    const found = this.#read(function_.body, { caught: new Map(), calls });
    if (found.size > known.size) this.#grew = true;
    this.#known.set(function_, new Set([...known, ...found]));
    this.#calls.set(function_, calls);
    return this.#known.get(function_) ?? known;
  }

  #read(node: ts.Node, scope: Scope): Set<Thrown> {
    if (isFunctionWithBody(node)) return new Set();
    if (ts.isThrowStatement(node))
      return union(this.#thrownAs(node.expression, scope), this.#read(node.expression, scope));
    if (ts.isTryStatement(node)) return this.#tried(node, scope);
    if (ts.isCallExpression(node)) return this.#called(node, scope);
    if (ts.isNewExpression(node)) return union(this.#children(node, scope), this.#bodies(node, scope));
    // What is not awaited is nobody's to catch here.
    if (ts.isVoidExpression(node)) return new Set();
    return this.#children(node, scope);
  }

  #children(node: ts.Node, scope: Scope): Set<Thrown> {
    const found = new Set<Thrown>();
    ts.forEachChild(node, (child) => {
      for (const each of this.#read(child, scope)) found.add(each);
    });
    return found;
  }

  #tried({ tryBlock, catchClause, finallyBlock }: ts.TryStatement, scope: Scope): Set<Thrown> {
    const body = this.#read(tryBlock, scope);
    const last = finallyBlock === undefined ? new Set<Thrown>() : this.#read(finallyBlock, scope);
    if (catchClause === undefined) return union(body, last);
    return union(
      this.#read(catchClause.block, this.#catching(catchClause.variableDeclaration?.name, body, scope)),
      last,
    );
  }

  #catching(name: ts.Node | undefined, caught: ReadonlySet<Thrown>, scope: Scope): Scope {
    const symbol = name && this.#checker.getSymbolAtLocation(name);
    return symbol === undefined ? scope : { ...scope, caught: new Map([...scope.caught, [symbol, caught]]) };
  }

  #called(call: ts.CallExpression, scope: Scope): Set<Thrown> {
    const callee = unwrap(call.expression);
    const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
    if (ts.isPropertyAccessExpression(callee)) {
      const receiver = callee.expression;
      if (name === 'catch') return this.#handled(receiver, call.arguments[0], scope);
      if (name === 'then' && call.arguments.length > 1) return this.#handledBoth(receiver, call, scope);
      if (name === 'allSettled') return new Set();
      if (name === 'reject' && receiver.getText() === 'Promise' && call.arguments[0]) {
        return this.#thrownAs(call.arguments[0], scope);
      }
    }
    const callbacks = runsLater.test(name)
      ? []
      : call.arguments.map((argument) => this.#callback(argument, scope));
    return union(
      this.#read(call.expression, scope),
      ...call.arguments.map((each) => this.#read(each, scope)),
      ...callbacks,
      this.#bodies(call, scope),
    );
  }

  #bodies(call: ts.CallExpression | ts.NewExpression, scope: Scope): Set<Thrown> {
    const bodies = this.#callees.of(call);
    for (const body of bodies) scope.calls.add(body);
    return union(...bodies.map((body) => this.#ofFunction(body)));
  }

  /** A function that is passed on is taken to be called. */
  #callback(argument: ts.Expression, scope: Scope): ReadonlySet<Thrown> {
    const value = unwrap(argument);
    if (isFunctionWithBody(value)) return this.#read(value.body, scope);
    if (!ts.isIdentifier(value) && !ts.isPropertyAccessExpression(value)) return new Set();
    const symbol = symbolAt(this.#checker, ts.isIdentifier(value) ? value : value.name);
    const functions = (symbol?.declarations ?? []).filter(isFunctionWithBody);
    for (const each of functions) scope.calls.add(each);
    return union(...functions.map((each) => this.#ofFunction(each)));
  }

  /** `promise.catch(handler)`: the handler sees what the promise rejects with, and only what it throws goes on. */
  #handled(promise: ts.Expression, handler: ts.Expression | undefined, scope: Scope): Set<Thrown> {
    const caught = this.#read(promise, scope);
    const value = handler && unwrap(handler);
    if (value === undefined) return caught;
    if (!isFunctionWithBody(value)) return new Set(this.#callback(value, scope));
    return this.#read(value.body, this.#catching(value.parameters[0]?.name, caught, scope));
  }

  #handledBoth(promise: ts.Expression, call: ts.CallExpression, scope: Scope): Set<Thrown> {
    const [fulfilled, rejected] = call.arguments;
    return union(
      this.#handled(promise, rejected, scope),
      fulfilled ? this.#callback(fulfilled, scope) : new Set(),
    );
  }

  /** The classes that a thrown expression may have. */
  #thrownAs(expression: ts.Expression, scope: Scope, depth = 3): Set<Thrown> {
    const value = unwrap(expression);
    const caught = ts.isIdentifier(value)
      ? scope.caught.get(this.#checker.getSymbolAtLocation(value) ?? noSymbol)
      : undefined;
    if (caught !== undefined) return this.#rethrown(value, caught);
    const made =
      ts.isCallExpression(value) && depth > 0 ? this.#madeBy(value, scope, depth) : new Set<Thrown>();
    const types = this.#typesOf(value);
    // A factory that declares a base class is known better by what it returns.
    return made.size > 0 ? made : new Set(types.flatMap((type) => this.#asThrown(type)));
  }

  #madeBy(call: ts.CallExpression, scope: Scope, depth: number): Set<Thrown> {
    const returned = this.#callees.of(call).flatMap(returnedBy);
    return union(...returned.map((each) => this.#thrownAs(each, scope, depth - 1)));
  }

  #rethrown(value: ts.Expression, caught: ReadonlySet<Thrown>): Set<Thrown> {
    const types = this.#typesOf(value).filter(
      (type) => !(type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)),
    );
    const excluded = excludedAt(this.#checker, value);
    const left = [...caught].filter(
      (each) => typeof each === 'string' || !excluded.some((one) => extendsClass(this.#checker, each, one)),
    );
    if (types.length === 0) return new Set(left);
    const narrowed = types.flatMap((type) => {
      const within = left.filter(
        (each) => typeof each !== 'string' && extendsClass(this.#checker, each, type.symbol),
      );
      return within.length > 0 ? within : this.#asThrown(type);
    });
    return new Set(narrowed);
  }

  #typesOf(value: ts.Expression): ts.Type[] {
    const type = this.#checker.getTypeAtLocation(value);
    return type.isUnion() ? type.types : [type];
  }

  #asThrown(type: ts.Type): Thrown[] {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) return [];
    if (type.symbol !== undefined && isErrorClass(this.#checker, type)) return [type.symbol];
    const members = type.isIntersection() ? type.types : [];
    const error = members.find((each) => each.symbol !== undefined && isErrorClass(this.#checker, each));
    if (error === undefined && extendsUnknown(this.#checker, type)) return [];
    return [error?.symbol ?? this.#checker.typeToString(type)];
  }
}

/** Looked up where a name has no symbol: never a key. */
const noSymbol = {} as ts.Symbol;

const union = (...sets: readonly ReadonlySet<Thrown>[]): Set<Thrown> =>
  new Set(sets.flatMap((set) => [...set]));
