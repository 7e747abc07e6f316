/** What `instanceof` says of a thrown error: many a constructor sets a prototype, and not always its own. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import { symbolAt, unwrap, walk } from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import type { Session } from '../session.ts';

/** The class that instances of an error class have, by the last `Object.setPrototypeOf(this, …)` that runs. */
export function classOfInstances(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  const set = prototypeSet(checker, symbol);
  return set === undefined || set === 'own' ? symbol : set;
}

/** A class whose instances are not its instances, so that nobody's test for it ever holds. */
export function replacedPrototypes(
  { program, checker }: Session,
  method: string,
  thrown: readonly ts.Symbol[],
): Diagnostic[] {
  return thrown.flatMap((symbol) => {
    const found = classOfInstances(checker, symbol);
    const declaration = symbol.declarations?.find(ts.isClassLike);
    if (found === symbol || declaration === undefined) return [];
    const args = { method, error: symbol.name, becomes: found.name };
    return [
      diagnostic('error-prototype-replaced', args, { place: placeFor(program, declaration, symbol.name) }),
    ];
  });
}

function prototypeSet(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol | 'own' | undefined {
  const declaration = symbol.declarations?.find(ts.isClassLike);
  const constructor = declaration?.members.find(ts.isConstructorDeclaration);
  const own = constructor?.body && setIn(checker, constructor.body);
  if (own !== undefined) return own;
  const base = declaration?.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const above = base?.types[0] && symbolAt(checker, base.types[0].expression);
  return above === undefined ? undefined : prototypeSet(checker, above);
}

/** `X.prototype` says which; anything else, `new.target.prototype` first of all, is the class that is made. */
function setIn(checker: ts.TypeChecker, body: ts.Block): ts.Symbol | 'own' | undefined {
  let found: ts.Symbol | 'own' | undefined;
  walk(body, (node) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'Object.setPrototypeOf') return;
    const [target, prototype] = node.arguments;
    if (target?.kind !== ts.SyntaxKind.ThisKeyword || prototype === undefined) return;
    const value = unwrap(prototype);
    const owner = ts.isPropertyAccessExpression(value) ? value.expression : undefined;
    const symbol = owner && ts.isIdentifier(owner) ? symbolAt(checker, owner) : undefined;
    found = symbol !== undefined && symbol.flags & ts.SymbolFlags.Class ? symbol : 'own';
  });
  return found;
}
