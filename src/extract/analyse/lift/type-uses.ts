/** Types that are made from what lifted functions return, and components that became async. */
import { ts } from 'ts-morph';
import { symbolAt, walk } from '../../../analysis/symbols.ts';
import { declarationsOf, signaturesOf, titleOf } from './declarations.ts';
import { block, wrap, type Lifting } from './lifting.ts';

/** `ReturnType<Prices['of']>` becomes `Awaited<ReturnType<Prices['of']>>`. */
export function liftReturnTypes(lifting: Lifting): void {
  const { checker } = lifting.program;
  for (const file of lifting.index.files) {
    if (!file.text.includes('ReturnType')) continue;
    walk(file, (node) => {
      if (!ts.isTypeReferenceNode(node) || node.typeName.getText() !== 'ReturnType') return;
      const [argument] = node.typeArguments ?? [];
      const { parent } = node;
      const isAwaited = ts.isTypeReferenceNode(parent) && parent.typeName.getText() === 'Awaited';
      if (argument === undefined || isAwaited) return;
      const made = signaturesOf(checker, checker.getTypeFromTypeNode(argument));
      if (made.some((each) => lifting.lifted.has(each))) wrap(lifting, node, 'Awaited<', '>');
    });
  }
}

/** `<Price />` of a function that became async. */
export function refuseComponents(lifting: Lifting): void {
  const { checker } = lifting.program;
  for (const file of lifting.index.files) {
    if (!file.fileName.endsWith('x')) continue;
    walk(file, (node) => {
      if (!ts.isJsxOpeningElement(node) && !ts.isJsxSelfClosingElement(node)) return;
      const symbol = symbolAt(checker, node.tagName);
      const made =
        symbol === undefined
          ? undefined
          : declarationsOf(checker, symbol).find((each) => lifting.lifted.has(each));
      const cause = made && lifting.lifted.get(made);
      if (made !== undefined)
        block(lifting, 'lift-component', made, { calls: titleOf(cause ?? made), caller: titleOf(made) });
    });
  }
}
