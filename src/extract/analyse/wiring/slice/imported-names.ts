/** What a name is imported as, and from where. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { walk } from '../../../../analysis/symbols.ts';
import { localSymbol } from './references.ts';

export interface ImportedName {
  readonly imported: string;
  readonly specifier: ts.StringLiteralLike;
}

export function importOf(node: ts.Declaration): ImportedName | undefined {
  if (ts.isImportEqualsDeclaration(node)) {
    const { moduleReference: from } = node;
    const specifier = ts.isExternalModuleReference(from) ? from.expression : undefined;
    return specifier !== undefined && ts.isStringLiteralLike(specifier)
      ? { imported: '=', specifier }
      : undefined;
  }
  let at: ts.Node = node;
  while (!ts.isImportDeclaration(at)) {
    if (ts.isSourceFile(at) || at.parent === undefined) return undefined;
    if (
      !ts.isImportSpecifier(at) &&
      !ts.isNamespaceImport(at) &&
      !ts.isImportClause(at) &&
      !ts.isNamedImports(at)
    )
      return undefined;
    at = at.parent;
  }
  if (!ts.isStringLiteral(at.moduleSpecifier)) return undefined;
  const imported = ts.isImportSpecifier(node)
    ? (node.propertyName ?? node.name).text
    : ts.isNamespaceImport(node)
      ? '*'
      : 'default';
  return { imported, specifier: at.moduleSpecifier };
}

/** The relative specifier of `require('./x')` and `import('./x')`. */
export function importedLiteral(node: ts.Node): ts.StringLiteralLike | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const loads =
    node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require';
  const [first] = node.arguments;
  return loads && first !== undefined && ts.isStringLiteralLike(first) && first.text.startsWith('.')
    ? first
    : undefined;
}

export function fromDotenv({ checker }: Program, statement: ts.ExpressionStatement): boolean {
  let from = '';
  walk(statement, (node) => {
    const declaration = ts.isIdentifier(node) ? localSymbol(checker, node)?.declarations?.[0] : undefined;
    from ||= (declaration && importOf(declaration)?.specifier.text) ?? '';
  });
  return /^dotenv(?:[-/]|$)/.test(from);
}
