/** Adding an import to a file in its own style. */
import { ts } from 'ts-morph';
import type { TextEdit } from '../../../../changes/index.ts';
import { endsWithSemicolon, eolOf, quoteOf } from '../edits.ts';

export interface WantedImport {
  readonly name: string;
  readonly specifier: string;
  readonly typeOnly?: boolean;
}

/** The edits that bring names into a file: beside names of the same module, else after the last import. */
export function importEdits(file: ts.SourceFile, wanted: readonly WantedImport[]): TextEdit[] {
  const missing = wanted.filter((each) => !isImported(file, each));
  const bySpecifier = new Map<string, WantedImport[]>();
  for (const each of missing)
    bySpecifier.set(each.specifier, [...(bySpecifier.get(each.specifier) ?? []), each]);
  const lines: string[] = [];
  const edits: TextEdit[] = [];
  for (const [specifier, names] of bySpecifier) {
    const beside = namedImport(file, specifier);
    const listed = names.map(({ name }) => name).join(', ');
    if (beside === undefined) lines.push(newImport(file, names, specifier));
    else edits.push(addNames(file, beside, listed));
  }
  return lines.length === 0 ? edits : [...edits, insertLines(file, lines)];
}

function isImported(file: ts.SourceFile, { name, specifier }: WantedImport): boolean {
  return importsOf(file, specifier).some((statement) => {
    const bindings = statement.importClause?.namedBindings;
    return bindings !== undefined && ts.isNamedImports(bindings)
      ? bindings.elements.some((element) => element.name.text === name)
      : false;
  });
}

const importsOf = (file: ts.SourceFile, specifier: string): ts.ImportDeclaration[] =>
  file.statements
    .filter(ts.isImportDeclaration)
    .filter(
      ({ moduleSpecifier }) => ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text === specifier,
    );

/** `import { … } from` the module, values and not types. */
function namedImport(file: ts.SourceFile, specifier: string): ts.NamedImports | undefined {
  for (const { importClause } of importsOf(file, specifier)) {
    if (importClause === undefined || importClause.isTypeOnly) continue;
    const bindings = importClause.namedBindings;
    if (bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.length > 0)
      return bindings;
  }
  return undefined;
}

function addNames(file: ts.SourceFile, bindings: ts.NamedImports, names: string): TextEdit {
  const last = bindings.elements.at(-1) ?? bindings;
  const onOwnLine = /\n[ \t]*$/.exec(file.text.slice(bindings.pos, last.getStart(file)));
  return { start: last.end, end: last.end, text: `,${onOwnLine?.[0] ?? ' '}${names}` };
}

function newImport(file: ts.SourceFile, names: readonly WantedImport[], specifier: string): string {
  const [quote, end] = [quoteOf(file), endsWithSemicolon(file) ? ';' : ''];
  const kind = names.every(({ typeOnly }) => typeOnly) ? 'import type' : 'import';
  return `${kind} { ${names.map(({ name }) => name).join(', ')} } from ${quote}${specifier}${quote}${end}`;
}

function insertLines(file: ts.SourceFile, lines: readonly string[]): TextEdit {
  const eol = eolOf(file);
  const last = file.statements.filter(ts.isImportDeclaration).at(-1);
  if (last !== undefined)
    return { start: last.end, end: last.end, text: lines.map((line) => eol + line).join('') };
  const at = file.statements[0]?.getStart(file) ?? 0;
  return { start: at, end: at, text: `${lines.join(eol)}${eol}${eol}` };
}
