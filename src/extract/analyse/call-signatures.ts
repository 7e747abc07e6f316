/** How the program calls a method: what a generic signature becomes at each call, and which arguments are ever given. */
import { ts } from 'ts-morph';
import type { Program } from '../../analysis/program.ts';
import { walk } from '../../analysis/symbols.ts';
import { isTest } from './options.ts';

export interface MethodCall {
  readonly call: ts.CallExpression;
  readonly signature: ts.Signature;
}

type CallsByName = ReadonlyMap<string, readonly ts.CallExpression[]>;
const indexes = new WeakMap<Program, CallsByName>();

/** Calls of functions with one of these declarations, tests left out. */
export function callsOf(
  program: Program,
  name: string,
  declarations: readonly ts.Node[],
): readonly MethodCall[] {
  const index = indexes.get(program) ?? indexCalls(program);
  indexes.set(program, index);
  return (index.get(name) ?? []).flatMap((call) => {
    const signature = program.checker.getResolvedSignature(call);
    const declaration = signature?.declaration;
    return signature !== undefined && declaration !== undefined && declarations.includes(declaration)
      ? [{ call, signature }]
      : [];
  });
}

function indexCalls(program: Program): CallsByName {
  const found = new Map<string, ts.CallExpression[]>();
  for (const file of program.files.filter((each) => !isTest(program.pathOf(each)))) {
    walk(file, (node) => {
      if (!ts.isCallExpression(node)) return;
      const callee = node.expression;
      const name = ts.isPropertyAccessExpression(callee)
        ? callee.name.text
        : ts.isIdentifier(callee)
          ? callee.text
          : undefined;
      if (name !== undefined) found.set(name, [...(found.get(name) ?? []), node]);
    });
  }
  return found;
}

/** True when some call gives a value at this position; `undefined` written out is none. */
export function isGiven(calls: readonly MethodCall[], index: number): boolean {
  return calls.some(({ call }) => {
    const before = call.arguments.slice(0, index + 1);
    if (before.some(ts.isSpreadElement)) return true;
    const given = call.arguments[index];
    return given !== undefined && !(ts.isIdentifier(given) && given.text === 'undefined');
  });
}
