/** Parameters that the implementation changes, takes for paths, or fetches. */
import { ts } from 'ts-morph';
import { lastName, memberCall } from '../../../analysis/data/index.ts';
import { placeFor } from '../../../analysis/places.ts';
import { importOf } from '../../../analysis/used-names.ts';
import {
  functionAround,
  nameOfPlace,
  symbolAt,
  unwrap,
  walk,
  type FunctionNode,
} from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import type { AnalysedMethod } from '../analysed-method.ts';
import type { Inspected } from '../inspected.ts';
import { rootOf, writtenBy } from '../callers/mutations.ts';

export function argumentFindings(inspected: Inspected): Diagnostic[] {
  return inspected.methods.flatMap((method) =>
    method.bodies.flatMap((body) =>
      body.parameters.flatMap((parameter) => [
        ...mutationFinding(inspected, method, body, parameter),
        ...useFinding(inspected, method, parameter),
      ]),
    ),
  );
}

function mutationFinding(
  { program }: Inspected,
  { title }: AnalysedMethod,
  body: FunctionNode,
  parameter: ts.ParameterDeclaration,
): Diagnostic[] {
  const { checker } = program;
  const symbol = checker.getSymbolAtLocation(parameter.name);
  const write = symbol && firstWrite(checker, body.body, symbol);
  if (write === undefined) return [];
  const args = { method: title, parameter: parameter.name.getText() };
  return [diagnostic('argument-mutated', args, { place: placeFor(program, write, title) })];
}

export function firstWrite(checker: ts.TypeChecker, body: ts.Node, symbol: ts.Symbol): ts.Node | undefined {
  let found: ts.Node | undefined;
  let replaced = false;
  walk(body, (node) => {
    const written = writtenBy(checker, node);
    const path = written && rootOf(written);
    if (path === undefined || checker.getSymbolAtLocation(path.root) !== symbol) return;
    // `options = { ...options }`: from then on it is a copy.
    if (path.direct && !ts.isCallExpression(node)) replaced = true;
    else if (!replaced) found ??= node;
  });
  return found;
}

const readsFile =
  /^(?:readFile|writeFile|appendFile|createReadStream|createWriteStream|open|stat|lstat|access|exists|unlink|rm|copyFile|rename|mkdir|readdir)(?:Sync)?$/;
const fetches = /^(?:fetch|get|post|put|patch|request|head)$/;

/** How far a parameter is followed through functions that it is passed on to. */
const maxDepth = 3;

function useFinding(
  { program, callees }: Inspected,
  { title }: AnalysedMethod,
  parameter: ts.ParameterDeclaration,
): Diagnostic[] {
  const symbol = program.checker.getSymbolAtLocation(parameter.name);
  if (symbol === undefined || !ts.isIdentifier(parameter.name)) return [];
  const name = parameter.name.text;
  const follow = (scope: ts.Node, at: ts.Symbol, depth: number): Diagnostic | undefined => {
    let found: Diagnostic | undefined;
    walk(scope, (node) => {
      if (found !== undefined || !ts.isCallExpression(node)) return found === undefined;
      const index = node.arguments.findIndex((each) => isValue(program.checker, each, at));
      if (index < 0) return true;
      const args = {
        method: title,
        parameter: name,
        use: `${node.expression.getText().slice(-40)} (${nameOfPlace(program, node)})`,
      };
      const place = placeFor(program, node, title);
      if (index === 0 && isFile(program, node)) found = diagnostic('path-argument', args, { place });
      else if (index === 0 && isFetch(node)) found = diagnostic('url-fetched', args, { place });
      else if (depth > 0) found = intoCallee(node, index, depth);
      return found === undefined;
    });
    return found;
  };
  const intoCallee = (call: ts.CallExpression, index: number, depth: number): Diagnostic | undefined => {
    for (const callee of callees.of(call)) {
      const next = callee.parameters[index];
      const inner = next && program.checker.getSymbolAtLocation(next.name);
      const found = inner && follow(callee.body, inner, depth - 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const body = functionAround(parameter.name)?.body;
  const found = body && follow(body, symbol, maxDepth);
  return found === undefined ? [] : [found];
}

/** The parameter itself or a property of it; `join(folder, name)` around it is a path all the same. */
function isValue(checker: ts.TypeChecker, argument: ts.Expression, symbol: ts.Symbol): boolean {
  const at = unwrap(argument);
  if (ts.isPropertyAccessExpression(at))
    return (
      /^(?:path|file|filePath|filename|url|uri|href)$/i.test(at.name.text) &&
      isValue(checker, at.expression, symbol)
    );
  if (ts.isIdentifier(at)) return symbolAt(checker, at) === symbol;
  const wraps = ts.isCallExpression(at)
    ? at.expression.getText()
    : ts.isNewExpression(at)
      ? at.expression.getText()
      : '';
  const given = ts.isCallExpression(at) || ts.isNewExpression(at) ? (at.arguments ?? []) : [];
  return (
    /^(?:(?:path\.)?(?:join|resolve|normalize)|URL)$/.test(wraps) &&
    given.some((each) => isValue(checker, each, symbol))
  );
}

function isFile(program: Inspected['program'], call: ts.CallExpression): boolean {
  if (!readsFile.test(lastName(call.expression) ?? '')) return false;
  const from = importOf(program, unwrap(call.expression))?.specifier ?? '';
  return /^(?:node:)?fs(?:\/promises)?$|^fs-extra$|^graceful-fs$/.test(from);
}

function isFetch(call: ts.CallExpression): boolean {
  const name = lastName(call.expression) ?? '';
  const member = memberCall(call);
  if (member === undefined)
    return /^(?:fetch|got|axios|request)$/.test(name) && !ts.isPropertyAccessExpression(call.expression);
  const receiver = lastName(member.on) ?? '';
  return (
    fetches.test(name) && /^(?:axios|got|http|https|httpService|undici|ky|superagent|needle)$/i.test(receiver)
  );
}
