import { ts } from 'ts-morph';
import { isFunctionWithBody } from '../../../analysis/symbols.ts';

/** Methods of arrays and maps that call their callback once for each item. */
const perItem =
  /^(?:map|forEach|filter|flatMap|some|every|find|findIndex|findLast|reduce|reduceRight|sort|mapLimit|from)$/;

/** True when a node runs more than once for one run of the function around it. */
export function isInLoop(node: ts.Node): boolean {
  for (let at = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (isRepeated(at, parent)) return true;
    if (isFunctionWithBody(parent) && !isItemCallback(parent)) return false;
    if (isFunctionWithBody(parent)) return true;
  }
  return false;
}

/** What a loop starts from runs once. */
function isRepeated(node: ts.Node, parent: ts.Node): boolean {
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.statement === node;
  if (ts.isForStatement(parent)) return parent.initializer !== node;
  return ts.isWhileStatement(parent) || ts.isDoStatement(parent);
}

function isItemCallback(node: ts.Node): boolean {
  const call = node.parent;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  return call.arguments.some((argument) => argument === node) && perItem.test(call.expression.name.text);
}

/** `Promise.all(items.map((item) => port.call(item)))`: all at once, not one after the other. */
export function isTogether(call: ts.Node): boolean {
  for (let at = call; at.parent !== undefined; at = at.parent) {
    if (ts.isForOfStatement(at.parent) || ts.isForStatement(at.parent) || ts.isWhileStatement(at.parent))
      return false;
    if (isFunctionWithBody(at) && !isItemCallback(at)) return false;
    if (ts.isCallExpression(at) && /^Promise\.(?:all|allSettled|any|race)$/.test(at.expression.getText()))
      return true;
  }
  return false;
}
