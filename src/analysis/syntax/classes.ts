import { ts } from 'ts-morph';
import type { WrittenClass } from './model.ts';

/** The classes that stand at the top of a file. */
export function readClasses(source: ts.SourceFile): WrittenClass[] {
  return source.statements.filter(ts.isClassDeclaration).map((node) => ({
    name: node.name?.text ?? 'default',
    decorators: decoratorsOf(node),
    extends: heritage(node, ts.SyntaxKind.ExtendsKeyword)[0],
    implements: heritage(node, ts.SyntaxKind.ImplementsKeyword),
    fields: new Map(node.members.flatMap(fieldsOf)),
  }));
}

const decoratorsOf = (node: ts.ClassDeclaration): string[] =>
  (ts.getDecorators(node) ?? []).flatMap(({ expression }) => {
    const callee = ts.isCallExpression(expression) ? expression.expression : expression;
    return ts.isIdentifier(callee) ? [callee.text] : [];
  });

const heritage = (node: ts.ClassDeclaration, token: ts.SyntaxKind): string[] =>
  (node.heritageClauses ?? [])
    .filter((clause) => clause.token === token)
    .flatMap(({ types }) =>
      types.map(({ expression }) => lastName(expression)).filter((name) => name !== ''),
    );

const lastName = (node: ts.Expression): string => {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : '';
};

function fieldsOf(member: ts.ClassElement): (readonly [string, string])[] {
  if (ts.isPropertyDeclaration(member))
    return named(member.name, typeName(member.type) ?? madeBy(member.initializer));
  if (!ts.isConstructorDeclaration(member)) return [];
  return member.parameters.flatMap(({ name, type }) => named(name, typeName(type)));
}

function named(name: ts.Node, type: string | undefined): (readonly [string, string])[] {
  if (type === undefined || !(ts.isIdentifier(name) || ts.isPrivateIdentifier(name))) return [];
  return [[name.text, type]];
}

function typeName(type: ts.TypeNode | undefined): string | undefined {
  if (!type || !ts.isTypeReferenceNode(type)) return undefined;
  if (ts.isIdentifier(type.typeName)) return type.typeName.text;
  return type.typeName.right.text;
}

/** The class of `new Payments()`. */
export const madeBy = (value: ts.Expression | undefined): string | undefined =>
  value && ts.isNewExpression(value) && ts.isIdentifier(value.expression) ? value.expression.text : undefined;
