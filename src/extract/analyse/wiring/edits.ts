/** Edits of a user's file, in the file's own quotes, semicolons and line ends. */
import { ts } from 'ts-morph';
import type { TextEdit } from '../../../changes/index.ts';

export const insert = (at: number, text: string): TextEdit => ({ start: at, end: at, text });

/** Brings a name into a file beside its imports; nothing where it is there already. */
export function importEdit(file: ts.SourceFile, name: string, specifier: string): TextEdit[] {
  const imports = file.statements.filter(isImport);
  const known = imports.find((each) => ts.isImportDeclaration(each) && specifierOf(each) === specifier);
  if (known !== undefined && namesIn(known).includes(name)) return [];
  const line = importLine(file, name, specifier);
  const last = imports.at(-1);
  if (last !== undefined) return [insert(last.end, `${eolOf(file)}${line}`)];
  return [insert(startOf(file), `${line}${eolOf(file)}${eolOf(file)}`)];
}

function importLine(file: ts.SourceFile, name: string, specifier: string): string {
  const quote = quoteOf(file);
  return `import { ${name} } from ${quote}${specifier}${quote}${endsWithSemicolon(file) ? ';' : ''}`;
}

const isImport = (
  node: ts.Statement,
): node is ts.ImportDeclaration | ts.ImportEqualsDeclaration | ts.VariableStatement =>
  ts.isImportDeclaration(node) || ts.isImportEqualsDeclaration(node) || isRequire(node);

/** `const x = require('y')` */
const isRequire = (node: ts.Statement): node is ts.VariableStatement =>
  ts.isVariableStatement(node) &&
  node.declarationList.declarations.every(
    ({ initializer }) => initializer !== undefined && /^require\s*\(/.test(initializer.getText()),
  );

export const specifierOf = (node: ts.ImportDeclaration): string =>
  ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : '';

function namesIn(node: ts.Statement): string[] {
  const bindings = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : undefined;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
  return bindings.elements.map((each) => each.name.text);
}

/** After directives (`'use strict'`) and the comment at the top of the file. */
function startOf(file: ts.SourceFile): number {
  const directive = file.statements.findLast(
    (each) => ts.isExpressionStatement(each) && ts.isStringLiteral(each.expression),
  );
  if (directive !== undefined) return directive.end + eolOf(file).length;
  const shebang = ts.getShebang(file.text);
  return shebang === undefined ? 0 : shebang.length + eolOf(file).length;
}

export const eolOf = ({ text }: ts.SourceFile): string => (text.includes('\r\n') ? '\r\n' : '\n');

export function quoteOf({ text }: ts.SourceFile): string {
  const [single, double] = [/from\s*'/g, /from\s*"/g].map((form) => text.match(form)?.length ?? 0);
  if (single === 0 && double === 0)
    return (text.match(/"/g)?.length ?? 0) > (text.match(/'/g)?.length ?? 0) ? '"' : "'";
  return (double ?? 0) > (single ?? 0) ? '"' : "'";
}

export function endsWithSemicolon({ statements, text }: ts.SourceFile): boolean {
  const endable = statements.filter(
    (each) => ts.isImportDeclaration(each) || ts.isVariableStatement(each) || ts.isExpressionStatement(each),
  );
  const ended = endable.filter((each) => text[each.end - 1] === ';');
  return endable.length === 0 || ended.length * 2 >= endable.length;
}
