/** What a call stands in, and whether that can wait. */
import { ts } from 'ts-morph';
import { isLoadedAsEsm } from '../../../analysis/module-format.ts';
import type { Program } from '../../../analysis/program.ts';
import { isFunctionWithBody, type FunctionNode } from '../../../analysis/symbols.ts';

export type Container =
  | { readonly kind: 'function'; readonly node: FunctionNode }
  | { readonly kind: 'module'; readonly file: ts.SourceFile }
  | { readonly kind: 'field' | 'default-parameter' | 'decorator' | 'namespace'; readonly node: ts.Node };

/** The nearest thing around a node that is run as a whole. */
export function containerOf(node: ts.Node): Container {
  for (let child = node, at = node.parent; ; child = at, at = at.parent) {
    if (ts.isDecorator(at) || ts.isHeritageClause(at)) return { kind: 'decorator', node: at };
    if (ts.isParameter(at)) return { kind: 'default-parameter', node: at.parent };
    if (ts.isPropertyDeclaration(at))
      return { kind: at.initializer === child ? 'field' : 'decorator', node: at };
    if (ts.isClassStaticBlockDeclaration(at)) return { kind: 'field', node: at };
    if (ts.isModuleBlock(at) || ts.isEnumMember(at)) return { kind: 'namespace', node: at };
    if (ts.isComputedPropertyName(at) && ts.isClassLike(at.parent.parent))
      return { kind: 'decorator', node: at };
    if (ts.isSourceFile(at)) return { kind: 'module', file: at };
    if (isFunctionWithBody(at) && at.body === child) return { kind: 'function', node: at };
  }
}

export const isAsync = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);

/** True where `await` may stand at the top level of a file. */
export function allowsTopLevelAwait(program: Program, file: ts.SourceFile): boolean {
  if (!ts.isExternalModule(file)) return false;
  const { target = ts.ScriptTarget.ES5 } = program.compiler.getCompilerOptions();
  return target >= ts.ScriptTarget.ES2017 && isLoadedAsEsm(program, file);
}

/** The statement whose `try`, with a `catch` or `finally` that applies, or whose `using`, a node stands in. */
export function returnsFromGuarded(node: ts.Node, limit: ts.Node): boolean {
  for (let child = node, at = node.parent; child !== limit; child = at, at = at.parent) {
    if (ts.isTryStatement(at) && (at.tryBlock === child || (at.catchClause === child && at.finallyBlock)))
      return true;
    if (ts.isBlock(at) && at.statements.some(isUsing)) return true;
  }
  return false;
}

const isUsing = (statement: ts.Statement): boolean =>
  ts.isVariableStatement(statement) &&
  (statement.declarationList.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Using;

/** Where the keyword `async` of a function stands. */
export function asyncPosition(node: FunctionNode): number {
  if (ts.isArrowFunction(node)) return node.getStart();
  if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) return keywordStart(node);
  return (node.name ?? node).getStart();
}

const keywordStart = (node: ts.Node): number =>
  node
    .getChildren()
    .find(({ kind }) => kind === ts.SyntaxKind.FunctionKeyword)
    ?.getStart() ?? node.getStart();

/** The nearest node above that is no wrapper of its value: parentheses, `as`, `satisfies`, `!`. */
export function unwrappedParent(node: ts.Node): { parent: ts.Node; child: ts.Node } {
  let child = node;
  while (
    ts.isParenthesizedExpression(child.parent) ||
    ts.isAsExpression(child.parent) ||
    ts.isSatisfiesExpression(child.parent) ||
    ts.isNonNullExpression(child.parent)
  ) {
    child = child.parent;
  }
  return { parent: child.parent, child };
}
