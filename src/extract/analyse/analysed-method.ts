import type { ts } from 'ts-morph';
import type { FunctionNode } from '../../analysis/symbols.ts';
import type { Method } from '../contract/model.ts';

/** A method of the port, with what of it stays in the compiler's terms. */
export interface AnalysedMethod {
  /** `Payments.charge` */
  readonly title: string;
  readonly member: ts.Symbol;
  readonly bodies: readonly FunctionNode[];
  readonly method: Method;
  /** Classes of its declared errors. */
  readonly errors: readonly ts.Symbol[];
}
