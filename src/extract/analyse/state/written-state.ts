/** Fields and variables that outlive a call and are written by one. */
import { ts } from 'ts-morph';
import { isFunctionWithBody, symbolAt } from '../../../analysis/symbols.ts';
import type { Inspected } from '../inspected.ts';
import { rootOf, writtenBy } from '../callers/mutations.ts';

export interface WrittenState {
  readonly symbol: ts.Symbol;
  /** `this.#cache`, `counter` */
  readonly name: string;
}

/** What a node writes that is still there when the function has returned. */
export function writtenState(
  { program }: Pick<Inspected, 'program'>,
  node: ts.Node,
  outlives: (declaration: ts.Node) => boolean = isOfModule,
): WrittenState | undefined {
  const { checker } = program;
  const written = writtenBy(checker, node);
  if (written === undefined) return undefined;
  const { root, first } = rootOf(written);
  if (root.kind === ts.SyntaxKind.ThisKeyword && first !== undefined) {
    const { symbol } = checker.getTypeAtLocation(root) as { symbol?: ts.Symbol };
    const field = symbol && fieldNamed(symbol, first);
    return field && { symbol: field, name: `this.${first}` };
  }
  const symbol = ts.isIdentifier(root) ? symbolAt(checker, root) : undefined;
  const declaration = symbol?.valueDeclaration;
  if (symbol === undefined || declaration === undefined || !ts.isVariableDeclaration(declaration))
    return undefined;
  return outlives(declaration) ? { symbol, name: symbol.name } : undefined;
}

/** Declared at the top of a file. */
export const isOfModule = (declaration: ts.Node): boolean => {
  for (let at = declaration.parent as ts.Node | undefined; at !== undefined; at = at.parent)
    if (isFunctionWithBody(at)) return false;
  return true;
};

function fieldNamed(symbol: ts.Symbol, name: string): ts.Symbol | undefined {
  const declared = (symbol.declarations ?? []).filter(ts.isClassLike).flatMap((each) => [...each.members]);
  const member = declared.find((each) => each.name?.getText() === name && ts.isPropertyDeclaration(each));
  if (member !== undefined) return (member as { symbol?: ts.Symbol }).symbol;
  const constructors = declared
    .filter(ts.isConstructorDeclaration)
    .flatMap(({ parameters }) => [...parameters]);
  const parameter = constructors.find((each) => each.modifiers !== undefined && each.name.getText() === name);
  return parameter && (parameter as { symbol?: ts.Symbol }).symbol;
}
