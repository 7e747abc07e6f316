/** `xs.forEach((x) => { … })` as a loop that can wait. */
import { ts } from 'ts-morph';
import { isFunctionWithBody, walk } from '../../../analysis/symbols.ts';
import { isChain, type ContainerCall } from './container-call.ts';
import { waitAround } from './lift-calls.ts';
import { replace, spanOf, type Lifting } from './lifting.ts';
import type { Piece } from './model.ts';

/** Nothing where it was rewritten; else what is in the way. */
export function loopOver(lifting: Lifting, found: ContainerCall): string | undefined {
  const { call, callee, inline, cause } = found;
  const statement = call.parent;
  if (inline === undefined) return 'forEach does not wait for the function that it is given';
  if (!ts.isExpressionStatement(statement)) return 'the result of forEach is used, or it is part of a chain';
  if (isChain(call))
    return 'forEach does not wait for its callback, and the optional chain leaves no place for a loop';
  const problem = cannotInline(inline, callee.expression);
  if (problem !== undefined) return problem;
  const head = headOf(lifting, found, inline);
  if (head === undefined) return 'its parameters have default values, or are more than a loop can give';
  if (waitAround(lifting, call, cause) === undefined) return undefined;
  lifting.inlined.add(inline);
  withoutKeyword(lifting, inline);
  for (const leave of returnsOf(inline)) replace(lifting, leave, ['continue;']);
  replace(lifting, statement, [...head, ...bodyOf(inline)]);
  return undefined;
}

/** The callback becomes the body of a loop in the function around it, which is async for both. */
export function withoutKeyword(lifting: Lifting, inline: ts.Node): void {
  const path = lifting.program.pathOf(inline.getSourceFile());
  const list = lifting.splices.get(path) ?? [];
  const start = inline.getStart();
  lifting.splices.set(
    path,
    list.filter((each) => !(each.start === start && each.end === start && each.pieces[0] === 'async ')),
  );
}

/** What would mean something else outside of the callback. */
export function cannotInline(
  inline: ts.ArrowFunction | ts.FunctionExpression,
  receiver: ts.Expression,
  returns: 'result' | 'nothing' = 'nothing',
): string | undefined {
  const parameters = new Set(inline.parameters.flatMap(({ name }) => namesIn(name)));
  let problem: string | undefined;
  walk(receiver, (node) => {
    if (ts.isIdentifier(node) && parameters.has(node.text))
      problem = `its parameter has the name of what it goes through: ${node.text}`;
  });
  walk(inline.body, (node) => {
    if (
      !ts.isArrowFunction(inline) &&
      (node.kind === ts.SyntaxKind.ThisKeyword || (ts.isIdentifier(node) && node.text === 'arguments'))
    )
      problem = 'it uses its own this or arguments';
    if (ts.isVariableDeclarationList(node) && !(node.flags & ts.NodeFlags.BlockScoped))
      problem = 'it declares a var, which a loop would share';
    return !isFunctionWithBody(node);
  });
  if (problem !== undefined || returns === 'result') return problem;
  const returned = returnsOf(inline);
  if (returned.some(({ expression }) => expression !== undefined && mayMatter(expression)))
    return 'it returns a value in the middle';
  if (returned.some((each) => isInnerLoop(each, inline)))
    return 'it returns from within a loop or switch of its own';
  return undefined;
}

const mayMatter = (expression: ts.Expression): boolean =>
  !ts.isIdentifier(expression) || expression.text !== 'undefined';

function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}

function returnsOf(inline: ts.ArrowFunction | ts.FunctionExpression): ts.ReturnStatement[] {
  const found: ts.ReturnStatement[] = [];
  walk(inline.body, (node) => {
    if (ts.isReturnStatement(node)) found.push(node);
    return !isFunctionWithBody(node);
  });
  return found;
}

function isInnerLoop(node: ts.Node, limit: ts.Node): boolean {
  for (let at = node.parent; at !== limit; at = at.parent)
    if (ts.isIterationStatement(at, false) || ts.isSwitchStatement(at)) return true;
  return false;
}

/** `for (const x of xs) `, with the parameters as they were written. */
function headOf(
  lifting: Lifting,
  { callee }: ContainerCall,
  inline: ts.ArrowFunction | ts.FunctionExpression,
): Piece[] | undefined {
  const { parameters } = inline;
  if (
    parameters.length > 2 ||
    parameters.some((each) => each.initializer !== undefined || each.dotDotDotToken !== undefined)
  )
    return undefined;
  const receiver = spanOf(callee.expression);
  const [first, second] = parameters.map((parameter) => parameter.name.getText());
  if (second === undefined) {
    const isMap = containerName(lifting, callee).endsWith('Map');
    return [`for (const ${first ?? '_'} of `, receiver, isMap ? '.values()) ' : ') '];
  }
  if (containerName(lifting, callee).endsWith('Map'))
    return [`for (const [${second}, ${first}] of `, receiver, ') '];
  if (containerName(lifting, callee).endsWith('Set')) return undefined;
  return [`for (const [${second}, ${first}] of `, receiver, '.entries()) '];
}

function containerName({ program: { checker } }: Lifting, callee: ts.PropertyAccessExpression): string {
  const { symbol } = checker.getTypeAtLocation(callee.expression) as { symbol?: ts.Symbol };
  return symbol?.name ?? '';
}

function bodyOf({ body }: ts.ArrowFunction | ts.FunctionExpression): Piece[] {
  return ts.isBlock(body) ? [spanOf(body)] : [spanOf(body), ';'];
}
