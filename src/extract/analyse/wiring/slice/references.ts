/** Names in an expression that mean something declared elsewhere. */
import { ts } from 'ts-morph';

/** Names of properties, labels and declarations refer to nothing. */
export function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isNamedTupleMember(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent))
    return false;
  if (ts.isJsxAttribute(parent) || ts.isMetaProperty(parent)) return false;
  const named = parent as { readonly name?: ts.Node; readonly initializer?: ts.Node };
  return named.name !== node || ts.isShorthandPropertyAssignment(parent) || ts.isExportSpecifier(parent);
}

/** The symbol as the file sees it: an import stays an import. */
export const localSymbol = (checker: ts.TypeChecker, node: ts.Identifier): ts.Symbol | undefined =>
  ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);

export const isWithin = (node: ts.Node, root: ts.Node): boolean =>
  node.getSourceFile() === root.getSourceFile() && node.pos >= root.pos && node.end <= root.end;

/** The property of an object literal, by name. */
export function propertyNamed(
  literal: ts.ObjectLiteralExpression,
  name: string,
): ts.PropertyAssignment | ts.ShorthandPropertyAssignment | undefined {
  return literal.properties.find(
    (each): each is ts.PropertyAssignment | ts.ShorthandPropertyAssignment =>
      (ts.isPropertyAssignment(each) || ts.isShorthandPropertyAssignment(each)) &&
      each.name.getText() === name,
  );
}

export const isExported = (node: ts.Declaration): boolean =>
  (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) !== 0;

export const isDefaultExport = (node: ts.Declaration): boolean =>
  (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Default) !== 0;
