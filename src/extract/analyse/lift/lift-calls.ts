/** Awaiting one call, and making what it stands in able to wait. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import { isFunctionWithBody, type FunctionNode } from '../../../analysis/symbols.ts';
import { diagnostic } from '../../../diagnostics/index.ts';
import {
  allowsTopLevelAwait,
  containerOf,
  isAsync,
  returnsFromGuarded,
  unwrappedParent,
} from './containers.ts';
import { titleOf } from './declarations.ts';
import { liftDeclaration, makeAsync } from './lift-declaration.ts';
import { block, report, spanOf, splice, type Lifting } from './lifting.ts';
import { returnKind } from './return-kind.ts';

/** Awaits an expression whose value is a promise from now on. */
export function awaitCall(lifting: Lifting, call: ts.Expression, cause: ts.SignatureDeclaration): void {
  if (lifting.awaited.has(call)) return;
  const within = waitAround(lifting, call, cause);
  if (within === undefined) return;
  lifting.awaited.set(call, within);
}

/** Writes the awaits, once it is known which callbacks become loops: there, nothing can be handed on. */
export function writeAwaits(lifting: Lifting): void {
  for (const [call, within] of lifting.awaited) {
    if (within === call || isAwaited(call) || isHandedOn(lifting, call, within)) continue;
    addAwait(lifting, call);
  }
}

/** Makes what a node stands in able to wait, and returns it; nothing where that is refused. */
export function waitAround(
  lifting: Lifting,
  node: ts.Node,
  cause: ts.SignatureDeclaration,
): ts.Node | undefined {
  const container = containerOf(node);
  const calls = titleOf(cause);
  switch (container.kind) {
    case 'function':
      return makeWaiting(lifting, container.node, node, cause) ? container.node : undefined;
    case 'module':
      return moduleWaits(lifting, container.file, node, calls) ? container.file : undefined;
    case 'field':
      block(lifting, 'lift-in-field', node, { calls, caller: ownerOf(container.node) });
      return undefined;
    case 'default-parameter': {
      const caller = titleOf(container.node as ts.SignatureDeclaration);
      block(lifting, 'lift-in-default-parameter', node, { calls, caller });
      return undefined;
    }
    case 'namespace':
      block(lifting, 'lift-at-module-level', node, {
        calls,
        reason: 'a namespace cannot wait while it is made',
      });
      return undefined;
    case 'decorator':
      block(lifting, 'lift-in-decorator', node, { calls });
      return undefined;
  }
}

const ownerOf = (member: ts.Node): string =>
  ts.isClassLike(member.parent) ? (member.parent.name?.text ?? 'a class') : 'an object';

function makeWaiting(
  lifting: Lifting,
  node: FunctionNode,
  at: ts.Node,
  cause: ts.SignatureDeclaration,
): boolean {
  if (isAsync(node)) return true;
  const calls = titleOf(cause);
  if (ts.isConstructorDeclaration(node)) block(lifting, 'lift-in-constructor', at, { calls });
  else if (ts.isAccessor(node)) block(lifting, 'lift-in-accessor', at, { calls });
  else if (node.asteriskToken !== undefined) block(lifting, 'lift-in-generator', at, { calls });
  else {
    if (returnKind(lifting.program.checker, node) === 'promise') makeAsync(lifting, node, cause);
    else liftDeclaration(lifting, node, cause);
    return true;
  }
  return false;
}

function moduleWaits(lifting: Lifting, file: ts.SourceFile, node: ts.Node, calls: string): boolean {
  const path = lifting.program.pathOf(file);
  if (!allowsTopLevelAwait(lifting.program, file)) {
    block(lifting, 'lift-at-module-level', node, { calls, caller: path });
    return false;
  }
  report(
    lifting,
    diagnostic(
      'lift-top-level-await',
      { file: path, calls },
      { place: placeFor(lifting.program, node, path) },
    ),
  );
  return true;
}

const isAwaited = (call: ts.Expression): boolean => ts.isAwaitExpression(unwrappedParent(call).parent);

/** `return call()` of an async function hands the promise on, unless something around it waits for the end. */
function isHandedOn(lifting: Lifting, call: ts.Expression, within: ts.Node): boolean {
  if (!isFunctionWithBody(within) || lifting.inlined.has(within)) return false;
  let at: ts.Node = call;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  if (ts.isArrowFunction(within) && within.body === at) return true;
  return ts.isReturnStatement(at.parent) && !returnsFromGuarded(at.parent, within);
}

function addAwait(lifting: Lifting, call: ts.Expression): void {
  const span = spanOf(call);
  const parentheses = needsParentheses(call);
  const guard = parentheses && startsStatement(call) ? ';' : '';
  splice(lifting, call, {
    ...span,
    pieces: parentheses ? [`${guard}(await `, span, ')'] : ['await ', span],
  });
  continueChain(lifting, call);
}

/** `svc?.get(id).name`: the short circuit has to go on behind the parentheses. */
function continueChain(lifting: Lifting, call: ts.Expression): void {
  const { parent } = call;
  const isChained = ts.isCallExpression(call) && (call.flags & ts.NodeFlags.OptionalChain) !== 0;
  if (!isChained || !needsParentheses(call)) return;
  const next = ts.isNonNullExpression(parent) ? parent.parent : parent;
  const isLink =
    ts.isPropertyAccessExpression(next) || ts.isElementAccessExpression(next) || ts.isCallExpression(next);
  if (!isLink || next.questionDotToken !== undefined) return;
  const text = call.getSourceFile().text;
  const from = next.expression.getEnd();
  const token = ts.isPropertyAccessExpression(next) ? '.' : ts.isCallExpression(next) ? '(' : '[';
  const at = text.indexOf(token, from);
  splice(lifting, call, { start: at, end: at + 1, pieces: [token === '.' ? '?.' : `?.${token}`] });
}

const isSpread = (node: ts.Node): boolean => ts.isSpreadElement(node) || ts.isSpreadAssignment(node);

/** Where `await` binds less than what is around it, or formatters would add parentheses for readers. */
export function needsParentheses(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isNonNullExpression(parent) || ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent))
    return true;
  if (ts.isPrefixUnaryExpression(parent) || ts.isTypeOfExpression(parent) || isSpread(parent)) return true;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent))
    return parent.expression === node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression === node;
  if (ts.isTaggedTemplateExpression(parent)) return parent.tag === node;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  const isAssignment = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  return !isAssignment && kind !== ts.SyntaxKind.CommaToken;
}

/** True where a parenthesis would be read as the arguments of the statement before, which has no semicolon. */
function startsStatement(node: ts.Expression): boolean {
  let at: ts.Node = node;
  while (!ts.isStatement(at) && at.parent.getStart() === node.getStart()) at = at.parent;
  if (!ts.isExpressionStatement(at)) return false;
  const { parent } = at;
  if (!ts.isBlock(parent) && !ts.isSourceFile(parent) && !ts.isCaseOrDefaultClause(parent)) return false;
  const before = parent.statements[parent.statements.indexOf(at) - 1];
  if (before === undefined) return false;
  const mayGoOn =
    ts.isVariableStatement(before) || ts.isExpressionStatement(before) || ts.isReturnStatement(before);
  return mayGoOn && !before.getText().endsWith(';');
}

/** Awaits every call of something that is lifted. */
export function awaitCalls(lifting: Lifting, declaration: ts.SignatureDeclaration): void {
  for (const call of lifting.index.callsOf(declaration)) awaitCall(lifting, call, declaration);
}
