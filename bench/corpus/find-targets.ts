/** Every exported class and interface of a codebase that a team might make a service, from the syntax alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const skipped = new Set([
  'node_modules',
  'dist',
  'build',
  'out',
  'coverage',
  'migrations',
  'frontend',
  'client',
]);
const serviceName =
  /(?:Service|Repository|Repo|Store|Gateway|Client|Manager|UseCase|Provider|Adapter|Facade|Api)$/;
const testFile =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|e2e)\/|\.(?:test|spec|e2e|e2e-spec|mock|fake|stories)\.[cm]?ts$/;

/** `src/users/user-service.ts#UserService`, sorted. */
export function findTargets(root: string): string[] {
  const files = sourcesBelow(root, root).filter((file) => !testFile.test(file));
  return files.flatMap((file) => namesIn(join(root, file)).map((name) => `${file}#${name}`));
}

function sourcesBelow(root: string, folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory())
        return skipped.has(entry.name) || entry.name.startsWith('.') ? [] : sourcesBelow(root, path);
      return /(?<!\.d)\.[cm]?ts$/.test(entry.name) ? [relative(root, path)] : [];
    })
    .sort();
}

function namesIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const names = source.statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    const isCandidate = ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement);
    const name = isCandidate ? statement.name?.text : undefined;
    return isExported && isCandidate && name !== undefined && isServiceLike(statement) ? [name] : [];
  });
  return [...new Set(names)];
}

function isServiceLike(node: ts.ClassDeclaration | ts.InterfaceDeclaration): boolean {
  const methods = node.members.filter(
    (member) => ts.isMethodDeclaration(member) || ts.isMethodSignature(member),
  );
  if (methods.length === 0) return false;
  if (serviceName.test(node.name?.text ?? '')) return true;
  const asynchronous = methods.filter(
    (method) =>
      /^Promise\b/.test(method.type === undefined ? '' : textOf(method.type)) ||
      hasModifier(method, ts.SyntaxKind.AsyncKeyword),
  );
  const hidden = (method: ts.Node): boolean =>
    hasModifier(method, ts.SyntaxKind.PrivateKeyword) || hasModifier(method, ts.SyntaxKind.ProtectedKeyword);
  if (ts.isInterfaceDeclaration(node)) return methods.length >= 2 && asynchronous.length > 0;
  return asynchronous.some((method) => !hidden(method));
}

const textOf = (type: ts.TypeNode): string =>
  ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? type.typeName.text : '';

const hasModifier = (node: ts.Node, wanted: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some(({ kind }) => kind === wanted) ?? false);
