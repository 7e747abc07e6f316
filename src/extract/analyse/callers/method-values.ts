/** Methods of a port that are used as values: from then on they may be called under any name. */
import { ts } from 'ts-morph';
import type { Program } from '../../../analysis/program.ts';
import { symbolAt, walk } from '../../../analysis/symbols.ts';

/** True where some file takes a method without calling it: puts it into a variable, renames it, or speaks of its type. */
export function takesMethodAsValue(
  { checker }: Program,
  files: readonly ts.SourceFile[],
  members: ReadonlyMap<ts.Node, string>,
): boolean {
  const names = new Set(members.values());
  const isMember = (symbol: ts.Symbol | undefined): boolean =>
    (symbol?.declarations ?? []).some((each) => members.has(each));
  const taken = (node: ts.Node): boolean => {
    if (ts.isPropertyAccessExpression(node))
      return names.has(node.name.text) && !isCallee(node) && isMember(symbolAt(checker, node.name));
    if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node))
      return node.propertyName !== undefined && names.has(node.propertyName.text);
    if (ts.isBindingElement(node)) return isTaken(checker, node, names, isMember);
    if (ts.isStringLiteralLike(node))
      return (
        names.has(node.text) &&
        (ts.isElementAccessExpression(node.parent) || ts.isLiteralTypeNode(node.parent))
      );
    return (
      ts.isIdentifier(node) && names.has(node.text) && isPlainValue(node) && isMember(symbolAt(checker, node))
    );
  };
  let found = false;
  for (const file of files) {
    walk(file, (node) => {
      if (!found && taken(node)) found = true;
      return !found;
    });
    if (found) return true;
  }
  return false;
}

const isCallee = (node: ts.Expression): boolean =>
  ts.isCallExpression(node.parent) && node.parent.expression === node;

/** `const { charge } = payments` */
function isTaken(
  checker: ts.TypeChecker,
  node: ts.BindingElement,
  names: ReadonlySet<string>,
  isMember: (symbol: ts.Symbol | undefined) => boolean,
): boolean {
  const name = (node.propertyName ?? node.name).getText();
  return names.has(name) && isMember(checker.getTypeAtLocation(node.parent).getProperty(name));
}

/** A name that stands where a value does, as in `retry(charge)` or `{ charge }`. */
function isPlainValue(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent)) return parent.initializer === node;
  if (ts.isCallExpression(parent)) return parent.arguments.includes(node);
  return (
    ts.isReturnStatement(parent) || ts.isConditionalExpression(parent) || ts.isArrayLiteralExpression(parent)
  );
}
