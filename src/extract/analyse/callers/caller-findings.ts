/** What callers do that would mean something else over the wire. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import { functionAround, isBuiltIn, packageOf, unwrap, walk } from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import type { Inspected } from '../inspected.ts';
import { catchTests, swallows, type CatchTest } from '../errors/catch-tests.ts';
import { testedClasses } from '../errors/catches.ts';
import { extendsClass } from '../errors/error-classes.ts';
import type { FoundCall } from './call-sites.ts';
import { isTogether } from './loops.ts';
import { rootOf, writtenBy } from './mutations.ts';
import { transactionFindings } from './transaction-findings.ts';
import { isFloating, retryAround } from './waiting.ts';

export function callerFindings(inspected: Inspected): Diagnostic[] {
  return [
    ...inspected.callSites.flatMap((found) => [
      ...transactionFindings(inspected, found),
      ...loopFinding(inspected, found),
      ...catchFindings(inspected, found),
      ...fieldTestFindings(inspected, found),
      ...catchAllFindings(inspected, found),
      ...mutationFinding(inspected, found),
      ...identityFinding(inspected, found),
      ...waitingFindings(inspected, found),
    ]),
    ...unhandledFinding(inspected),
  ];
}

function loopFinding({ program, port, methods }: Inspected, { site, call }: FoundCall): Diagnostic[] {
  if (!site.inLoop) return [];
  const many = pluralMethod(
    site.method,
    methods.map(({ method }) => method.name),
  );
  const args = {
    caller: site.caller,
    method: `${port.name}.${site.method}`,
    ...(isTogether(call) ? { together: true } : {}),
    ...(many === undefined ? {} : { many: `${port.name}.${many}` }),
  };
  return [diagnostic('call-in-loop', args, { place: placeFor(program, call, site.caller) })];
}

/** A method beside it that seems to take the whole list: `getById` and `getByIds`, `create` and `createMany`. */
const pluralMethod = (name: string, all: readonly string[]): string | undefined =>
  all.find(
    (each) =>
      each !== name &&
      [`${name}s`, `${name}Many`, `${name}Bulk`, `bulk${name}`, `${name}All`, `${name}Batch`].some(
        (one) => one.toLowerCase() === each.toLowerCase(),
      ),
  );

function waitingFindings({ program, port }: Inspected, { site, call }: FoundCall): Diagnostic[] {
  const args = { caller: site.caller, method: `${port.name}.${site.method}` };
  const place = placeFor(program, call, site.caller);
  const wrapper = retryAround(call);
  return [
    ...(isFloating(call, program.checker) ? [diagnostic('call-not-awaited', args, { place })] : []),
    ...(wrapper === undefined ? [] : [diagnostic('call-retried', { ...args, wrapper }, { place })]),
  ];
}

/** Said once for the port: nearly every caller of a call that could not fail has no `catch`. */
function unhandledFinding({ program, port, callSites }: Inspected): Diagnostic[] {
  const sites = callSites.filter(({ site, transaction }) => !site.caught && transaction === undefined);
  const [first] = sites;
  if (first === undefined) return [];
  const args = { port: port.name, sites: sites.length, first: first.site.caller };
  return [diagnostic('remote-error-unhandled', args, { place: placeFor(program, first.call, port.name) })];
}

/** `(await port.get(a)) === other`, and the same with a variable that holds the answer. */
function identityFinding({ program, port }: Inspected, { site, call }: FoundCall): Diagnostic[] {
  const { checker } = program;
  const declaration = variableHolding(call);
  const symbol = declaration && checker.getSymbolAtLocation(declaration.name);
  const scope = functionAround(call);
  if (scope === undefined) return [];
  const isAnswer = (node: ts.Expression): boolean =>
    unwrap(node) === call ||
    (symbol !== undefined && ts.isIdentifier(node) && checker.getSymbolAtLocation(node) === symbol);
  let found: ts.BinaryExpression | undefined;
  walk(scope.body, (node) => {
    if (!ts.isBinaryExpression(node) || !/^[!=]==?$/.test(node.operatorToken.getText())) return;
    const other = isAnswer(node.left) ? node.right : isAnswer(node.right) ? node.left : undefined;
    if (other !== undefined && isObject(checker, node.left) && isObject(checker, node.right)) found ??= node;
  });
  if (found === undefined) return [];
  const args = {
    caller: site.caller,
    method: `${port.name}.${site.method}`,
    comparison: found.getText().replace(/\s+/g, ' ').slice(0, 60),
  };
  return [diagnostic('identity-compared', args, { place: placeFor(program, found, site.caller) })];
}

function isObject(checker: ts.TypeChecker, node: ts.Expression): boolean {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  const parts = type.isUnion() ? type.types : [type];
  return parts.length > 0 && parts.every(({ flags }) => (flags & ts.TypeFlags.Object) !== 0);
}

