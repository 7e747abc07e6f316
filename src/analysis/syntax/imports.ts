import { ts } from 'ts-morph';
import type { FileImport, ImportedName } from './model.ts';

/** Where names stand in a file: outside types, or as the type of something that is handed over at run time. */
export interface NameUse {
  readonly atRunTime: ReadonlySet<string>;
  readonly handedOver: ReadonlySet<string>;
}

type Draft = Omit<FileImport, 'typeOnly' | 'handedOver'> & { readonly saysType: boolean };

/** Imports, re-exports, `require` and `import()` with a text; the last two wherever they stand. */
export function draftImports(source: ts.SourceFile): Draft[] {
  const lineOf = (node: ts.Node): number =>
    source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  const statements = source.statements.flatMap((statement) => ofStatement(statement, lineOf));
  return [...statements, ...callsThatImport(source, lineOf)];
}

export const settleImports = (drafts: readonly Draft[], { atRunTime, handedOver }: NameUse): FileImport[] =>
  drafts.map(({ saysType, ...rest }) => {
    const { kind, names } = rest;
    const inTypes =
      kind === 'import' && names.length > 0 && names.every(({ local }) => !atRunTime.has(local));
    return {
      ...rest,
      typeOnly: saysType || inTypes,
      handedOver: names.flatMap(({ local, imported }) => (handedOver.has(local) ? [imported] : [])),
    };
  });

function ofStatement(statement: ts.Statement, lineOf: (node: ts.Node) => number): Draft[] {
  if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
    const clause = statement.importClause;
    const { text } = statement.moduleSpecifier;
    const { names, allTypes } = importedNames(clause);
    const saysType = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || allTypes;
    return [{ specifier: text, line: lineOf(statement), kind: 'import', names, saysType }];
  }
  if (
    ts.isImportEqualsDeclaration(statement) &&
    ts.isExternalModuleReference(statement.moduleReference) &&
    ts.isStringLiteral(statement.moduleReference.expression)
  ) {
    const { text } = statement.moduleReference.expression;
    const names = [{ imported: '*', local: statement.name.text }];
    return [
      { specifier: text, line: lineOf(statement), kind: 'require', names, saysType: statement.isTypeOnly },
    ];
  }
  if (!ts.isExportDeclaration(statement) || !statement.moduleSpecifier) return [];
  if (!ts.isStringLiteral(statement.moduleSpecifier)) return [];
  const { text } = statement.moduleSpecifier;
  const names = exportedNames(statement.exportClause);
  return [
    { specifier: text, line: lineOf(statement), kind: 'export', names, saysType: statement.isTypeOnly },
  ];
}

function importedNames(clause: ts.ImportClause | undefined): { names: ImportedName[]; allTypes: boolean } {
  const names: ImportedName[] = [];
  if (!clause) return { names, allTypes: false };
  if (clause.name) names.push({ imported: 'default', local: clause.name.text });
  const bindings = clause.namedBindings;
  if (!bindings) return { names, allTypes: false };
  if (ts.isNamespaceImport(bindings)) names.push({ imported: '*', local: bindings.name.text });
  else {
    for (const element of bindings.elements)
      names.push({ imported: (element.propertyName ?? element.name).text, local: element.name.text });
  }
  const allTypes =
    !clause.name &&
    ts.isNamedImports(bindings) &&
    bindings.elements.length > 0 &&
    bindings.elements.every((element) => element.isTypeOnly);
  return { names, allTypes };
}

function exportedNames(clause: ts.NamedExportBindings | undefined): ImportedName[] {
  if (!clause) return [{ imported: '*', local: '*' }];
  if (ts.isNamespaceExport(clause)) return [{ imported: '*', local: clause.name.text }];
  return clause.elements.map((element) => ({
    imported: (element.propertyName ?? element.name).text,
    local: element.name.text,
  }));
}

/** Texts without either word are not searched. */
function callsThatImport(source: ts.SourceFile, lineOf: (node: ts.Node) => number): Draft[] {
  if (!/\b(?:require|import)\s*\(/.test(source.text)) return [];
  const drafts: Draft[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const kind = importKind(node.expression);
      const [first] = node.arguments;
      if (kind && first && ts.isStringLiteralLike(first)) {
        const names = kind === 'require' ? requiredNames(node) : [{ imported: '*', local: '*' }];
        drafts.push({ specifier: first.text, line: lineOf(node), kind, names, saysType: false });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return drafts;
}

function importKind(callee: ts.Expression): 'require' | 'dynamic' | undefined {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return 'dynamic';
  return ts.isIdentifier(callee) && callee.text === 'require' ? 'require' : undefined;
}

/** The names of `const { a, b: c } = require('…')` and `const d = require('…')`. */
function requiredNames(call: ts.CallExpression): ImportedName[] {
  const { parent } = call;
  if (!parent || !ts.isVariableDeclaration(parent)) return [{ imported: '*', local: '*' }];
  if (ts.isIdentifier(parent.name)) return [{ imported: '*', local: parent.name.text }];
  if (!ts.isObjectBindingPattern(parent.name)) return [];
  return parent.name.elements.flatMap(({ name, propertyName }) => {
    if (!ts.isIdentifier(name)) return [];
    const imported = propertyName && ts.isIdentifier(propertyName) ? propertyName.text : name.text;
    return [{ imported, local: name.text }];
  });
}
