/** Finding the call of a module's factory in a composition root, and what its arguments use. */
import { ts } from 'ts-morph';
import { diagnostic, refuse, succeed, type Outcome } from '../diagnostics/index.ts';
import type { LocatedFactory } from './find-port.ts';
import { placeOf, rangeOf, type TextRange } from './places.ts';
import type { Program } from './program.ts';
import { exportsOf, functionAround, nameOfPlace, symbolAt, unwrap, walk } from './symbols.ts';

/** A name that the arguments use, and what it is. Offsets are into the composition root's text. */
export type UsedName = { readonly name: string; readonly start: number; readonly end: number } & (
  | { readonly kind: 'import'; readonly specifier: string; readonly imported: string }
  | { readonly kind: 'parameter'; readonly typeText: string }
  | { readonly kind: 'variable'; readonly initialiser?: TextRange; readonly statement: TextRange }
  /** Declared inside the arguments themselves: the parameter of an arrow function there. */
  | { readonly kind: 'inner' }
  /** Of the language or of Node. */
  | { readonly kind: 'global' }
  /** A function of the file, or a part of a destructured value. */
  | { readonly kind: 'other' }
);

export interface ImportRecord {
  readonly name: string;
  readonly imported: string;
  readonly specifier: string;
  /** The whole import declaration. */
  readonly declaration: TextRange;
}

export interface CompositionCall {
  readonly file: string;
  /** The variable that the module is kept in. */
  readonly variable: { readonly name: string; readonly start: number; readonly end: number };
  /** The call expression, without an `await` before it. */
  readonly call: TextRange;
  /** What the variable is initialised with: the call, with `await` or the binding around it. */
  readonly initialiser: TextRange;
  readonly statement: TextRange;
  readonly awaited: boolean;
  /** The function around it, with the text of its parameters' types; none at the top level of the file. */
  readonly enclosing?: {
    readonly name: string;
    readonly parameters: readonly { readonly name: string; readonly typeText: string }[];
  };
  /** How the factory comes into the file; none where it is declared there. */
  readonly factoryImport?: ImportRecord;
  readonly uses: readonly UsedName[];
  /** The call stands in a thunk that is an argument of this function: it was bound before. */
  readonly boundBy?: { readonly name: string; readonly call: TextRange };
}

/** The only call of the factory in the files, by default in all that were loaded outside the factory's own. */
export function findCompositionCall(
  program: Program,
  factory: Pick<LocatedFactory, 'exportName' | 'file'>,
  files?: readonly string[],
): Outcome<CompositionCall> {
  const searched = files?.flatMap((path) => program.file(path) ?? []) ?? program.files;
  const calls = searched
    .filter((file) => program.pathOf(file) !== factory.file)
    .flatMap((file) => callsIn(program, file, factory));
  const [call, ...others] = calls;
  const name = factory.exportName;
  if (call === undefined) {
    const names = files?.join(', ') ?? 'the files that were read';
    return refuse(diagnostic('factory-not-called', { factory: name, files: names }));
  }
  if (others.length > 0) {
    const places = calls.map((each) => placeOf(program, each)).map(({ file, line }) => `${file}:${line}`);
    return refuse(diagnostic('factory-called-twice', { factory: name, places: places.join(', ') }));
  }
  return describe(program, call, name);
}

function callsIn(
  program: Program,
  file: ts.SourceFile,
  factory: Pick<LocatedFactory, 'exportName' | 'file'>,
): ts.CallExpression[] {
  const home = program.file(factory.file);
  const symbol = home === undefined ? undefined : exportsOf(program, home).get(factory.exportName);
  const found: ts.CallExpression[] = [];
  walk(file, (node) => {
    if (!ts.isCallExpression(node)) return;
    const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
    if (symbol !== undefined && symbolAt(program.checker, name) === symbol) found.push(node);
  });
  return found;
}

function describe(program: Program, call: ts.CallExpression, factory: string): Outcome<CompositionCall> {
  const declaration = ancestor(call, ts.isVariableDeclaration);
  const bound = bindingAround(call);
  const value = declaration?.initializer === undefined ? undefined : unwrap(declaration.initializer);
  if (
    declaration?.initializer === undefined ||
    !ts.isIdentifier(declaration.name) ||
    value !== (bound ?? call)
  ) {
    return refuse(diagnostic('call-not-in-variable', { factory }, { place: placeOf(program, call) }));
  }
  const enclosing = functionAround(declaration);
  const factoryImport = importOf(program, call.expression);
  return succeed({
    file: program.pathOf(call.getSourceFile()),
    variable: { name: declaration.name.text, start: declaration.name.getStart(), end: declaration.name.end },
    call: rangeOf(call),
    initialiser: rangeOf(declaration.initializer),
    statement: rangeOf(ancestor(declaration, ts.isVariableStatement) ?? declaration),
    awaited: ts.isAwaitExpression(call.parent),
    ...(enclosing === undefined
      ? {}
      : {
          enclosing: {
            name: nameOfPlace(program, enclosing),
            parameters: enclosing.parameters.map(parameter(program)),
          },
        }),
    ...(factoryImport === undefined ? {} : { factoryImport }),
    uses: usedNames(program, call),
    ...(bound === undefined ? {} : { boundBy: { name: bound.expression.getText(), call: rangeOf(bound) } }),
  });
}

