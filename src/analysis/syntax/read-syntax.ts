import { ts } from 'ts-morph';
import { madeBy, readClasses } from './classes.ts';
import { readFunctions } from './functions.ts';
import { draftImports, settleImports, type NameUse } from './imports.ts';
import type { FileSyntax } from './model.ts';

/** Parses one file, TypeScript or JavaScript, and nothing that it imports. */
export function readSyntax(path: string, text: string): FileSyntax {
  const source = ts.createSourceFile(
    path,
    text,
    {
      languageVersion: ts.ScriptTarget.Latest,
      // Comments that describe types cost a third of the time and say nothing about the structure.
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    },
    true,
  );
  const { parseDiagnostics } = source as ts.SourceFile & { readonly parseDiagnostics?: readonly unknown[] };
  const interfaces = source.statements.filter(ts.isInterfaceDeclaration);
  return {
    path,
    lines: countLines(source),
    imports: settleImports(draftImports(source), readNameUse(source)),
    classes: readClasses(source),
    interfaces: interfaces.map(({ name }) => name.text),
    ports: interfaces.filter(hasMethods).map(({ name }) => name.text),
    functions: readFunctions(source),
    instances: instancesIn(source),
    broken: (parseDiagnostics?.length ?? 0) > 0,
  };
}

/** The types of fields and of a constructor's parameters are what instances are handed over by. */
function readNameUse(source: ts.SourceFile): NameUse {
  const atRunTime = new Set<string>();
  const handedOver = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      return;
    if (ts.isIdentifier(node)) atRunTime.add(node.text);
    else if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) {
      if (isHandedOver(node)) addTypeName(node, handedOver);
    } else if (!(ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword))
      ts.forEachChild(node, visit);
  };
  visit(source);
  return { atRunTime, handedOver };
}

const isHandedOver = ({ parent }: ts.TypeNode): boolean =>
  (ts.isParameter(parent) && ts.isConstructorDeclaration(parent.parent)) ||
  (ts.isPropertyDeclaration(parent) && ts.isClassLike(parent.parent));

function addTypeName(type: ts.TypeNode, names: Set<string>): void {
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) names.add(type.typeName.text);
}

const hasMethods = ({ members }: ts.InterfaceDeclaration): boolean =>
  members.some(
    (member) =>
      ts.isMethodSignature(member) ||
      (ts.isPropertySignature(member) && member.type !== undefined && ts.isFunctionTypeNode(member.type)),
  );

function instancesIn(source: ts.SourceFile): ReadonlyMap<string, string> {
  const declarations = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations);
  return new Map(
    declarations.flatMap(({ name, initializer }): (readonly [string, string])[] => {
      const type = madeBy(initializer);
      return type !== undefined && ts.isIdentifier(name) ? [[name.text, type]] : [];
    }),
  );
}

/** The last line need not end; an empty file has none. */
const countLines = (source: ts.SourceFile): number =>
  source.getLineStarts().length - (source.text === '' || source.text.endsWith('\n') ? 1 : 0);
