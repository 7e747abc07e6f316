/** What is injected into a class, and what a module provides, by the token of each. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { symbolAt, unwrap } from '../../../../analysis/symbols.ts';
import { decoratorsOf } from '../container/files.ts';
import { forwarded, propertyOf, type NestModule } from './modules.ts';

/** A token that can be compared: the symbol behind a name, or the text of a string. */
export type TokenKey = ts.Symbol | string;

export interface Injection {
  readonly key: TokenKey;
  readonly text: string;
  readonly node: ts.Node;
  /** The declared type of the parameter or property. */
  readonly type: ts.Type;
}

export function keyOf(program: Program, token: ts.Expression): TokenKey | undefined {
  const node = unwrap(forwarded(unwrap(token)) ?? token);
  if (ts.isStringLiteralLike(node)) return `'${node.text}'`;
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) return constantText(program, node);
  return node.getText();
}

/** A constant that holds a string is that string: Nest compares the values. */
function constantText(
  program: Program,
  node: ts.Identifier | ts.PropertyAccessExpression,
): TokenKey | undefined {
  const type = program.checker.getTypeAtLocation(node);
  if (type.isStringLiteral()) return `'${type.value}'`;
  return symbolAt(program.checker, ts.isPropertyAccessExpression(node) ? node.name : node);
}

/** Constructor parameters, those of a base class where it has no constructor of its own, and decorated properties. */
export function injectionsOf(program: Program, node: ts.ClassLikeDeclaration): Injection[] {
  const properties = node.members
    .filter(ts.isPropertyDeclaration)
    .filter((member) => isInjected(program, member));
  return [...constructorOf(program, node), ...properties].flatMap((each) => injection(program, each));
}

function constructorOf(program: Program, node: ts.ClassLikeDeclaration): readonly ts.ParameterDeclaration[] {
  const own = node.members.find((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
  if (own !== undefined && ts.isConstructorDeclaration(own)) return own.parameters;
  const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  const symbol = base && symbolAt(program.checker, base.expression);
  const declaration = symbol?.declarations?.find(ts.isClassLike);
  return declaration === undefined ? [] : constructorOf(program, declaration);
}

const isInjected = (program: Program, node: ts.Node): boolean =>
  decoratorsOf(program, node).some(({ name }) => name === 'Inject');

function injection(program: Program, node: ts.ParameterDeclaration | ts.PropertyDeclaration): Injection[] {
  const decorators = decoratorsOf(program, node);
  const type = program.checker.getTypeAtLocation(node);
  const inject = decorators.find(({ name }) => name === 'Inject')?.arguments[0];
  if (inject !== undefined) {
    const key = keyOf(program, inject);
    return key === undefined ? [] : [{ key, text: inject.getText(), node, type }];
  }
  if (decorators.some(({ name }) => /^Inject\w/.test(name))) return [];
  const symbol = type.symbol as ts.Symbol | undefined;
  if (symbol === undefined || !(symbol.flags & ts.SymbolFlags.Class)) return [];
  return [{ key: symbol, text: symbol.name, node, type }];
}

/** What a module provides: each token, with the classes that are constructed for it. */
export function providedBy(program: Program, module: NestModule): Map<TokenKey, ts.ClassLikeDeclaration[]> {
  const found = new Map<TokenKey, ts.ClassLikeDeclaration[]>();
  for (const element of module.providers) {
    const node = unwrap(element);
    const object = ts.isObjectLiteralExpression(node) ? node : undefined;
    const token = object === undefined ? node : propertyOf(object, 'provide')[0];
    const key = token && keyOf(program, token);
    if (key === undefined) continue;
    const made =
      object === undefined
        ? [node]
        : [...propertyOf(object, 'useClass'), ...propertyOf(object, 'useExisting')];
    found.set(key, [...(found.get(key) ?? []), ...made.flatMap((each) => classesAt(program, each))]);
  }
  return found;
}

export function classesAt(program: Program, expression: ts.Expression): ts.ClassLikeDeclaration[] {
  const node = unwrap(expression);
  if (ts.isConditionalExpression(node)) {
    return [...classesAt(program, node.whenTrue), ...classesAt(program, node.whenFalse)];
  }
  const symbol = symbolAt(program.checker, ts.isPropertyAccessExpression(node) ? node.name : node);
  return (symbol?.declarations ?? []).filter(ts.isClassLike);
}