const parameter = (program: Program) => (node: ts.ParameterDeclaration) => ({
  name: node.name.getText(),
  typeText: node.type?.getText() ?? program.checker.typeToString(program.checker.getTypeAtLocation(node)),
});

/** `bindPayments(host, () => createPayments(…), …)`: the call around the thunk that the factory's call is all of. */
function bindingAround(call: ts.CallExpression): ts.CallExpression | undefined {
  const thunk = ancestor(call, ts.isArrowFunction);
  if (thunk === undefined || !ts.isExpression(thunk.body) || unwrap(thunk.body) !== call) return undefined;
  return ts.isCallExpression(thunk.parent) ? thunk.parent : undefined;
}

function usedNames(program: Program, call: ts.CallExpression): UsedName[] {
  const found: UsedName[] = [];
  for (const argument of call.arguments) {
    walk(argument, (node) => {
      if (ts.isIdentifier(node) && isReference(node)) found.push(describeName(program, node, call));
    });
  }
  return found;
}

/** Names of properties and of declarations are no references. */
function isReference(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isParameter(parent) || ts.isVariableDeclaration(parent)) return parent.initializer === node;
  return !ts.isMethodDeclaration(parent) && !ts.isPropertySignature(parent) && !ts.isQualifiedName(parent);
}

function describeName(program: Program, node: ts.Identifier, call: ts.CallExpression): UsedName {
  const at = { name: node.text, start: node.getStart(), end: node.end };
  const imported = importOf(program, node);
  if (imported !== undefined) {
    const { specifier, imported: name } = imported;
    return { ...at, kind: 'import', specifier, imported: name };
  }
  const symbol = symbolAt(program.checker, node);
  const declaration = symbol?.valueDeclaration ?? symbol?.declarations?.[0];
  if (declaration === undefined || declaration.getSourceFile() !== call.getSourceFile())
    return { ...at, kind: 'global' };
  if (declaration.pos >= call.pos && declaration.end <= call.end) return { ...at, kind: 'inner' };
  if (ts.isParameter(declaration))
    return { ...at, kind: 'parameter', typeText: parameter(program)(declaration).typeText };
  if (!ts.isVariableDeclaration(declaration)) return { ...at, kind: 'other' };
  const { initializer } = declaration;
  const statement = rangeOf(ancestor(declaration, ts.isVariableStatement) ?? declaration);
  return {
    ...at,
    kind: 'variable',
    statement,
    ...(initializer ? { initialiser: rangeOf(initializer) } : {}),
  };
}

/** The import that brings a name into the file. */
function importOf({ checker }: Program, expression: ts.Expression): ImportRecord | undefined {
  const root = leftmost(expression);
  if (!ts.isIdentifier(root)) return undefined;
  const symbol = ts.isShorthandPropertyAssignment(root.parent)
    ? checker.getShorthandAssignmentValueSymbol(root.parent)
    : checker.getSymbolAtLocation(root);
  const declaration = symbol?.declarations?.[0];
  const statement = declaration === undefined ? undefined : ancestor(declaration, ts.isImportDeclaration);
  if (declaration === undefined || statement === undefined || !ts.isStringLiteral(statement.moduleSpecifier))
    return undefined;
  const imported = ts.isImportSpecifier(declaration)
    ? (declaration.propertyName ?? declaration.name).text
    : ts.isNamespaceImport(declaration)
      ? '*'
      : 'default';
  return {
    name: root.text,
    imported,
    specifier: statement.moduleSpecifier.text,
    declaration: rangeOf(statement),
  };
}

function leftmost(node: ts.Expression): ts.Expression {
  return ts.isPropertyAccessExpression(node) ? leftmost(node.expression) : node;
}

function ancestor<T extends ts.Node>(node: ts.Node, test: (node: ts.Node) => node is T): T | undefined {
  for (let at = node.parent as ts.Node | undefined; at !== undefined; at = at.parent) if (test(at)) return at;
  return undefined;
}
