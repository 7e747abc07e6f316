/** Whether what a composition puts together stays within the process: only then may tests call it at random. */
import { ts } from 'ts-morph';
import type { Program } from '../../../analysis/program.ts';
import { followAlias, packageOf, walk } from '../../../analysis/symbols.ts';
import type { ComposedImport, Composition } from './model.ts';

/** What leads out of the process, and the file that uses it: `pg` of `src/db.ts`. */
export interface WayOut {
  readonly through: string;
  /** Relative to the root; nothing where the composition itself does. */
  readonly file?: string;
}

const innerModules =
  /^(?:node:)?(?:assert|async_hooks|buffer|crypto|events|path|perf_hooks|querystring|string_decoder|timers|url|util)(?:\/.+)?$/;

/** Packages that compute and nothing else. */
const innerPackages =
  /^(?:tslib|reflect-metadata|class-transformer|class-validator|zod|joi|yup|ajv|valibot|io-ts|fp-ts|effect|neverthrow|true-myth|oxide\.ts|ts-results(?:-es)?|lodash(?:[.-].+)?|ramda|remeda|immer|immutable|uuid|nanoid|ulid|date-fns(?:-tz)?|dayjs|luxon|moment|decimal\.js(?:-light)?|bignumber\.js|big\.js|http-errors|http-status(?:-codes)?|ms|semver|slugify|rxjs|tsyringe|inversify|awilix|@map-colonies\/error-types)$/;

const outwards = /^(?:fetch|XMLHttpRequest|WebSocket|EventSource)$/;

/**
 * Nothing where all that is imported on the way is code of the project and packages that compute. `generated`: the folder
 * of all extractions, whose bindings stay in the process unless they are told otherwise.
 */
export function wayOut(
  program: Program,
  { imports, statements, expression }: Composition,
  generated: string,
): WayOut | undefined {
  const own = [...statements, expression].find((text) =>
    /\bfetch\s*\(|\bimport\s*\(|\brequire\s*\(/.test(text),
  );
  if (own !== undefined) return { through: own.split('\n')[0] ?? own };
  const open = imports.filter(({ typeOnly }) => typeOnly !== true);
  const packages = open.find(({ module }) => !isFile(module) && !isInner(module));
  if (packages !== undefined) return { through: packages.module };
  const seen = new Set<ts.SourceFile>();
  const waiting = open.flatMap((each) => fileOf(program, each) ?? []);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file) || program.pathOf(file).startsWith(`${generated}/`)) continue;
    seen.add(file);
    const out = callOut(file);
    if (out !== undefined) return { through: out, file: program.pathOf(file) };
    for (const specifier of loadedBy(program, file)) {
      const target = targetOf(program, specifier);
      if (target instanceof Object) waiting.push(target);
      else if (!isInner(specifier.text)) return { through: specifier.text, file: program.pathOf(file) };
    }
  }
  return undefined;
}

const isFile = (module: string): boolean => module.startsWith('file:');

const fileOf = (program: Program, { module }: ComposedImport): ts.SourceFile | undefined =>
  isFile(module) ? program.file(module.slice('file:'.length)) : undefined;

function isInner(specifier: string): boolean {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  return innerModules.test(specifier) || innerPackages.test(name);
}

/** The specifiers of what is loaded together with a file: of imports that are more than types. */
function loadedBy({ checker }: Program, file: ts.SourceFile): ts.StringLiteral[] {
  return file.statements.flatMap((statement) => {
    if (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference)) {
      const { expression } = statement.moduleReference;
      return ts.isStringLiteral(expression) && !statement.isTypeOnly ? [expression] : [];
    }
    const from =
      ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)
        ? statement.moduleSpecifier
        : undefined;
    if (from === undefined || !ts.isStringLiteral(from)) return [];
    if (ts.isExportDeclaration(statement)) return statement.isTypeOnly ? [] : [from];
    return ts.isImportDeclaration(statement) && isOfTypes(checker, statement.importClause) ? [] : [from];
  });
}

function isOfTypes(checker: ts.TypeChecker, clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  if (named !== undefined && ts.isNamespaceImport(named)) return false;
  const names = [...(clause.name ? [clause.name] : []), ...(named?.elements ?? []).map(({ name }) => name)];
  return names.length > 0 && names.every((name) => isType(checker, name));
}

function isType(checker: ts.TypeChecker, name: ts.Identifier): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  const target = symbol && followAlias(checker, symbol);
  return target !== undefined && (target.flags & ts.SymbolFlags.Value) === 0 && target.flags !== 0;
}

/** The file of the project behind a specifier; nothing for a package. */
function targetOf({ checker }: Program, specifier: ts.StringLiteral): ts.SourceFile | undefined {
  const symbol = checker.getSymbolAtLocation(specifier);
  const file = symbol?.declarations?.[0]?.getSourceFile();
  if (symbol === undefined || file === undefined) return undefined;
  return file.isDeclarationFile || packageOf(symbol) !== undefined ? undefined : file;
}

/** A call that asks others, or loads what nobody can say beforehand. */
function callOut(file: ts.SourceFile): string | undefined {
  let found: string | undefined;
  walk(file, (node) => {
    if (found !== undefined || !(ts.isCallExpression(node) || ts.isNewExpression(node))) return;
    const callee = node.expression;
    const isLoading = callee.kind === ts.SyntaxKind.ImportKeyword || callee.getText() === 'require';
    if (isLoading || (ts.isIdentifier(callee) && outwards.test(callee.text))) found = `${callee.getText()}()`;
  });
  return found;
}
