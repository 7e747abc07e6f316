/** The functions and files that fill a container: what the service's process runs to have the same registrations. */
import { ts } from 'ts-morph';
import { placeFor, placeOf } from '../../../../analysis/places.ts';
import type { Program } from '../../../../analysis/program.ts';
import { isFunctionWithBody, symbolAt, walk, type FunctionNode } from '../../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../../diagnostics/index.ts';
import { serverBehind } from '../modules.ts';
import type { ComposedImport, Composition } from '../model.ts';
import { distinctImports, importOfSymbol, portableName, type PortableName } from './names.ts';
import type { PortFacts } from './port-facts.ts';

export interface RegistrationsRequest {
  readonly program: Program;
  readonly facts: PortFacts;
  /** The registration of the port. */
  readonly own: ts.Node;
  /** What holds the container there: `container` in `container.register(…)`. */
  readonly receiver: ts.Expression | undefined;
  /** Every registration of the codebase. */
  readonly all: readonly ts.Node[];
  /** True for the type of a container. */
  isContainer(type: ts.Type): boolean;
  /** Containers that exist without the codebase, or that some other file makes. */
  readonly containers: readonly PortableName[];
  /** `resolve<Payments>('payments')` */
  readonly asks: string;
  readonly imports: readonly ComposedImport[];
}

interface Unit {
  readonly file: ts.SourceFile;
  /** The function at the top of the file that registers; none where the file itself does. */
  readonly fn?: { readonly node: FunctionNode; readonly symbol: ts.Symbol };
  /** The static method of the class that `fn.symbol` stands for. */
  readonly method?: string;
  /** It stands in a class, or deeper in something else. */
  readonly hidden: boolean;
}

export interface ComposedContainer {
  readonly composition: Composition | undefined;
  readonly findings: readonly Diagnostic[];
}

export function composeContainer(request: RegistrationsRequest): ComposedContainer {
  const { program, facts, own, all } = request;
  const main = unitOf(request, own);
  const units = distinctUnits([main, ...all.map((node) => unitOf(request, node))]);
  const unreachable = (container: string): ComposedContainer => ({
    composition: undefined,
    findings: [
      diagnostic(
        'container-not-reachable',
        { port: facts.name, container },
        { place: placeFor(program, own, facts.name) },
      ),
    ],
  });
  const server = serverBehind(program, main.file);
  if (server !== undefined) {
    const args = {
      port: facts.name,
      file: program.pathOf(server.file),
      call: server.statement.getText().split('\n')[0] ?? '',
    };
    const place = { place: placeOf(program, server.statement) };
    return { composition: undefined, findings: [diagnostic('container-starts-server', args, place)] };
  }
  const called = calledBy(program, units);
  const roots = units.filter((unit) => unit === main || (!called.has(unit) && !unit.hidden));
  const container = containerOf(request, main, units);
  if (container === undefined || main.hidden) return unreachable(nameOfUnit(program, main));
  const written = writeUnits(request, roots, container);
  if (written === undefined) return unreachable(nameOfUnit(program, main));
  return {
    composition: {
      imports: distinctImports([...request.imports, ...written.imports]),
      statements: written.statements,
      expression: `${written.container}.${request.asks}`,
      async: written.async,
    },
    findings: [],
  };
}

function unitOf(request: RegistrationsRequest, node: ts.Node): Unit {
  const { program } = request;
  const file = node.getSourceFile();
  let outer: FunctionNode | undefined;
  let hidden = false;
  for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent) {
    if (isFunctionWithBody(at)) outer = at;
    if (!ts.isClassLike(at)) continue;
    hidden = true;
    const unit = ofClass(request, at);
    if (unit !== undefined) return unit;
  }
  if (outer === undefined) return { file, hidden: false };
  const name = nameOfFunction(outer);
  const symbol = name && program.checker.getSymbolAtLocation(name);
  if (name === undefined || symbol === undefined) return { file, hidden };
  return { file, hidden, fn: { node: outer, symbol } };
}

/** A class with a static method that gives out the filled container. */
function ofClass(
  { program, isContainer }: RegistrationsRequest,
  node: ts.ClassLikeDeclaration,
): Unit | undefined {
  const symbol = node.name && program.checker.getSymbolAtLocation(node.name);
  const method = node.members.find(
    (each) =>
      ts.isMethodDeclaration(each) &&
      isFunctionWithBody(each) &&
      (ts.getCombinedModifierFlags(each) & ts.ModifierFlags.Static) !== 0 &&
      (ts.getCombinedModifierFlags(each) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) === 0 &&
      isContainer(resultOf(program, each)),
  );
  if (symbol === undefined || method === undefined || !isFunctionWithBody(method)) return undefined;
  const name = method.name?.getText() ?? '';
  return { file: node.getSourceFile(), fn: { node: method, symbol }, method: name, hidden: false };
}

