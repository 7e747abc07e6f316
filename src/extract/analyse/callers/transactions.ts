/** Which calls run inside a transaction of their caller: in the function that opens it, or in one that is called from there. */
import { ts } from 'ts-morph';
import type { Callees } from '../../../analysis/calls.ts';
import { transactionAt, type TransactionExtent } from '../../../analysis/data/index.ts';
import { isFunctionWithBody, nameOfPlace, walk, type FunctionNode } from '../../../analysis/symbols.ts';
import type { Program } from '../../../analysis/program.ts';
import { ownerOf } from '../data/reach.ts';

export interface CallerTransaction {
  readonly extent: TransactionExtent;
  /** Names of functions from the one that opens the transaction to the one with the call. */
  readonly way: readonly string[];
}

export interface CallerTransactions {
  around(call: ts.Node): CallerTransaction | undefined;
}

/** Calls lead away from a transaction this far, and no further. */
const maxDepth = 8;

interface Entered {
  readonly extent: TransactionExtent;
  readonly way: readonly FunctionNode[];
}

export function openCallerTransactions(
  program: Program,
  files: readonly ts.SourceFile[],
  callees: Callees,
): CallerTransactions {
  let entered: Map<FunctionNode, Entered> | undefined;
  const names = (way: readonly ts.Node[]): string[] => [
    ...new Set(way.map((each) => nameOfPlace(program, each))),
  ];
  return {
    around: (call) => {
      const direct = transactionAt(call);
      if (direct !== undefined) return { extent: direct, way: names([call]) };
      entered ??= functionsInTransactions(files, callees);
      const owner = ownerOf(call);
      const found = owner && entered.get(owner);
      return found && { extent: found.extent, way: names([...found.way, call]) };
    },
  };
}

/** Functions that run in a transaction because something in one calls them. */
function functionsInTransactions(
  files: readonly ts.SourceFile[],
  callees: Callees,
): Map<FunctionNode, Entered> {
  const found = new Map<FunctionNode, Entered>();
  const queue: FunctionNode[] = [];
  const enter = (call: ts.CallExpression, entered: Entered): void => {
    for (const callee of callees.of(call)) {
      if (found.has(callee) || entered.way.length > maxDepth) continue;
      found.set(callee, entered);
      queue.push(callee);
    }
  };
  for (const file of files.filter((each) => mayTransact.test(each.text))) {
    walk(file, (node) => {
      if (!ts.isCallExpression(node)) return;
      const extent = transactionAt(node);
      const owner = extent && (ownerOf(node) ?? functionOfFile(node));
      if (extent !== undefined && owner !== undefined) enter(node, { extent, way: [owner] });
    });
  }
  for (const function_ of queue) {
    const entered = found.get(function_);
    if (entered === undefined) continue;
    walk(function_.body, (node) => {
      // What a callee does after the transaction, or in one of its own, is not in this one.
      if (ts.isCallExpression(node))
        enter(node, { extent: entered.extent, way: [...entered.way, function_] });
    });
  }
  return found;
}

/** A text without any of these opens no transaction. */
const mayTransact =
  /[tT]ransact|\bbegin\b|BEGIN|atomic|unitOfWork|UnitOfWork|\buow\b|\b(?:trx|tx)\b|withTx|inTx|QueryRunner|ClientSession/;

function functionOfFile(node: ts.Node): FunctionNode | undefined {
  for (let at = node.parent as ts.Node | undefined; at !== undefined; at = at.parent)
    if (isFunctionWithBody(at)) return at;
  return undefined;
}