/** Classes that the `catch` around a call tests for, and that nothing in the `try` throws as far as is known. */
function catchFindings(
  { program, port, methods, throws, callSites }: Inspected,
  { site, call }: FoundCall,
): Diagnostic[] {
  const { checker } = program;
  const statement = tryAround(call);
  if (statement?.catchClause === undefined) return [];
  const declared = methods.find(({ method }) => method.name === site.method)?.errors ?? [];
  const thrown = [...throws.from(statement.tryBlock)].filter((each) => typeof each !== 'string');
  const alone = onlyCalls(statement.tryBlock, callSites);
  const tests: ts.Expression[] = [];
  walk(statement.catchClause.block, (node) => {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword)
      tests.push(node);
  });
  return tests.flatMap((test) =>
    testedClasses(checker, test).flatMap((symbol) => {
      const possible = [...declared, ...thrown].some(
        (each) => extendsClass(checker, each, symbol) || extendsClass(checker, symbol, each),
      );
      const foreign = isBuiltIn(symbol) || packageOf(symbol) !== undefined;
      if (possible || symbol.name === 'Error' || /^Remote\w*Error$/.test(symbol.name) || (foreign && !alone))
        return [];
      const args = { caller: site.caller, error: symbol.name, methods: `${port.name}.${site.method}` };
      return [diagnostic('catch-of-undeclared-error', args, { place: placeFor(program, test, site.caller) })];
    }),
  );
}

/** `error.code === 'P2002'` around a call alone: a field that no declared error has is `undefined` from a service. */
function fieldTestFindings(
  { program, port, methods, callSites }: Inspected,
  { site, call }: FoundCall,
): Diagnostic[] {
  const { checker } = program;
  const statement = tryAround(call);
  if (statement?.catchClause === undefined || !onlyCalls(statement.tryBlock, callSites)) return [];
  const declared = methods.find(({ method }) => method.name === site.method)?.errors ?? [];
  const types = declared.map((each) => checker.getDeclaredTypeOfSymbol(each));
  const possible = ({ field, value }: CatchTest): boolean => {
    if (field === 'name') return value === undefined || declared.some(({ name }) => name === value);
    if (field === 'constructor') return declared.length > 0;
    return field !== undefined && types.some((type) => type.getProperty(field) !== undefined);
  };
  return catchTests(checker, statement.catchClause)
    .filter((test) => !possible(test))
    .map(({ node, text }) => {
      const args = { caller: site.caller, error: text, methods: `${port.name}.${site.method}` };
      return diagnostic('catch-of-undeclared-error', args, { place: placeFor(program, node, site.caller) });
    });
}

/** `catch { return [] }`, and `.catch(() => [])` on the call itself. */
function catchAllFindings({ program, port }: Inspected, { site, call }: FoundCall): Diagnostic[] {
  const clause = tryAround(call)?.catchClause;
  const around = clause !== undefined && swallows(program.checker, clause) ? clause : ignoredBy(call);
  if (around === undefined) return [];
  const args = { caller: site.caller, method: `${port.name}.${site.method}` };
  return [diagnostic('catch-all-around-call', args, { place: placeFor(program, around, site.caller) })];
}

function ignoredBy({ parent }: ts.CallExpression): ts.Node | undefined {
  if (!ts.isPropertyAccessExpression(parent) || parent.name.text !== 'catch') return undefined;
  const handler = ts.isCallExpression(parent.parent) ? parent.parent.arguments[0] : undefined;
  const ignores = handler !== undefined && ts.isArrowFunction(handler) && handler.parameters.length === 0;
  return ignores && !ts.isThrowStatement(handler.body) ? parent.parent : undefined;
}

function tryAround(call: ts.CallExpression): ts.TryStatement | undefined {
  const limit = functionAround(call);
  for (let at: ts.Node = call; at !== limit && at.parent !== undefined; at = at.parent) {
    if (ts.isTryStatement(at.parent) && at.parent.tryBlock === at) return at.parent;
  }
  return undefined;
}

/** True when nothing else in a block could throw what a library throws. */
function onlyCalls(block: ts.Block, callSites: readonly FoundCall[]): boolean {
  let only = true;
  walk(block, (node) => {
    if (ts.isCallExpression(node) && !callSites.some(({ call }) => call === node)) only = false;
  });
  return only;
}

/** `const payment = await payments.get(id)`, and then `payment.note = …`. */
function mutationFinding({ program, port }: Inspected, { site, call }: FoundCall): Diagnostic[] {
  const declaration = variableHolding(call);
  const scope = declaration && functionAround(declaration);
  const symbol = declaration && program.checker.getSymbolAtLocation(declaration.name);
  if (declaration === undefined || scope === undefined || symbol === undefined) return [];
  let write: ts.Node | undefined;
  walk(scope.body, (node) => {
    const written = writtenBy(program.checker, node);
    const path = written && rootOf(written);
    const changes = path !== undefined && (!path.direct || ts.isCallExpression(node));
    if (changes && program.checker.getSymbolAtLocation(path.root) === symbol) write ??= node;
  });
  if (write === undefined) return [];
  const args = {
    caller: site.caller,
    method: `${port.name}.${site.method}`,
    variable: declaration.name.getText(),
  };
  return [diagnostic('result-mutated', args, { place: placeFor(program, write, site.caller) })];
}

function variableHolding(call: ts.CallExpression): ts.VariableDeclaration | undefined {
  const { parent } = call;
  const holder = ts.isAwaitExpression(parent) ? parent.parent : parent;
  const isHeld =
    ts.isVariableDeclaration(holder) &&
    holder.initializer !== undefined &&
    unwrap(holder.initializer) === call;
  return isHeld && ts.isIdentifier(holder.name) ? holder : undefined;
}