/** The name of a function at the top of a file; a callback there belongs to the file. */
function nameOfFunction(node: FunctionNode): ts.Identifier | undefined {
  if (ts.isFunctionDeclaration(node)) return node.name;
  const { parent } = node;
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name : undefined;
}

function distinctUnits(units: readonly Unit[]): Unit[] {
  const found = new Map<unknown, Unit>();
  for (const unit of units) {
    const key = unit.fn?.node ?? unit.file;
    if (!found.has(key)) found.set(key, unit);
  }
  return [...found.values()];
}

/** Units that another unit calls: running that one runs them too. */
function calledBy(program: Program, units: readonly Unit[]): Set<Unit> {
  const called = new Set<Unit>();
  for (const { fn, file } of units) {
    walk(fn?.node ?? file, (node) => {
      if (!ts.isCallExpression(node)) return;
      const symbol = symbolAt(program.checker, node.expression);
      const other = units.find((each) => each.fn !== undefined && each.fn.symbol === symbol);
      if (other !== undefined && other.fn !== fn) called.add(other);
    });
  }
  return called;
}

function nameOfUnit(program: Program, { fn, file }: Unit): string {
  return fn === undefined ? program.pathOf(file) : `${fn.symbol.name} in ${program.pathOf(file)}`;
}

/** Where the filled container is had from: what a unit returns, or a name that another file can import. */
type Container = { readonly returnedBy: Unit } | { readonly name: PortableName };

function containerOf(
  { program, receiver, containers, isContainer }: RegistrationsRequest,
  main: Unit,
  units: readonly Unit[],
): Container | undefined {
  const returning = [main, ...units].find(({ fn }) => fn && isContainer(resultOf(program, fn.node)));
  if (returning !== undefined) return { returnedBy: returning };
  const held = receiver && isContainer(program.checker.getTypeAtLocation(receiver)) ? receiver : undefined;
  const own = held && portableName(program, held);
  const name = own ?? containers[0];
  return name && { name };
}

function resultOf({ checker }: Program, node: FunctionNode): ts.Type {
  const signature = checker.getSignatureFromDeclaration(node);
  const type = signature ? checker.getReturnTypeOfSignature(signature) : checker.getAnyType();
  return checker.getAwaitedType(type) ?? type;
}

interface WrittenUnits {
  readonly imports: readonly ComposedImport[];
  readonly statements: readonly string[];
  readonly container: string;
  readonly async: boolean;
}

function writeUnits(
  { program, isContainer }: RegistrationsRequest,
  units: readonly Unit[],
  container: Container,
): WrittenUnits | undefined {
  const imports: ComposedImport[] = 'name' in container ? [...container.name.imports] : [];
  const statements: string[] = [];
  let async = false;
  const variable = 'name' in container ? container.name.text : 'container';
  const ordered =
    'returnedBy' in container
      ? [container.returnedBy, ...units.filter((unit) => unit !== container.returnedBy)]
      : units;
  for (const unit of ordered) {
    if (unit.fn === undefined) {
      imports.push({ module: `file:${program.pathOf(unit.file)}`, imported: '', name: '' });
      continue;
    }
    const own = importOfSymbol(program, unit.fn.symbol);
    const given = argumentsFor(program, unit.fn.node, isContainer, variable);
    if (own === undefined || given === undefined) return undefined;
    const later = program.checker.getSignatureFromDeclaration(unit.fn.node);
    const isLater =
      later !== undefined && program.checker.getReturnTypeOfSignature(later).symbol?.name === 'Promise';
    const callee = unit.method === undefined ? own.name : `${own.name}.${unit.method}`;
    const call = `${isLater ? 'await ' : ''}${callee}(${given})`;
    const keeps = 'returnedBy' in container && unit === container.returnedBy;
    imports.push(own);
    statements.push(keeps ? `const ${variable} = ${call};` : `${call};`);
    async ||= isLater;
  }
  return { imports, statements, container: variable, async };
}

/** The arguments that a process can give: the container itself; whatever else is required cannot be told. */
function argumentsFor(
  { checker }: Program,
  node: FunctionNode,
  isContainer: (type: ts.Type) => boolean,
  container: string,
): string | undefined {
  const required = node.parameters.filter(
    (each) => each.questionToken === undefined && each.initializer === undefined && !each.dotDotDotToken,
  );
  const given = required.map((each) =>
    isContainer(checker.getTypeAtLocation(each)) ? container : undefined,
  );
  return given.includes(undefined) ? undefined : given.join(', ');
}
