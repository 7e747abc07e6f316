import { ts } from 'ts-morph';
import type { Program } from './program.ts';

/** The symbol behind imports and re-exports. */
export function followAlias(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

export function symbolAt(checker: ts.TypeChecker, node: ts.Node): ts.Symbol | undefined {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  return symbol === undefined ? undefined : followAlias(checker, symbol);
}

/** What a file exports, by the name it is exported under. */
export function exportsOf({ checker }: Program, file: ts.SourceFile): Map<string, ts.Symbol> {
  const symbol = checker.getSymbolAtLocation(file);
  if (symbol === undefined) return new Map();
  return new Map(checker.getExportsOfModule(symbol).map((each) => [each.name, followAlias(checker, each)]));
}

/** True for what the compiler's library or @types/node declares: a user's class called `Date` is not the built-in. */
export function isBuiltIn(symbol: ts.Symbol): boolean {
  const files = (symbol.declarations ?? []).map((declaration) => declaration.getSourceFile().fileName);
  return files.length > 0 && files.every(isBuiltInFile);
}

/** The compiler's own library, which it keeps below node_modules/typescript. */
const isLibraryFile = (file: string): boolean => /\/lib\.[\w.]+\.d\.ts$/.test(file);

const isBuiltInFile = (file: string): boolean =>
  isLibraryFile(file) || file.includes('/@types/node/') || file.includes('/__ambient__/');

/** The npm package that declares a symbol, if one does. */
export function packageOf(symbol: ts.Symbol): string | undefined {
  const file = symbol.declarations?.[0]?.getSourceFile().fileName ?? '';
  if (isLibraryFile(file)) return undefined;
  const name = /.*node_modules\/(?:@types\/)?((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
  // Where Prisma generates the types that it exports by its name.
  return name === '.prisma' ? '@prisma/client' : name;
}

/** The name that stands in the declaration: what is exported as `default` has one all the same. */
export function declaredName(symbol: ts.Symbol): string {
  const [declaration] = symbol.declarations ?? [];
  const name = symbol.name === 'default' && declaration && ts.getNameOfDeclaration(declaration);
  return name && ts.isIdentifier(name) ? name.text : symbol.name;
}

/** A function, method, constructor or accessor that has a body. */
export type FunctionNode = ts.FunctionLikeDeclaration & { readonly body: ts.Node };

export function isFunctionWithBody(node: ts.Node): node is FunctionNode {
  return ts.isFunctionLike(node) && (node as ts.FunctionLikeDeclaration).body !== undefined;
}

/** The nearest function around a node. */
export function functionAround(node: ts.Node): FunctionNode | undefined {
  for (let at = node.parent as ts.Node | undefined; at !== undefined; at = at.parent)
    if (isFunctionWithBody(at)) return at;
  return undefined;
}

/** A name for people: `OrderService.place`, `compose`, or the file's name at the top level. */
export function nameOfPlace(program: Program, node: ts.Node): string {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    const name = isFunctionWithBody(at) ? nameOfFunction(at) : undefined;
    if (name !== undefined) return name;
  }
  return program.pathOf(node.getSourceFile());
}

/** `OrderService.place`, `compose`; `undefined` for a function without a name. */
export function nameOfFunction(node: FunctionNode): string | undefined {
  const own = ts.isConstructorDeclaration(node) ? 'constructor' : node.name?.getText();
  const parent = node.parent;
  if (ts.isClassLike(parent) && own !== undefined) return `${parent.name?.text ?? 'class'}.${own}`;
  if (own !== undefined) return own;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)
    ? parent.name.getText()
    : undefined;
}

/** Without parentheses, `await`, `as`, `satisfies` and `!`. */
export function unwrap(node: ts.Expression): ts.Expression {
  const wrapped =
    ts.isParenthesizedExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node);
  return wrapped ? unwrap(node.expression) : node;
}

/** Visits a node and all below it. `false` from the visitor skips what is below. */
export function walk(node: ts.Node, visit: (node: ts.Node) => boolean | void): void {
  if (visit(node) === false) return;
  ts.forEachChild(node, (child) => walk(child, visit));
}
