/** Which objects a value is, followed backwards through variables, factories and properties. */
import { ts } from 'ts-morph';
import type { Program } from './program.ts';
import { isFunctionWithBody, symbolAt, unwrap, walk, type FunctionNode } from './symbols.ts';

/** Where an object is made: a class that is constructed, or an object literal. */
export type ObjectSource = ts.ClassLikeDeclaration | ts.ObjectLiteralExpression;

/** Deeper chains of factories are not followed; what is missing is then looked up by type. */
const maxDepth = 12;

export function sourcesOf(program: Program, expression: ts.Expression, depth = maxDepth): ObjectSource[] {
  if (depth === 0) return [];
  const node = unwrap(expression);
  const next = (each: ts.Expression): ObjectSource[] => sourcesOf(program, each, depth - 1);
  if (ts.isObjectLiteralExpression(node)) return [node];
  if (ts.isNewExpression(node)) return classOf(program, node.expression);
  if (ts.isConditionalExpression(node)) return [...next(node.whenTrue), ...next(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return [...next(node.left), ...next(node.right)];
  if (ts.isIdentifier(node)) return valuesOf(program, node).flatMap(next);
  if (ts.isCallExpression(node))
    return functionsAt(program, node.expression).flatMap(returnedBy).flatMap(next);
  if (ts.isPropertyAccessExpression(node)) {
    return next(node.expression)
      .flatMap((source) => memberValues(source, node.name.text))
      .flatMap(next);
  }
  return [];
}

/** The expressions that a property of an object is given. */
export function memberValues(source: ObjectSource, name: string): ts.Expression[] {
  if (!ts.isObjectLiteralExpression(source)) {
    return source.members.flatMap((member) =>
      ts.isPropertyDeclaration(member) && member.name.getText() === name && member.initializer
        ? [member.initializer]
        : [],
    );
  }
  return source.properties.flatMap((property) => {
    if (ts.isShorthandPropertyAssignment(property) && property.name.text === name) return [property.name];
    if (ts.isPropertyAssignment(property) && property.name.getText() === name) return [property.initializer];
    return [];
  });
}

/** The expressions a function returns. */
export function returnedBy(node: FunctionNode): ts.Expression[] {
  if (!ts.isBlock(node.body)) return [node.body as ts.Expression];
  const found: ts.Expression[] = [];
  walk(node.body, (at) => {
    if (isFunctionWithBody(at)) return false;
    if (ts.isReturnStatement(at) && at.expression) found.push(at.expression);
    return true;
  });
  return found;
}

function classOf(program: Program, constructor: ts.Expression): ObjectSource[] {
  const symbol = symbolAt(program.checker, constructor);
  return (symbol?.declarations ?? []).filter(ts.isClassLike);
}

function valuesOf({ checker }: Program, name: ts.Identifier): ts.Expression[] {
  const declarations = symbolAt(checker, name)?.declarations ?? [];
  return declarations.flatMap((each) =>
    ts.isVariableDeclaration(each) && each.initializer ? [each.initializer] : [],
  );
}

/** The functions with a body that a name or property stands for, without looking behind interfaces. */
export function functionsAt({ checker }: Program, callee: ts.Expression): FunctionNode[] {
  const node = unwrap(callee);
  if (isFunctionWithBody(node)) return [node];
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  return (symbolAt(checker, name)?.declarations ?? []).flatMap(functionOf);
}

/** The function that a declaration declares. */
export function functionOf(declaration: ts.Node): FunctionNode[] {
  if (isFunctionWithBody(declaration)) return [declaration];
  const value =
    ts.isVariableDeclaration(declaration) ||
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertyAssignment(declaration)
      ? declaration.initializer
      : undefined;
  const inner = value === undefined ? undefined : unwrap(value);
  return inner !== undefined && isFunctionWithBody(inner) ? [inner] : [];
}
