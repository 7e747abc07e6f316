/** Constant texts of a file, with a mark where a part is not constant. */
import { ts } from 'ts-morph';
import { unwrap } from '../symbols.ts';
import { hole } from './sql/tokens.ts';

/** Looks up what a name stands for, where that is a constant of the file. */
export type Lookup = (name: ts.Expression) => ts.Expression | undefined;

/** The text of an expression; parts that are not constant are holes. `undefined` where it is no text at all. */
export function foldText(node: ts.Expression, lookup: Lookup, depth = 6): string | undefined {
  const at = unwrap(node);
  if (depth === 0) return undefined;
  if (ts.isStringLiteralLike(at)) return at.text;
  if (ts.isNumericLiteral(at)) return at.text;
  if (ts.isTemplateExpression(at)) return foldTemplate(at, lookup, depth);
  if (ts.isTaggedTemplateExpression(at))
    return ts.isTemplateExpression(at.template) ? foldTemplate(at.template, lookup, depth) : at.template.text;
  if (ts.isBinaryExpression(at) && at.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [foldText(at.left, lookup, depth - 1), foldText(at.right, lookup, depth - 1)];
    return left === undefined && right === undefined ? undefined : `${left ?? hole}${right ?? hole}`;
  }
  const joined = joinedArray(at);
  if (joined !== undefined)
    return joined.parts.map((part) => foldText(part, lookup, depth - 1) ?? hole).join(joined.by);
  if (!ts.isIdentifier(at) && !ts.isPropertyAccessExpression(at)) return undefined;
  const value = lookup(at);
  return value === undefined ? undefined : foldText(value, lookup, depth - 1);
}

function foldTemplate(node: ts.TemplateExpression, lookup: Lookup, depth: number): string {
  const spans = node.templateSpans.map(
    ({ expression, literal }) => `${foldText(expression, lookup, depth - 1) ?? hole}${literal.text}`,
  );
  return node.head.text + spans.join('');
}

/** `['SELECT …', 'FROM …'].join(' ')` */
function joinedArray(node: ts.Expression): { parts: readonly ts.Expression[]; by: string } | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { expression: list, name } = node.expression;
  const [by] = node.arguments;
  if (name.text !== 'join' || !ts.isArrayLiteralExpression(list)) return undefined;
  return { parts: list.elements, by: by !== undefined && ts.isStringLiteralLike(by) ? by.text : ',' };
}
