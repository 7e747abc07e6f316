/** What an application does before it has Nest make anything: tracing, settings, transactional context. */
import { ts } from 'ts-morph';
import { placeOf } from '../../../../analysis/places.ts';
import type { Program } from '../../../../analysis/program.ts';
import { walk } from '../../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../../diagnostics/index.ts';
import { importsPackage, wiringFiles } from '../container/files.ts';
import type { ComposedImport } from '../model.ts';
import { fileBehind, moduleOf, serverBehind } from '../modules.ts';
import { compose } from '../slice/composition.ts';

export interface BeforeStart {
  readonly imports: readonly ComposedImport[];
  readonly statements: readonly string[];
  readonly findings: readonly Diagnostic[];
}

/** Imports of `main.ts` for their effects, and the calls above `NestFactory.create(AppModule)`. */
export function beforeStart(program: Program, port: string, root: ts.Symbol | undefined): BeforeStart {
  const start = startOf(program, root);
  if (start === undefined) return { imports: [], statements: [], findings: [] };
  const imports = effectImports(program, start.getSourceFile());
  const calls = statementsBefore(start).map((each) => carry(program, port, each));
  return {
    imports: [...imports, ...calls.flatMap((each) => each.imports)],
    statements: calls.flatMap(({ statements }) => statements),
    findings: calls.flatMap(({ findings }) => findings),
  };
}

/** The call that makes the application of a module. */
function startOf(program: Program, root: ts.Symbol | undefined): ts.CallExpression | undefined {
  let found: ts.CallExpression | undefined;
  for (const file of wiringFiles(program)) {
    if (!importsPackage(file, '@nestjs/core')) continue;
    walk(file, (node) => {
      if (!ts.isCallExpression(node) || !/^NestFactory\.create\w*$/.test(node.expression.getText())) return;
      const [module] = node.arguments;
      const type = module && program.checker.getTypeAtLocation(module);
      if (type?.symbol === root) found ??= node;
    });
  }
  return found;
}

function effectImports(program: Program, file: ts.SourceFile): ComposedImport[] {
  return file.statements.flatMap((each) => {
    if (!ts.isImportDeclaration(each) || each.importClause !== undefined) return [];
    const specifier = each.moduleSpecifier;
    if (!ts.isStringLiteral(specifier)) return [];
    const behind = fileBehind(program, specifier);
    if (behind !== undefined && serverBehind(program, behind) !== undefined) return [];
    return [{ module: moduleOf(program, file, specifier), imported: '', name: '' }];
  });
}

/** Calls and assignments above the start: of its function, and of the file where that calls the function. */
function statementsBefore(start: ts.CallExpression): ts.ExpressionStatement[] {
  const found: ts.ExpressionStatement[] = [];
  for (let at: ts.Node = start; !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isBlock(at.parent) && !ts.isSourceFile(at.parent)) continue;
    const above = at.parent.statements.filter((each) => each.end <= at.pos && ts.isExpressionStatement(each));
    found.unshift(...(above as ts.ExpressionStatement[]).filter((each) => !isOrdinary(each)));
  }
  return found;
}

/** `'use strict'`, what only tells people something, and what listens to the process. */
const isOrdinary = ({ expression }: ts.ExpressionStatement): boolean =>
  ts.isStringLiteral(expression) ||
  /^(?:await\s+)?(?:console|logger)\.|^(?:void\s+)?bootstrap\(|^process\.(?:on|once)\(/i.test(
    expression.getText(),
  );

/** A call whose names are imported goes with it; one that needs what is made beside it is said. */
function carry(program: Program, port: string, statement: ts.ExpressionStatement): BeforeStart {
  const { composition } = compose(program, port, statement.expression);
  if (composition !== undefined && composition.statements.length === 0) {
    return { imports: composition.imports, statements: [`${composition.expression};`], findings: [] };
  }
  const [text = ''] = statement.getText().split('\n');
  const args = { value: 'the application', statement: text };
  const place = { place: placeOf(program, statement) };
  return {
    imports: [],
    statements: [],
    findings: [diagnostic('composition-effect-left-out', args, place)],
  };
}
