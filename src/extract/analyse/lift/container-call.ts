import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import { diagnostic } from '../../../diagnostics/index.ts';
import { callerOf, report, type Lifting } from './lifting.ts';

/** A call of a method of a built-in container, whose callback has to wait. */
export interface ContainerCall {
  readonly call: ts.CallExpression;
  readonly callee: ts.PropertyAccessExpression;
  readonly method: string;
  /** The callback as it stands there. */
  readonly node: ts.Expression;
  readonly inline: ts.ArrowFunction | ts.FunctionExpression | undefined;
  readonly cause: ts.SignatureDeclaration;
  /** The name of what is waited for. */
  readonly calls: string;
}

export function reportConcurrent(lifting: Lifting, call: ts.Node, calls: string): void {
  const caller = callerOf(lifting, call);
  report(
    lifting,
    diagnostic('lift-concurrent', { caller, calls }, { place: placeFor(lifting.program, call, caller) }),
  );
}

export const isChain = (node: ts.Node): boolean => (node.flags & ts.NodeFlags.OptionalChain) !== 0;
