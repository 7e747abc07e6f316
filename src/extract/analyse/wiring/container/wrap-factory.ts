/** Putting the binding around what a factory function returns, so that its body runs only where the port is local. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { isFunctionWithBody, unwrap, walk, type FunctionNode } from '../../../../analysis/symbols.ts';
import type { TextEdit } from '../../../../changes/index.ts';
import { insert } from '../edits.ts';
import type { Binder } from '../model.ts';

/** Name of the binder that takes a function which returns a promise. */
export const asyncBinder = ({ name }: Binder): string => `${name}Async`;

/** True for `bindPayments` and `bindPaymentsAsync` anywhere below a node. */
export function isBound(node: ts.Node, binder: Binder): boolean {
  let found = false;
  walk(node, (at) => {
    if (ts.isCallExpression(at) && ts.isIdentifier(at.expression)) {
      found ||= at.expression.text === binder.name || at.expression.text === asyncBinder(binder);
    }
    return !found;
  });
  return found;
}

/** True for what stands inside the binding itself. */
export function isInsideBinding(node: ts.Node, { name }: Binder): boolean {
  for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent) {
    if (
      ts.isCallExpression(at) &&
      (at.expression.getText() === name || at.expression.getText() === `${name}Async`)
    )
      return true;
  }
  return false;
}

/** True when a function returns a promise. */
export function isAsync({ checker }: Program, node: ts.Expression | ts.MethodDeclaration): boolean {
  const signature = ts.isMethodDeclaration(node)
    ? checker.getSignatureFromDeclaration(node)
    : checker.getTypeAtLocation(node).getCallSignatures()[0];
  if (signature === undefined) return false;
  return checker.getReturnTypeOfSignature(signature).symbol?.name === 'Promise';
}

export interface WrappedFactory {
  readonly edits: readonly TextEdit[];
  /** The binder's name that the edits use, for its import. */
  readonly binder: string;
}

/**
 * Edits that bind the result of a factory. A function written in place keeps its parameters and its text; a function that
 * is only named is called with whatever it would have been given.
 */
export function wrapFactory(
  program: Program,
  given: ts.Expression | ts.MethodDeclaration,
  binder: Binder,
): WrappedFactory {
  const later = isAsync(program, given);
  const name = later ? asyncBinder(binder) : binder.name;
  const inner = ts.isMethodDeclaration(given) ? given : unwrap(given);
  if (isFunctionWithBody(inner)) return { edits: wrapBody(inner, name), binder: name };
  const text = inner.getText();
  const call = `(...args: Parameters<typeof ${text}>) => ${name}(() => ${text}(...args))`;
  return { edits: [{ start: inner.getStart(), end: inner.end, text: call }], binder: name };
}

function wrapBody(node: FunctionNode, binder: string): TextEdit[] {
  const { body } = node;
  const asynchronous = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
    ? 'async '
    : '';
  const start = body.getStart();
  if (ts.isArrowFunction(node)) {
    return [insert(start, `${binder}(${asynchronous}() => `), insert(body.end, ')')];
  }
  return [insert(start + 1, ` return ${binder}(${asynchronous}() => {`), insert(body.end - 1, '}); ')];
}
