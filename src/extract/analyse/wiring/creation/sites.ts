/** Which expression is bound, and how another process makes the same. */
import { ts } from 'ts-morph';
import { portSymbol } from '../../../../analysis/port-symbol.ts';
import { isFunctionWithBody } from '../../../../analysis/symbols.ts';
import type { FunctionNode } from '../../../../analysis/symbols.ts';
import type { WiringRequest, WiringStyleId } from '../model.ts';
import { callersOf, symbolOfFunction } from '../slice/callers.ts';
import { bindingAround, makerAround, outermost, type Creation } from './places.ts';

export interface Site {
  readonly style: WiringStyleId;
  /** What goes into the thunk. */
  readonly bound: ts.Expression;
  /** What another process evaluates: the same, or the calls of the function that it stands in. */
  readonly made: readonly ts.Expression[];
  /** The expression gives a promise. */
  readonly async: boolean;
  readonly alreadyBound: boolean;
}

/**
 * From where an object is made to where it is put together: through functions that have one caller, so that nothing of
 * what they do is done in `remote`. A function that several places call is changed itself.
 */
export function siteOf(request: WiringRequest, creation: Creation): Site {
  const { program, binder } = request;
  let bound: ts.Expression = creation;
  let async = false;
  let style: WiringStyleId = 'construction';
  for (let depth = 0; depth < 8; depth += 1) {
    const binding = bindingAround(bound, binder.name);
    const around = binding ?? bound;
    const maker = makerAround(program, around);
    const calls = maker === undefined ? [] : callsOf(request, maker);
    const [call, ...others] = calls;
    if (maker === undefined || call === undefined) {
      return {
        style: styleOf(around, style),
        bound,
        made: [bound],
        async,
        alreadyBound: binding !== undefined,
      };
    }
    style = 'factory';
    const stays = others.length > 0 || !isOwnWork(maker) || !givesPort(request, call);
    if (binding !== undefined || stays) {
      return { style, bound, made: calls.map(awaited), async, alreadyBound: binding !== undefined };
    }
    async ||= isAsync(maker);
    bound = call;
  }
  return { style, bound, made: [bound], async, alreadyBound: false };
}

function callsOf({ program }: WiringRequest, maker: FunctionNode): ts.CallExpression[] {
  const symbol = symbolOfFunction(program, maker);
  return symbol === undefined || !isNamed(maker)
    ? []
    : callersOf(program, symbol).filter((each): each is ts.CallExpression => ts.isCallExpression(each));
}

/** A function of a file, or a static method: whoever imports it can call it. */
const isNamed = (maker: FunctionNode): boolean =>
  ts.isFunctionDeclaration(maker) ||
  ts.isVariableDeclaration(maker.parent) ||
  (ts.isMethodDeclaration(maker) && isStatic(maker));

const isStatic = (node: ts.MethodDeclaration): boolean =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;

/** A factory may declare less than what it makes: `(): AddAccount => new DbAddAccount(…)`. */
function givesPort({ program, port }: WiringRequest, call: ts.CallExpression): boolean {
  const { checker } = program;
  const symbol = portSymbol(program, port)?.symbol;
  if (symbol === undefined) return true;
  const given = checker.getTypeAtLocation(call);
  const wanted = checker.getDeclaredTypeOfSymbol(symbol);
  if (((wanted as ts.InterfaceType).typeParameters?.length ?? 0) > 0) return true;
  return checker.isTypeAssignableTo(checker.getAwaitedType(given) ?? given, wanted);
}

/** It has no way to give back what it made before. */
const isOwnWork = (maker: FunctionNode): boolean => !/\?\?=|\|\|=|\binstance\b/.test(maker.getText());

const isAsync = (maker: FunctionNode): boolean =>
  maker.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true;

/** With the `await` before it. */
function awaited(call: ts.Expression): ts.Expression {
  const whole = outermost(call);
  return ts.isAwaitExpression(whole.parent) ? whole.parent : call;
}

function styleOf(node: ts.Expression, style: WiringStyleId): WiringStyleId {
  if (style === 'factory') return style;
  const { parent } = outermost(node);
  if (ts.isPropertyAssignment(parent)) return 'deps-object';
  if (ts.isExportAssignment(parent)) return 'singleton';
  if (!ts.isVariableDeclaration(parent)) return style;
  return isAtTop(parent) ? 'singleton' : style;
}

function isAtTop(node: ts.Node): boolean {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) if (isFunctionWithBody(at)) return false;
  return true;
}
