/** The expressions that make an implementation, and the functions that do nothing but hand it on. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { isFunctionWithBody, symbolAt, walk, type FunctionNode } from '../../../../analysis/symbols.ts';
import { isTest } from '../../options.ts';
import type { WiringRequest } from '../model.ts';

/** `new PaymentService(db)`, or the object literal that implements the interface. */
export type Creation = ts.NewExpression | ts.ObjectLiteralExpression;

export function creationsOf({ program, port, binder }: WiringRequest): Creation[] {
  const generated = binder.file.slice(0, binder.file.lastIndexOf('/remote/') + '/remote/'.length);
  const isOurs = (path: string): boolean => !isTest(path) && !path.startsWith(generated);
  const classes = new Set<ts.Node>();
  const literals: ts.ObjectLiteralExpression[] = [];
  for (const { file, start } of port.implementations) {
    const source = program.file(file);
    if (source === undefined || !isOurs(file)) continue;
    walk(source, (node) => {
      if (node.getStart(source) !== start) return;
      if (ts.isClassLike(node)) classes.add(node);
      if (ts.isObjectLiteralExpression(node)) literals.push(node);
    });
  }
  return [...news(program, classes, isOurs), ...literals];
}

function news(
  program: Program,
  classes: ReadonlySet<ts.Node>,
  isOurs: (path: string) => boolean,
): ts.NewExpression[] {
  const found: ts.NewExpression[] = [];
  for (const file of program.files.filter((each) => isOurs(program.pathOf(each)))) {
    walk(file, (node) => {
      if (!ts.isNewExpression(node)) return;
      const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      const declarations = symbolAt(program.checker, callee)?.declarations ?? [];
      if (declarations.some((each) => classes.has(each))) found.push(node);
    });
  }
  return found;
}

/** Out of parentheses, `as`, `satisfies` and `!`. */
export function outermost(node: ts.Expression): ts.Expression {
  const { parent } = node;
  const wraps =
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isNonNullExpression(parent);
  return wraps ? outermost(parent) : node;
}

/** The function whose result an expression is: returned at once, or kept in a constant that is only returned. */
export function makerAround(program: Program, node: ts.Expression): FunctionNode | undefined {
  const whole = outermost(node);
  const { parent } = whole;
  if (ts.isArrowFunction(parent) && parent.body === whole) return parent;
  if (ts.isReturnStatement(parent)) return functionOfReturn(parent);
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return undefined;
  return returnedFrom(program, parent, parent.name);
}

function functionOfReturn(node: ts.ReturnStatement): FunctionNode | undefined {
  for (let at: ts.Node = node.parent; !ts.isSourceFile(at); at = at.parent)
    if (isFunctionWithBody(at)) return at;
  return undefined;
}

function returnedFrom(
  { checker }: Program,
  declaration: ts.VariableDeclaration,
  name: ts.Identifier,
): FunctionNode | undefined {
  const symbol = checker.getSymbolAtLocation(name);
  const block = declaration.parent.parent.parent;
  if (!ts.isBlock(block) || !isFunctionWithBody(block.parent)) return undefined;
  const uses: ts.Identifier[] = [];
  walk(block, (node) => {
    if (ts.isIdentifier(node) && node !== name && checker.getSymbolAtLocation(node) === symbol)
      uses.push(node);
  });
  const [use, ...others] = uses;
  return use !== undefined && others.length === 0 && ts.isReturnStatement(use.parent)
    ? block.parent
    : undefined;
}

/** The call around the thunk that an expression is all of: it was bound before. */
export function bindingAround(node: ts.Expression, binder: string): ts.CallExpression | undefined {
  let whole = outermost(node);
  if (ts.isAwaitExpression(whole.parent)) whole = outermost(whole.parent);
  const thunk = whole.parent;
  if (!ts.isArrowFunction(thunk) || thunk.body !== whole || !ts.isCallExpression(thunk.parent))
    return undefined;
  const name = thunk.parent.expression.getText();
  return name === binder || name === `${binder}Async` ? thunk.parent : undefined;
}
