/** Naming what another file exports, for the composition of a service's process. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { exportsOf, symbolAt } from '../../../../analysis/symbols.ts';
import type { ComposedImport } from '../model.ts';

/** The import of a symbol from the file that declares it; `undefined` where that file does not export it. */
export function importOfSymbol(
  program: Program,
  symbol: ts.Symbol,
  name = symbol.name,
): ComposedImport | undefined {
  const file = symbol.declarations?.[0]?.getSourceFile();
  if (file === undefined || !program.files.includes(file)) return undefined;
  for (const [imported, each] of exportsOf(program, file)) {
    if (each !== symbol) continue;
    return {
      module: `file:${program.pathOf(file)}`,
      imported,
      name: imported === 'default' ? defaultName(symbol, name) : name,
    };
  }
  return undefined;
}

function defaultName(symbol: ts.Symbol, name: string): string {
  const declaration = symbol.declarations?.[0];
  const own = declaration !== undefined && ts.isClassLike(declaration) ? declaration.name?.text : undefined;
  return own ?? (name === 'default' ? 'imported' : name);
}

/** An expression that can be written in another file: a literal as it is, a name with its import. */
export interface PortableName {
  readonly text: string;
  readonly imports: readonly ComposedImport[];
}

/** A token, or any other name or literal, as another file can write it; `undefined` where it is not exported. */
export function portableName(program: Program, expression: ts.Expression): PortableName | undefined {
  if (ts.isStringLiteralLike(expression)) return { text: JSON.stringify(expression.text), imports: [] };
  const root = leftmost(expression);
  if (root === undefined) return globalSymbol(expression);
  const symbol = symbolAt(program.checker, root);
  if (symbol === undefined) return undefined;
  const own = importOfSymbol(program, symbol, root.text) ?? packageImport(program, root);
  if (own === undefined) return undefined;
  return { text: own.name + expression.getText().slice(root.text.length), imports: [own] };
}

/** `Symbol.for('Payments')` means the same everywhere. */
function globalSymbol(expression: ts.Expression): PortableName | undefined {
  return /^Symbol\.for\((['"])[^'"]*\1\)$/.test(expression.getText())
    ? { text: expression.getText(), imports: [] }
    : undefined;
}

function leftmost(node: ts.Expression): ts.Identifier | undefined {
  if (ts.isIdentifier(node)) return node;
  return ts.isPropertyAccessExpression(node) ? leftmost(node.expression) : undefined;
}

/** The import that brings a name of a package into a file. */
function packageImport({ checker }: Program, name: ts.Identifier): ComposedImport | undefined {
  const declaration = checker.getSymbolAtLocation(name)?.declarations?.[0];
  let at: ts.Node | undefined = declaration;
  while (at !== undefined && !ts.isImportDeclaration(at)) at = at.parent;
  if (declaration === undefined || at === undefined || !ts.isStringLiteral(at.moduleSpecifier))
    return undefined;
  if (at.moduleSpecifier.text.startsWith('.')) return undefined;
  const imported = ts.isImportSpecifier(declaration)
    ? (declaration.propertyName ?? declaration.name).text
    : ts.isNamespaceImport(declaration)
      ? '*'
      : 'default';
  return { module: at.moduleSpecifier.text, imported, name: name.text };
}

/** Each import once; a value where some want it as a type and others as a value. */
export function distinctImports(imports: readonly ComposedImport[]): ComposedImport[] {
  const found = new Map<string, ComposedImport>();
  for (const each of imports) {
    const key = `${each.module} ${each.imported} ${each.name}`;
    if (!found.has(key) || !each.typeOnly) found.set(key, each);
  }
  return [...found.values()];
}
