/** Why no place was found that makes a port, where a library makes it on request. */
import { ts } from 'ts-morph';
import { placeOf } from '../../../analysis/places.ts';
import type { Program } from '../../../analysis/program.ts';
import { walk } from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import { openPortFacts } from './container/port-facts.ts';
import { wiringFiles } from './container/files.ts';
import type { WiringRequest } from './model.ts';

/** `connection.getCustomRepository(Users)`, `TypeOrmModule.forFeature([Users])`, `em.getRepository(Users)`. */
const lookups = /^(?:getCustomRepository|getRepository|forFeature|withRepository)$/;

export function lookedUp({ program, port }: WiringRequest): Diagnostic[] {
  const facts = openPortFacts(program, port);
  if (facts === undefined) return [];
  const calls = wiringFiles(program).flatMap((file) => callsIn(file, (each) => facts.isToken(each)));
  const [first] = calls;
  if (first === undefined) return [];
  const users = [...new Set(calls.flatMap((each) => classAround(program, each) ?? []))];
  const args = { port: port.name, call: first.getText().split('\n')[0] ?? '', users };
  return [diagnostic('repository-looked-up', args, { place: placeOf(program, first) })];
}

function callsIn(file: ts.SourceFile, isPort: (node: ts.Expression) => boolean): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  walk(file, (node) => {
    if (!ts.isCallExpression(node)) return;
    const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
    const given = node.arguments.flatMap((each) =>
      ts.isArrayLiteralExpression(each) ? each.elements : each,
    );
    if (lookups.test(callee.getText()) && given.some((each) => ts.isIdentifier(each) && isPort(each)))
      found.push(node);
  });
  return found;
}

/** The exported class that looks it up, as a target; not the module that registers it. */
function classAround(program: Program, node: ts.Node): string | undefined {
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isClassLike(at) || at.name === undefined) continue;
    const isDecoration = ts.getDecorators(at as ts.ClassDeclaration)?.some((each) => contains(each, node));
    return isDecoration === true ? undefined : `${program.pathOf(at.getSourceFile())}#${at.name.text}`;
  }
  return undefined;
}

const contains = (outer: ts.Node, inner: ts.Node): boolean =>
  outer.pos <= inner.pos && inner.end <= outer.end;
