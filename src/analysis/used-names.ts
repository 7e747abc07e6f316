/** The names that an expression uses, and what each of them is. */
import { ts } from 'ts-morph';
import { rangeOf, type TextRange } from './places.ts';
import type { Program } from './program.ts';
import { symbolAt, walk } from './symbols.ts';

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

/** A parameter by its name, with the text of its type. */
export const parameter = (program: Program) => (node: ts.ParameterDeclaration) => ({
  name: node.name.getText(),
  typeText: node.type?.getText() ?? program.checker.typeToString(program.checker.getTypeAtLocation(node)),
});

/** The names in the arguments of a call, in their order. */
export function usedNames(program: Program, call: ts.CallExpression): UsedName[] {
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
export function importOf({ checker }: Program, expression: ts.Expression): ImportRecord | undefined {
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

/** The nearest node around another of a certain kind. */
export function ancestor<T extends ts.Node>(
  node: ts.Node,
  test: (node: ts.Node) => node is T,
): T | undefined {
  for (let at = node.parent as ts.Node | undefined; at !== undefined; at = at.parent) if (test(at)) return at;
  return undefined;
}
