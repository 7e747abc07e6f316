/** `filter`, `some`, `every`, `find`, `findIndex` and `reduce`: the part that has to wait moves in front of the statement. */
import { ts } from 'ts-morph';
import { isFunctionWithBody } from '../../../analysis/symbols.ts';
import { isChain, reportConcurrent, type ContainerCall } from './container-call.ts';
import { unwrappedParent } from './containers.ts';
import { waitAround } from './lift-calls.ts';
import { replace, spanOf, splice, type Lifting } from './lifting.ts';
import { cannotInline, withoutKeyword } from './loops.ts';
import type { Piece, Span } from './model.ts';

const noPlace = 'it is not the first thing that its statement does, so that nothing can be awaited before it';

/** `const keep = await Promise.all(xs.map(test))`, then a filter that looks at what was kept. */
export function hoistFilter(lifting: Lifting, found: ContainerCall): string | undefined {
  const { call, callee, node, cause, calls } = found;
  const at = statementAround(lifting, call);
  if (at === undefined) return noPlace;
  if (isChain(call) || !isSteady(callee.expression))
    return 'what it goes through would be evaluated twice; keep it in a variable first';
  if (waitAround(lifting, call, cause) === undefined) return undefined;
  const keep = freshName(lifting, call, 'keep');
  const receiver = spanOf(callee.expression);
  moveBefore(lifting, at, [`const ${keep} = await Promise.all(`, receiver, '.map(', spanOf(node), '));']);
  const [start, end] = [callee.getEnd(), call.getEnd()];
  splice(lifting, call, { start, end, pieces: [`((_, index) => ${keep}[index])`] });
  reportConcurrent(lifting, call, calls);
  return undefined;
}

/** `some`, `every`, `find` and `findIndex` stop at the first item that decides; so does the loop. */
export function hoistSearch(lifting: Lifting, found: ContainerCall): string | undefined {
  const { call, callee, method, inline, cause } = found;
  const at = statementAround(lifting, call);
  if (at === undefined) return noPlace;
  const test = inline && testOf(inline);
  if (inline === undefined || test === undefined) return `${method} uses what it returns at once`;
  const problem = cannotHoist(found, inline);
  if (problem !== undefined) return problem;
  if (waitAround(lifting, call, cause) === undefined) return undefined;
  const name = freshName(lifting, call, method === 'every' ? 'all' : 'found');
  const index = freshName(lifting, call, 'index');
  const item = inline.parameters[0]?.name.getText() ?? '_';
  const receiver = spanOf(callee.expression);
  const [start, hit, condition] = searchPieces(method, {
    name,
    item,
    index,
    receiver: callee.expression.getText(),
    test,
  });
  const isIndexed = method === 'findIndex';
  enter(lifting, inline);
  const { indent, unit, eol } = at;
  moveBefore(lifting, at, [
    start,
    `${eol}${indent}for (const ${isIndexed ? `[${index}, ${item}]` : item} of `,
    receiver,
    isIndexed ? '.entries()) {' : ') {',
    `${eol}${indent}${unit}if (`,
    ...condition,
    ') {',
    `${eol}${indent}${unit}${unit}${hit}`,
    `${eol}${indent}${unit}${unit}break;`,
    `${eol}${indent}${unit}}`,
    `${eol}${indent}}`,
  ]);
  replace(lifting, call, [name]);
  return undefined;
}

interface Search {
  readonly name: string;
  readonly item: string;
  readonly index: string;
  readonly receiver: string;
  readonly test: ts.Expression;
}

function searchPieces(
  method: string,
  { name, item, index, receiver, test }: Search,
): [start: string, hit: string, condition: readonly Piece[]] {
  const condition: Piece[] = [spanOf(test)];
  if (method === 'some') return [`let ${name} = false;`, `${name} = true;`, condition];
  if (method === 'findIndex') return [`let ${name} = -1;`, `${name} = ${index};`, condition];
  if (method === 'every') return [`let ${name} = true;`, `${name} = false;`, ['!(', ...condition, ')']];
  return [`let ${name}: (typeof ${receiver})[number] | undefined;`, `${name} = ${item};`, condition];
}

/** `reduce` with a start: the accumulator is a variable of the loop. */
export function hoistReduce(lifting: Lifting, found: ContainerCall): string | undefined {
  const { call, callee, inline, cause } = found;
  const at = statementAround(lifting, call);
  const [, start] = call.arguments;
  if (at === undefined) return noPlace;
  const value = inline && testOf(inline);
  if (inline === undefined || value === undefined || inline.parameters.length !== 2 || start === undefined)
    return 'reduce uses what it returns at once';
  const [total, item] = inline.parameters.map((parameter) => parameter.name);
  if (total === undefined || item === undefined || !ts.isIdentifier(total))
    return 'reduce uses what it returns at once';
  const problem =
    cannotHoist(found, inline) ??
    (isTaken(lifting, call, total.text, inline)
      ? `the name ${total.text} is taken outside of it`
      : undefined);
  if (problem !== undefined) return problem;
  if (waitAround(lifting, call, cause) === undefined) return undefined;
  enter(lifting, inline);
  const { indent, unit, eol } = at;
  const type = call.typeArguments?.[0] ?? inline.parameters[0]?.type;
  moveBefore(lifting, at, [
    `let ${total.text}${type === undefined ? '' : `: ${type.getText()}`} = `,
    spanOf(start),
    `;${eol}${indent}for (const ${item.getText()} of `,
    spanOf(callee.expression),
    ') {',
    `${eol}${indent}${unit}${total.text} = `,
    spanOf(value),
    `;${eol}${indent}}`,
  ]);
  replace(lifting, call, [total.text]);
  return undefined;
}

