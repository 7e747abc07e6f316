/** Which files of a program take part in wiring. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import type { ComposedImport } from '../model.ts';

/** Files of tests wire what they like: a manual `new` or a testing module there stays as it is. */
export const isTestFile = (path: string): boolean =>
  /(?:^|\/)(?:tests?|__tests__|__mocks__|e2e|cypress)\//.test(path) ||
  /[.-](?:spec|test|e2e-spec)\.[cm]?[jt]sx?$/.test(path);

/** The program's files outside its tests. */
export const wiringFiles = (program: Program): readonly ts.SourceFile[] =>
  program.files.filter((file) => !isTestFile(program.pathOf(file)));

/** True when a file imports a package, or a path below it. */
export function importsPackage(file: ts.SourceFile, name: string | RegExp): boolean {
  return file.statements.some((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return false;
    const { text } = statement.moduleSpecifier;
    return typeof name === 'string' ? text === name || text.startsWith(`${name}/`) : name.test(text);
  });
}

/** The package that a name of a file is imported from, and the name it has there. */
export function importedFrom(
  { checker }: Program,
  expression: ts.Expression,
): { readonly specifier: string; readonly imported: string } | undefined {
  const member = ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
  const root = ts.isPropertyAccessExpression(expression) ? expression.expression : expression;
  if (!ts.isIdentifier(root)) return undefined;
  for (const declaration of checker.getSymbolAtLocation(root)?.declarations ?? []) {
    let at: ts.Node | undefined = declaration;
    while (at !== undefined && !ts.isImportDeclaration(at)) at = at.parent;
    if (at === undefined || !ts.isStringLiteral(at.moduleSpecifier)) continue;
    const own = ts.isImportSpecifier(declaration) ? (declaration.propertyName ?? declaration.name).text : '*';
    return { specifier: at.moduleSpecifier.text, imported: member ?? own };
  }
  return undefined;
}

/** The decorators of a class, method, property or parameter, with the package and name each comes from. */
export function decoratorsOf(program: Program, node: ts.Node): DecoratorRecord[] {
  if (!ts.canHaveDecorators(node)) return [];
  return (ts.getDecorators(node) ?? []).map((decorator) => {
    const call = ts.isCallExpression(decorator.expression) ? decorator.expression : undefined;
    const callee = call?.expression ?? decorator.expression;
    const origin = importedFrom(program, callee);
    return {
      node: decorator,
      name: origin?.imported ?? callee.getText(),
      specifier: origin?.specifier,
      arguments: call?.arguments ?? [],
    };
  });
}

export interface DecoratorRecord {
  readonly node: ts.Decorator;
  readonly name: string;
  /** Where it is imported from; `undefined` when it is declared in the file. */
  readonly specifier: string | undefined;
  readonly arguments: readonly ts.Expression[];
}

/** True for a type that is declared under a name, whatever it is exported or imported as. */
export function isNamed(type: ts.Type, name: string): boolean {
  const symbol = (type.aliasSymbol ?? type.symbol) as ts.Symbol | undefined;
  return (symbol?.declarations ?? []).some((each) => (each as ts.NamedDeclaration).name?.getText() === name);
}

/** What the codebase imports for the metadata of its decorators. */
export function metadataImport(program: Program): ComposedImport {
  const known = /^(?:reflect-metadata(?:\/.*)?|@abraham\/reflection|core-js\/.*reflect.*)$/;
  for (const { statements } of program.files) {
    for (const each of statements.filter(ts.isImportDeclaration)) {
      const { text } = each.moduleSpecifier as ts.StringLiteral;
      if (each.importClause === undefined && known.test(text))
        return { module: text, imported: '', name: '' };
    }
  }
  return { module: 'reflect-metadata', imported: '', name: '' };
}
