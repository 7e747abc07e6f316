/** Who asks a container for a class by its own name. */
import { ts } from 'ts-morph';
import { placeOf } from '../../../../analysis/places.ts';
import type { Program } from '../../../../analysis/program.ts';
import { symbolAt, walk } from '../../../../analysis/symbols.ts';
import { decoratorsOf, wiringFiles } from './files.ts';

/**
 * Places that are given a class as itself: a constructor parameter of its type or with its name in a decorator, and calls
 * such as `container.resolve(Payments)` or `moduleRef.get(Payments)`.
 */
export function consumersOf(program: Program, symbol: ts.Symbol): ts.Node[] {
  const { checker } = program;
  const found: ts.Node[] = [];
  for (const file of wiringFiles(program)) {
    walk(file, (node) => {
      if (ts.isParameter(node) && ts.isConstructorDeclaration(node.parent)) {
        if (asks(program, node, symbol)) found.push(node);
      } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
        const [first] = node.arguments;
        const isAsking = /^(?:resolve|resolveAll|get|getAsync)$/.test(node.expression.name.text);
        if (isAsking && first !== undefined && nameOf(first) && symbolAt(checker, first) === symbol)
          found.push(node);
      }
    });
  }
  return found;
}

function asks(program: Program, node: ts.ParameterDeclaration, symbol: ts.Symbol): boolean {
  const tokens = decoratorsOf(program, node).flatMap((each) => [...each.arguments]);
  const [token] = tokens;
  if (token !== undefined) return nameOf(token) && symbolAt(program.checker, token) === symbol;
  const owner = node.parent.parent;
  const isInjected = ts.isClassLike(owner) && decoratorsOf(program, owner).length > 0;
  return isInjected && program.checker.getTypeAtLocation(node).symbol === symbol;
}

const nameOf = (node: ts.Expression): boolean => ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);

/** `src/orders.ts:12` */
export function placesOf(program: Program, nodes: readonly ts.Node[]): string {
  return nodes
    .map((node) => placeOf(program, node))
    .map(({ file, line }) => `${file}:${line}`)
    .join(', ');
}