/** The expression that a callback returns, where it does nothing else. */
function testOf({ body }: ts.ArrowFunction | ts.FunctionExpression): ts.Expression | undefined {
  if (!ts.isBlock(body)) return body;
  const [only, ...others] = body.statements;
  return only !== undefined && others.length === 0 && ts.isReturnStatement(only)
    ? only.expression
    : undefined;
}

function cannotHoist(
  { call, callee, method }: ContainerCall,
  inline: ts.ArrowFunction | ts.FunctionExpression,
): string | undefined {
  if (isChain(call)) return `the optional chain around ${method} leaves no place for a loop`;
  if (method !== 'reduce' && inline.parameters.length > 1) return `its callback looks at more than the item`;
  if (inline.parameters.some((each) => each.initializer !== undefined || each.dotDotDotToken !== undefined))
    return 'its parameters have default values';
  if (method === 'find' && !isSteady(callee.expression))
    return 'what it goes through has no name; keep it in a variable first';
  return cannotInline(inline, callee.expression, 'result');
}

function enter(lifting: Lifting, inline: ts.Node): void {
  lifting.inlined.add(inline);
  withoutKeyword(lifting, inline);
}

/** A statement, or the expression that an arrow function returns, and how lines before it are written. */
interface Before extends Span {
  readonly node: ts.Statement | ts.Expression;
  readonly indent: string;
  readonly unit: string;
  readonly eol: string;
}

function moveBefore(lifting: Lifting, at: Before, pieces: readonly Piece[]): void {
  const { node, start, end, indent, unit, eol } = at;
  lifting.hoisted.add(node);
  if (ts.isStatement(node)) {
    splice(lifting, node, { start, end: start, pieces: [...pieces, `${eol}${indent}`] });
    return;
  }
  const [open, close] = [`{${eol}${indent}`, `;${eol}${indent.slice(unit.length)}}`];
  splice(lifting, node, {
    start,
    end,
    pieces: [open, ...pieces, `${eol}${indent}return `, { start, end }, close],
  });
}

/** The statement that an expression is the first part of, where another can be put in front of it. */
function statementAround(lifting: Lifting, call: ts.Expression): Before | undefined {
  let at: ts.Node = call;
  while (!ts.isStatement(at) && !isConcise(at)) {
    if (!isFirstIn(at, at.parent)) return undefined;
    at = at.parent;
  }
  const { parent } = at;
  const isList = ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent);
  if ((!isList && !isConcise(at)) || lifting.hoisted.has(at)) return undefined;
  const { text } = at.getSourceFile();
  const start = at.getStart();
  const unit = unitOf(text);
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))?.[0] ?? '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const node = at as ts.Statement | ts.Expression;
  return { node, start, end: at.getEnd(), indent: isConcise(at) ? indent + unit : indent, unit, eol };
}

const isConcise = (node: ts.Node): boolean =>
  ts.isArrowFunction(node.parent) && node.parent.body === node && !ts.isBlock(node);

const unitOf = (text: string): string => /\n(\t| {2,8})\S/.exec(text)?.[1] ?? '  ';

function isFirstIn(node: ts.Node, parent: ts.Node): boolean {
  if (
    ts.isPropertyAccessExpression(parent) ||
    ts.isElementAccessExpression(parent) ||
    ts.isCallExpression(parent)
  )
    return parent.expression === node;
  if (
    ts.isParenthesizedExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isPrefixUnaryExpression(parent)
  )
    return true;
  if (ts.isVariableDeclaration(parent)) return parent.initializer === node;
  if (ts.isVariableDeclarationList(parent))
    return parent.declarations[0] === node && ts.isVariableStatement(parent.parent);
  if (
    ts.isVariableStatement(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isExpressionStatement(parent) ||
    ts.isThrowStatement(parent)
  )
    return true;
  if (ts.isIfStatement(parent) || ts.isSwitchStatement(parent)) return parent.expression === node;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (!ts.isBinaryExpression(parent)) return false;
  return (
    parent.left === node ||
    (parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isIdentifier(parent.left))
  );
}

/** A name, or a path of names from one: looking twice gives the same. */
function isSteady(node: ts.Expression): boolean {
  if (ts.isIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword) return true;
  return ts.isPropertyAccessExpression(node) && isSteady(node.expression);
}

const isTaken = ({ program: { checker } }: Lifting, call: ts.Node, name: string, inline: ts.Node): boolean =>
  checker
    .getSymbolsInScope(call, ts.SymbolFlags.Value)
    .some(
      (symbol) =>
        symbol.name === name &&
        !symbol.declarations?.some((each) => each.pos >= inline.pos && each.end <= inline.end),
    ) || (unwrappedParent(call).parent as ts.Node & { name?: ts.Node }).name?.getText() === name;

/** A name that nothing in the function around a node has. */
function freshName(lifting: Lifting, node: ts.Node, wanted: string): string {
  const scope = outermostFunction(node);
  const path = lifting.program.pathOf(node.getSourceFile());
  const added = (lifting.splices.get(path) ?? []).filter(
    ({ start, end }) => start >= scope.pos && end <= scope.end,
  );
  const strings = added.flatMap(({ pieces }) => pieces).filter((piece) => typeof piece === 'string');
  const text = [scope.getFullText(), ...strings].join('\n');
  const isFree = (name: string): boolean => !new RegExp(`\\b${name}\\b`).test(text);
  if (isFree(wanted)) return wanted;
  for (let number = 2; ; number++) if (isFree(`${wanted}${number}`)) return `${wanted}${number}`;
}

function outermostFunction(node: ts.Node): ts.Node {
  let found: ts.Node = node.getSourceFile();
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) if (isFunctionWithBody(at)) found = at;
  return found;
}
