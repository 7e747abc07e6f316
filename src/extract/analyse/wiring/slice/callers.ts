/** Who calls a function or constructs a class, tests left out. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { symbolAt, walk, type FunctionNode } from '../../../../analysis/symbols.ts';
import { isTest } from '../../options.ts';

export type Calling = ts.CallExpression | ts.NewExpression;

export function callersOf(program: Program, symbol: ts.Symbol): Calling[] {
  const files = program.files.filter((file) => !isTest(program.pathOf(file)));
  const names = new Set([symbol.name, ...(symbol.declarations ?? []).flatMap(declaredName)]);
  return files.flatMap((file) => callersIn(program, file, symbol, names));
}

function declaredName(node: ts.Node): string[] {
  const name = (node as ts.NamedDeclaration).name?.getText();
  return name === undefined ? [] : [name];
}

function callersIn(
  program: Program,
  file: ts.SourceFile,
  symbol: ts.Symbol,
  names: ReadonlySet<string>,
): Calling[] {
  const found: Calling[] = [];
  // A default import has any name.
  if (!names.has('default') && ![...names].some((name) => file.text.includes(name))) return found;
  walk(file, (node) => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
    const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
    if (ts.isIdentifier(callee) && symbolAt(program.checker, callee) === symbol) found.push(node);
  });
  return found;
}

/** The name by which a function is called: its own, that of the variable it is in, or of the class it constructs. */
export function symbolOfFunction({ checker }: Program, node: FunctionNode): ts.Symbol | undefined {
  if (ts.isConstructorDeclaration(node)) return classSymbol(checker, node.parent);
  const { parent } = node;
  const name =
    node.name ??
    (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) ? parent.name : undefined);
  return name === undefined ? undefined : checker.getSymbolAtLocation(name);
}

export const classSymbol = (checker: ts.TypeChecker, node: ts.ClassLikeDeclaration): ts.Symbol | undefined =>
  node.name === undefined ? (node as { symbol?: ts.Symbol }).symbol : checker.getSymbolAtLocation(node.name);
