/** Everything that a codebase exports and that a team might make a service, from the syntax alone. */
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

/** `src/users/user-service.ts#UserService`, or `src/prices.ts` for its functions; sorted. */
export function findTargets(root: string): string[] {
  const files = sourcesBelow(root, root).filter((file) => !testFile.test(file));
  return files.flatMap((file) => targetsIn(root, file));
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

/** Names of exported services; the file itself where it exports nothing but functions, some of them asynchronous. */
function targetsIn(root: string, file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest);
  const exported = exportedNames(source);
  const declared = source.statements.flatMap(candidatesOf).filter(({ name }) => exported.has(name));
  const services = declared.filter(({ isService }) => isService).map(({ name }) => `${file}#${name}`);
  const functions = declared.filter(({ isFunction }) => isFunction);
  const onlyFunctions = functions.length >= 2 && functions.length === declared.length;
  const isModule = onlyFunctions && functions.some(({ isAsync }) => isAsync);
  return isModule ? [file] : [...new Set(services)];
}

interface Candidate {
  readonly name: string;
  readonly isService: boolean;
  readonly isFunction: boolean;
  readonly isAsync: boolean;
}

function candidatesOf(statement: ts.Statement): Candidate[] {
  const none = { isService: false, isFunction: false, isAsync: false };
  if (ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement)) {
    const members: readonly ts.ClassElement[] | readonly ts.TypeElement[] = statement.members;
    return statement.name === undefined
      ? []
      : [{ ...none, name: statement.name.text, isService: isServiceLike(statement, members) }];
  }
  if (ts.isTypeAliasDeclaration(statement) && ts.isTypeLiteralNode(statement.type)) {
    const isService = isServiceLike(statement, statement.type.members);
    return isService ? [{ ...none, name: statement.name.text, isService }] : [];
  }
  if (ts.isFunctionDeclaration(statement)) {
    const isAsync = hasModifier(statement, ts.SyntaxKind.AsyncKeyword);
    return statement.name === undefined
      ? []
      : [{ ...none, name: statement.name.text, isFunction: true, isAsync }];
  }
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    ts.isIdentifier(name) && initializer !== undefined
      ? [{ ...none, name: name.text, ...describeValue(initializer) }]
      : [],
  );
}

function describeValue(value: ts.Expression): Omit<Candidate, 'name'> {
  const isFunction = ts.isArrowFunction(value) || ts.isFunctionExpression(value);
  const methods = ts.isObjectLiteralExpression(value) ? value.properties.filter(isFunctionMember) : [];
  return {
    isFunction,
    isAsync: isFunction && hasModifier(value, ts.SyntaxKind.AsyncKeyword),
    isService: methods.some(isAsyncMember),
  };
}

/** Names after `export`, in `export { … }` and after `export default`. */
function exportedNames(source: ts.SourceFile): Set<string> {
  const names = source.statements.flatMap((statement): string[] => {
    if (ts.isExportAssignment(statement))
      return ts.isIdentifier(statement.expression) ? [statement.expression.text] : [];
    if (ts.isExportDeclaration(statement)) {
      const clause = statement.moduleSpecifier === undefined ? statement.exportClause : undefined;
      return clause !== undefined && ts.isNamedExports(clause)
        ? clause.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
        : [];
    }
    return hasModifier(statement, ts.SyntaxKind.ExportKeyword)
      ? candidatesOf(statement).map(({ name }) => name)
      : [];
  });
  return new Set(names);
}

type Typed = ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration;
type Members = readonly ts.ClassElement[] | readonly ts.TypeElement[];

function isServiceLike(node: Typed, members: Members): boolean {
  const methods = [...members].filter(isFunctionMember);
  if (methods.length === 0) return false;
  if (serviceName.test(node.name?.text ?? '')) return true;
  const asynchronous = methods.filter(isAsyncMember);
  if (!ts.isClassDeclaration(node)) return methods.length >= 2 && asynchronous.length > 0;
  return asynchronous.some((method) => !isHidden(method));
}

const isHidden = (method: ts.Node): boolean =>
  hasModifier(method, ts.SyntaxKind.PrivateKeyword) || hasModifier(method, ts.SyntaxKind.ProtectedKeyword);

/** A method, or a property with the type or the value of a function. */
const isFunctionMember = (member: ts.Node): boolean => signatureOf(member) !== undefined;

function signatureOf(member: ts.Node): ts.SignatureDeclaration | undefined {
  if (ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) return member;
  if (ts.isPropertySignature(member))
    return member.type !== undefined && ts.isFunctionTypeNode(member.type) ? member.type : undefined;
  if (!ts.isPropertyDeclaration(member) && !ts.isPropertyAssignment(member)) return undefined;
  const value = member.initializer;
  return value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))
    ? value
    : undefined;
}

function isAsyncMember(member: ts.Node): boolean {
  const signature = signatureOf(member);
  if (signature === undefined) return false;
  const result = signature.type === undefined ? '' : textOf(signature.type);
  return result === 'Promise' || hasModifier(signature, ts.SyntaxKind.AsyncKeyword);
}

const textOf = (type: ts.TypeNode): string =>
  ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? type.typeName.text : '';

const hasModifier = (node: ts.Node, wanted: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some(({ kind }) => kind === wanted) ?? false);
