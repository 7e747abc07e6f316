/** What importing a file would do beside giving its exports. */
import { posix } from 'node:path';
import { ts } from 'ts-morph';
import type { Program } from '../../../analysis/program.ts';
import { isFunctionWithBody, symbolAt, walk } from '../../../analysis/symbols.ts';

/** The project's own file that a specifier leads to. */
export function fileBehind(program: Program, specifier: ts.Expression): ts.SourceFile | undefined {
  const symbol = program.checker.getSymbolAtLocation(specifier);
  const file = symbol?.valueDeclaration?.getSourceFile() ?? symbol?.declarations?.[0]?.getSourceFile();
  return file !== undefined && program.files.includes(file) ? file : undefined;
}

/** `file:<path>` for a file of the codebase that is imported by its place; any other specifier as it is. */
export function moduleOf(program: Program, from: ts.SourceFile, specifier: ts.StringLiteralLike): string {
  if (!specifier.text.startsWith('.')) return specifier.text;
  const file = fileBehind(program, specifier);
  if (file !== undefined) return `file:${program.pathOf(file)}`;
  return `file:${posix.join(posix.dirname(program.pathOf(from)), specifier.text)}`;
}

/** Statements at the top of a file that do something: calls, loops. Declarations and re-exports do not. */
export function effectsOf(file: ts.SourceFile): ts.Statement[] {
  return file.statements.filter(
    (each) =>
      (ts.isExpressionStatement(each) &&
        !ts.isStringLiteral(each.expression) &&
        !ts.isBinaryExpression(each.expression)) ||
      ts.isIfStatement(each) ||
      ts.isTryStatement(each) ||
      ts.isForStatement(each) ||
      ts.isForOfStatement(each),
  );
}

/** The statement by which importing a file starts a server or ends the process. */
export function startsServer(program: Program, file: ts.SourceFile): ts.Statement | undefined {
  const statements = [...effectsOf(file), ...file.statements.filter(ts.isVariableStatement)];
  return statements.find((each) => listens(program, each, 2));
}

/** `app.listen(…)`, or a call of a function of the file that does it. */
function listens(program: Program, node: ts.Node, depth: number): boolean {
  let found = false;
  walk(node, (at) => {
    if (found) return false;
    if (ts.isCallExpression(at)) {
      const name = ts.isPropertyAccessExpression(at.expression) ? at.expression.name : at.expression;
      if (ts.isPropertyAccessExpression(at.expression) && name.getText() === 'listen') found = true;
      else if (depth > 0)
        found ||= calledHere(program, name, at.getSourceFile()).some((each) =>
          listens(program, each, depth - 1),
        );
    }
    return depth < 2 || !isFunctionWithBody(at) || isCallee(at);
  });
  return found;
}

/** `(async () => { … })()` and `connect().then(() => app.listen())` run at once, or nearly so. */
function isCallee(node: ts.Node): boolean {
  let at = node.parent;
  while (ts.isParenthesizedExpression(at)) at = at.parent;
  return ts.isCallExpression(at);
}

function calledHere(program: Program, name: ts.Node, file: ts.SourceFile): ts.Node[] {
  return (symbolAt(program.checker, name)?.declarations ?? []).flatMap((each) => {
    if (each.getSourceFile() !== file) return [];
    if (ts.isFunctionDeclaration(each) && each.body) return [each.body];
    const value = ts.isVariableDeclaration(each) ? each.initializer : undefined;
    return value !== undefined && isFunctionWithBody(value) ? [value.body] : [];
  });
}

/** A file that starts a server and that importing `file` would load. */
export function serverBehind(
  program: Program,
  file: ts.SourceFile,
  seen: Set<ts.SourceFile> = new Set(),
): { file: ts.SourceFile; statement: ts.Statement } | undefined {
  if (seen.has(file)) return undefined;
  seen.add(file);
  const statement = startsServer(program, file);
  if (statement !== undefined) return { file, statement };
  for (const each of file.statements) {
    const specifier = importedBy(each);
    const next = specifier && fileBehind(program, specifier);
    const found = next && serverBehind(program, next, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function importedBy(node: ts.Statement): ts.Expression | undefined {
  if (ts.isImportDeclaration(node))
    return node.importClause?.isTypeOnly === true ? undefined : node.moduleSpecifier;
  return ts.isExportDeclaration(node) && !node.isTypeOnly ? node.moduleSpecifier : undefined;
}
