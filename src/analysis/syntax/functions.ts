import { ts } from 'ts-morph';
import type { WrittenCall, WrittenFunction } from './model.ts';

type Body = ts.FunctionLikeDeclaration;

const routerWords = new Set([
  'all',
  'delete',
  'get',
  'head',
  'on',
  'options',
  'patch',
  'post',
  'put',
  'route',
]);

/** Every function of a file that runs as a whole, with the calls written in it. Closures belong to what they stand in. */
export function readFunctions(source: ts.SourceFile): WrittenFunction[] {
  const found: WrittenFunction[] = [];
  const add = (name: string, body: Body): void => {
    found.push(describe(name, body, source, (handler, callee) => add(callee, handler)));
  };
  for (const statement of source.statements) ofStatement(statement, add);
  return found;
}

function ofStatement(statement: ts.Statement, add: (name: string, body: Body) => void): void {
  if (ts.isFunctionDeclaration(statement) && statement.body)
    add(statement.name?.text ?? 'default', statement);
  else if (ts.isClassDeclaration(statement)) ofClass(statement, statement.name?.text ?? 'default', add);
  else if (ts.isVariableStatement(statement)) {
    for (const { name, initializer } of statement.declarationList.declarations)
      if (ts.isIdentifier(name) && initializer) ofValue(name.text, initializer, add);
  } else if (ts.isExportAssignment(statement)) ofValue('default', statement.expression, add);
  else if (ts.isExpressionStatement(statement)) ofExpression(statement.expression, add);
}

function ofClass(node: ts.ClassLikeDeclaration, name: string, add: (name: string, body: Body) => void): void {
  for (const member of node.members) {
    if (!member.name || !(ts.isIdentifier(member.name) || ts.isPrivateIdentifier(member.name))) continue;
    const qualified = `${name}.${member.name.text}`;
    if (ts.isMethodDeclaration(member) && member.body) add(qualified, member);
    else if (ts.isPropertyDeclaration(member) && member.initializer && isFunction(member.initializer))
      add(qualified, member.initializer);
  }
}

const isFunction = (node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression =>
  ts.isArrowFunction(node) || ts.isFunctionExpression(node);

/** `const place = async () => …`, `const orders = { async place() { … } }`, `const place = wrap(async () => …)`. */
function ofValue(name: string, value: ts.Expression, add: (name: string, body: Body) => void): void {
  if (isFunction(value)) return add(name, value);
  if (ts.isClassExpression(value)) return ofClass(value, name, add);
  if (ts.isCallExpression(value)) {
    const [wrapped] = value.arguments.filter(isFunction);
    if (wrapped) add(name, wrapped);
    return;
  }
  if (!ts.isObjectLiteralExpression(value)) return;
  for (const property of value.properties) {
    if (!property.name || !ts.isIdentifier(property.name)) continue;
    const qualified = `${name}.${property.name.text}`;
    if (ts.isMethodDeclaration(property)) add(qualified, property);
    else if (ts.isPropertyAssignment(property) && isFunction(property.initializer))
      add(qualified, property.initializer);
  }
}

/** `router.post('/orders', handler)`, `exports.place = function …`. */
function ofExpression(expression: ts.Expression, add: (name: string, body: Body) => void): void {
  if (ts.isBinaryExpression(expression) && ts.isPropertyAccessExpression(expression.left)) {
    const { left } = expression;
    const owner = ts.isIdentifier(left.expression) ? left.expression.text : '';
    const name = owner === 'module' && left.name.text === 'exports' ? 'default' : left.name.text;
    return ofValue(name, expression.right, add);
  }
  const visit = (node: ts.Node): void => {
    const handlers = handlersIn(node);
    if (handlers) for (const handler of handlers.functions) add(handlers.name, handler);
    else ts.forEachChild(node, visit);
  };
  visit(expression);
}

/** The functions that a call gives to a router or a listener, named after the route. */
function handlersIn(
  node: ts.Node,
): { name: string; functions: (ts.ArrowFunction | ts.FunctionExpression)[] } | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const [first] = node.arguments;
  const verb = node.expression.name.text;
  if (!first || !ts.isStringLiteralLike(first) || !routerWords.has(verb)) return undefined;
  const functions = node.arguments.filter(isFunction);
  return functions.length > 0 ? { name: `${verb} ${first.text}`, functions } : undefined;
}

function describe(
  name: string,
  body: Body,
  source: ts.SourceFile,
  handler: (body: Body, name: string) => void,
): WrittenFunction {
  const calls: WrittenCall[] = [];
  let makes = false;
  const visit = (node: ts.Node): void => {
    const handlers = handlersIn(node);
    if (handlers) {
      for (const one of handlers.functions) handler(one, handlers.name);
      return;
    }
    if (
      ts.isNewExpression(node) &&
      ts.isIdentifier(node.expression) &&
      !/Error$|^(Date|Map|Set|Promise|URL|RegExp|Array)$/.test(node.expression.text)
    )
      makes = true;
    if (ts.isCallExpression(node)) {
      const call = readCall(node);
      if (call) calls.push(call);
    }
    ts.forEachChild(node, visit);
  };
  if (body.body) visit(body.body);
  const isAsync =
    body.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true ||
    /^(?:Promise|Observable|AsyncGenerator|AsyncIterable)\b/.test(body.type?.getText(source) ?? '');
  return {
    name,
    line: source.getLineAndCharacterOfPosition(body.getStart(source)).line + 1,
    async: isAsync,
    wires: makes && !isAsync,
    calls,
  };
}

function readCall(node: ts.CallExpression): WrittenCall | undefined {
  const awaited = isAwaited(node);
  const callee = node.expression;
  if (ts.isIdentifier(callee)) return { name: callee.text, self: false, awaited };
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const { name, expression: object } = callee;
  if (object.kind === ts.SyntaxKind.ThisKeyword) return { name: name.text, self: true, awaited };
  if (ts.isIdentifier(object)) return { name: name.text, object: object.text, self: false, awaited };
  if (!ts.isPropertyAccessExpression(object)) return undefined;
  const self = object.expression.kind === ts.SyntaxKind.ThisKeyword;
  return { name: name.text, object: object.name.text, self, awaited };
}

/** Awaited, returned, or given to `Promise.all`; looked for through parentheses and lists. */
function isAwaited(node: ts.Node): boolean {
  const { parent } = node;
  if (!parent) return false;
  if (ts.isAwaitExpression(parent) || ts.isReturnStatement(parent)) return true;
  if (ts.isArrowFunction(parent)) return parent.body === node;
  if (ts.isPropertyAccessExpression(parent))
    return ['then', 'catch', 'finally', 'pipe'].includes(parent.name.text);
  return (ts.isParenthesizedExpression(parent) || ts.isArrayLiteralExpression(parent)) && isAwaited(parent);
}
