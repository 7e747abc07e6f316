/** The text edits that bind a registration in awilix. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { isFunctionWithBody, symbolAt, unwrap } from '../../../../analysis/symbols.ts';
import type { TextEdit } from '../../../../changes/index.ts';
import { importedFrom } from '../container/files.ts';
import type { WantedImport } from '../container/imports.ts';
import { insert } from '../edits.ts';
import type { Binder } from '../model.ts';
import type { AwilixRegistration } from './registrations.ts';

export interface BindRequest {
  readonly program: Program;
  readonly binder: Binder;
  readonly specifier: string;
}

export interface BoundRegistration {
  readonly edits: readonly TextEdit[];
  readonly imports: readonly WantedImport[];
}

/** Why a registration cannot be bound. */
export interface Unbindable {
  readonly parameter: string;
  readonly reason: string;
}

/**
 * awilix hands a function its cradle, and reads from it what is asked for: under PROXY the implementation gets the same
 * cradle as before, and under CLASSIC each of its parameters is read from there by name, once it is constructed.
 */
export function bindRegistration(
  { program, binder, specifier }: BindRequest,
  registration: AwilixRegistration,
): BoundRegistration | Unbindable {
  const { form, node, given, resolver, chain, mode } = registration;
  const value = given.getText();
  const imports = [...asFunction(program, node), { name: binder.name, specifier }];
  const callee = rename(node);
  if (form === 'asValue') {
    const made = value.startsWith('{') ? `(${value})` : value;
    const edits = [
      ...callee,
      replace(given, `() => ${binder.name}(() => ${made})`),
      insert(resolver.end, '.singleton()'),
    ];
    return { edits, imports };
  }
  const read = mode === 'proxy' ? 'cradle' : readParameters(program, registration);
  if (typeof read !== 'string') return read;
  const make =
    form === 'asClass' ? `new ${inParentheses(given)}(${read})` : `${inParentheses(given)}(${read})`;
  const takes = read === '' ? '()' : '(cradle)';
  const proxied = mode === 'classic' && read !== '' && !chain.includes('proxy');
  return {
    edits: [
      ...callee,
      replace(given, `${takes} => ${binder.name}(() => ${make})`),
      ...(proxied ? [...withoutClassic(node), insert(node.end, '.proxy()')] : []),
    ],
    imports,
  };
}

const inParentheses = (node: ts.Expression): string =>
  ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) ? node.getText() : `(${node.getText()})`;

/** `asClass` becomes `asFunction`, with whatever is before it: `awilix.asClass`. */
function rename({ expression }: ts.CallExpression): TextEdit[] {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return name.getText() === 'asFunction' ? [] : [replace(name, 'asFunction')];
}

function asFunction(program: Program, { expression }: ts.CallExpression): WantedImport[] {
  if (ts.isPropertyAccessExpression(expression)) return [];
  const origin = importedFrom(program, expression);
  return origin === undefined ? [] : [{ name: 'asFunction', specifier: origin.specifier }];
}

/** `.classic()` would have the cradle's name looked up as if it were a registration. */
function withoutClassic(node: ts.CallExpression): TextEdit[] {
  for (
    let at: ts.Node = node;
    ts.isPropertyAccessExpression(at.parent) && ts.isCallExpression(at.parent.parent);
  ) {
    const access: ts.PropertyAccessExpression = at.parent;
    const call: ts.Node = access.parent;
    if (access.name.text === 'classic') return [{ start: access.expression.end, end: call.end, text: '' }];
    at = call;
  }
  return [];
}

/** `cradle.gateway, cradle.currency` for the parameters of a class or function under CLASSIC. */
function readParameters(program: Program, { given }: AwilixRegistration): string | Unbindable {
  const parameters = parametersOf(program, given);
  if (parameters === undefined) {
    return { parameter: given.getText(), reason: 'whose parameters were not found' };
  }
  for (const each of parameters) {
    if (!ts.isIdentifier(each.name))
      return { parameter: each.getText(), reason: 'which CLASSIC has no name for' };
    if (
      each.questionToken !== undefined ||
      each.initializer !== undefined ||
      each.dotDotDotToken !== undefined
    )
      return { parameter: each.getText(), reason: 'which may be missing from the container' };
  }
  return parameters.map(({ name }) => `cradle.${name.getText()}`).join(', ');
}

function parametersOf(
  program: Program,
  given: ts.Expression,
): readonly ts.ParameterDeclaration[] | undefined {
  const node = unwrap(given);
  if (isFunctionWithBody(node)) return node.parameters;
  for (const each of symbolAt(program.checker, node)?.declarations ?? []) {
    if (ts.isClassLike(each)) return constructorOf(program, each);
    if (isFunctionWithBody(each)) return each.parameters;
    const value = ts.isVariableDeclaration(each) && each.initializer ? unwrap(each.initializer) : undefined;
    if (value !== undefined && isFunctionWithBody(value)) return value.parameters;
  }
  return undefined;
}

function constructorOf(
  program: Program,
  node: ts.ClassLikeDeclaration,
): readonly ts.ParameterDeclaration[] | undefined {
  const own = node.members.find((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
  if (own !== undefined && ts.isConstructorDeclaration(own)) return own.parameters;
  const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  return base === undefined ? [] : parametersOf(program, base.expression);
}

const replace = (node: ts.Node, text: string): TextEdit => ({ start: node.getStart(), end: node.end, text });
