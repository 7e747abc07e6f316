/** From types and symbols to the declarations that say what a call returns. */
import { ts } from 'ts-morph';
import type { Program } from '../../../analysis/program.ts';
import { isFunctionWithBody, unwrap } from '../../../analysis/symbols.ts';

/** The declarations behind the call signatures of a type, those of each member of a union. */
export function signaturesOf(checker: ts.TypeChecker, type: ts.Type): ts.SignatureDeclaration[] {
  const whole = checker.getNonNullableType(type);
  const parts = whole.isUnion() ? whole.types : [whole];
  const found = parts
    .flatMap((part) => part.getCallSignatures())
    .flatMap(({ declaration }) => declaration ?? []);
  return found.filter((each): each is ts.SignatureDeclaration => !ts.isJSDocSignature(each));
}

/** The declarations that a symbol is called by: its signatures, and behind overloads what implements them. */
export function declarationsOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.SignatureDeclaration[] {
  const own = (symbol.declarations ?? []).filter(isCallableDeclaration);
  if (symbol.flags & ts.SymbolFlags.Accessor) return [];
  return [...new Set([...signaturesOf(checker, checker.getTypeOfSymbol(symbol)), ...own])];
}

const isCallableDeclaration = (node: ts.Node): node is ts.SignatureDeclaration =>
  ts.isMethodDeclaration(node) || ts.isMethodSignature(node) || ts.isFunctionDeclaration(node);

/** The declarations of a member of a type, by its name. */
export function memberDeclarations(
  checker: ts.TypeChecker,
  type: ts.Type,
  name: string,
): ts.SignatureDeclaration[] {
  const whole = checker.getNonNullableType(type);
  const parts = whole.isUnion() ? whole.types : [whole];
  return parts.flatMap((part) => {
    const symbol =
      part.flags & ts.TypeFlags.Object || part.isIntersection()
        ? checker.getPropertyOfType(part, name)
        : undefined;
    return symbol === undefined ? [] : declarationsOf(checker, symbol);
  });
}

/** The overloads of a function or method, and what implements them. */
export function overloadsOf({ checker }: Program, node: ts.SignatureDeclaration): ts.SignatureDeclaration[] {
  const symbol = node.name === undefined ? undefined : checker.getSymbolAtLocation(node.name);
  return symbol === undefined ? [] : (symbol.declarations ?? []).filter(isCallableDeclaration);
}

export type CallLike = ts.CallExpression | ts.TaggedTemplateExpression;

export const calleeOf = (call: CallLike): ts.Expression =>
  ts.isCallExpression(call) ? call.expression : call.tag;

/** The declarations that a call may go to. */
export function calledDeclarations(checker: ts.TypeChecker, call: CallLike): ts.SignatureDeclaration[] {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(calleeOf(call)));
  if (type.isUnion()) return signaturesOf(checker, type);
  const applied = appliedFunction(call);
  if (applied !== undefined) return signaturesOf(checker, checker.getTypeAtLocation(applied));
  const declaration = checker.getResolvedSignature(call)?.declaration;
  return declaration === undefined || ts.isJSDocSignature(declaration) ? [] : [declaration];
}

/** `get` of `get.call(…)` and `get.apply(…)`. */
function appliedFunction(call: CallLike): ts.Expression | undefined {
  const callee = calleeOf(call);
  return ts.isPropertyAccessExpression(callee) && /^(?:call|apply)$/.test(callee.name.text)
    ? callee.expression
    : undefined;
}

/** The name that a declaration is called by: its own, or that of the variable or property that holds it. */
export function nameOfDeclaration(node: ts.SignatureDeclaration): string | undefined {
  const own = node.name;
  if (own !== undefined) return nameText(own);
  for (let at: ts.Node = node.parent; ; at = at.parent) {
    if (ts.isVariableDeclaration(at) || ts.isPropertyAssignment(at) || ts.isPropertyDeclaration(at))
      return nameText(at.name);
    if (ts.isPropertySignature(at) || ts.isParameter(at) || ts.isTypeAliasDeclaration(at))
      return nameText(at.name);
    const isWrapper =
      ts.isParenthesizedExpression(at) ||
      ts.isAsExpression(at) ||
      ts.isSatisfiesExpression(at) ||
      ts.isParenthesizedTypeNode(at) ||
      ts.isUnionTypeNode(at);
    if (!isWrapper) return undefined;
  }
}

const nameText = (name: ts.Node): string | undefined =>
  ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isPrivateIdentifier(name) ? name.text : undefined;

/** A function without a name of its own, by the one it stands in. */
function callbackTitle(node: ts.Node): string {
  for (let at = node.parent as ts.Node | undefined; at !== undefined; at = at.parent)
    if (isFunctionWithBody(at) && nameOfDeclaration(at) !== undefined) return `a callback in ${titleOf(at)}`;
  return 'a callback';
}

/** For people: `Prices.of`, `totalOf`. */
export function titleOf(node: ts.SignatureDeclaration): string {
  const name = nameOfDeclaration(node);
  if (name === undefined) return callbackTitle(node);
  for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent) {
    if (isFunctionWithBody(at)) return name;
    if (ts.isInterfaceDeclaration(at) || ts.isClassLike(at) || ts.isTypeAliasDeclaration(at))
      return at.name === undefined || at.name.text === name ? name : `${at.name.text}.${name}`;
    if (ts.isVariableDeclaration(at) && ts.isIdentifier(at.name) && at.name.text !== name)
      return `${at.name.text}.${name}`;
  }
  return name;
}

/** A function written in place, without what is around it. */
export function inlineFunction(node: ts.Expression): ts.ArrowFunction | ts.FunctionExpression | undefined {
  const inner = unwrap(node);
  return ts.isArrowFunction(inner) || ts.isFunctionExpression(inner) ? inner : undefined;
}

/** True where the file exports a declaration, or the class it belongs to, by default: it is then imported by any name. */
export function isDefaultExport({ checker }: Program, node: ts.SignatureDeclaration): boolean {
  const file = checker.getSymbolAtLocation(node.getSourceFile());
  const exported = file?.exports?.get(ts.InternalSymbolName.Default);
  if (exported === undefined) return false;
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const declarations = (symbol.declarations ?? []).flatMap((each): ts.Node[] =>
    ts.isVariableDeclaration(each) && each.initializer ? [each, each.initializer] : [each],
  );
  const assigned = (exported.declarations ?? []).flatMap((each) =>
    ts.isExportAssignment(each) ? [each.expression] : [],
  );
  return [...declarations, ...assigned].includes(node);
}
