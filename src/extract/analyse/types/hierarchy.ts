/** What a class that is sent by its fields hides: instances of classes that extend it, and what importing its file sets off. */
import { ts } from 'ts-morph';
import type { Program } from '../../../analysis/program.ts';
import { symbolAt } from '../../../analysis/symbols.ts';
import { isTest } from '../options.ts';
import { note, type Session, type Spot } from '../session.ts';

const indexes = new WeakMap<Program, ReadonlyMap<ts.Symbol, readonly string[]>>();

/** Names of the classes that extend a class directly. */
export function subclassesOf(program: Program, symbol: ts.Symbol): readonly string[] {
  const index = indexes.get(program) ?? indexSubclasses(program);
  indexes.set(program, index);
  return index.get(symbol) ?? [];
}

function indexSubclasses(program: Program): Map<ts.Symbol, string[]> {
  const found = new Map<ts.Symbol, string[]>();
  for (const file of program.files.filter((each) => !isTest(program.pathOf(each)))) {
    for (const statement of file.statements.filter(ts.isClassDeclaration)) {
      const clause = statement.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
      const [base] = clause?.types ?? [];
      const symbol = base && symbolAt(program.checker, base.expression);
      if (symbol !== undefined && statement.name !== undefined)
        found.set(symbol, [...(found.get(symbol) ?? []), statement.name.text]);
    }
  }
  return found;
}

const starts =
  /^(?:(?:[\w$]+\.)*(?:listen|connect|start|run|bootstrap|main|init|initialize|setup|use|get|post|on|once|config)|bootstrap|main|start|run|connect|init|setup)$/;

/** A class is needed at run time on both sides: importing it must not start the program. */
export function noteSideEffect(session: Session, name: string, declaration: ts.Node, spot: Spot): void {
  const effect = sideEffectIn(declaration.getSourceFile());
  if (effect === undefined) return;
  const text = effect.getText().split('\n')[0] ?? '';
  note(session, 'import-side-effect', name, { ...spot, node: effect }, { reason: text });
}

/** The first statement of a file that does something when the file is imported: starts a server, opens a connection. */
export function sideEffectIn(file: ts.SourceFile): ts.Statement | undefined {
  return file.statements.find((statement) => {
    if (!ts.isExpressionStatement(statement)) return false;
    let { expression } = statement;
    while (ts.isAwaitExpression(expression) || ts.isVoidExpression(expression))
      expression = expression.expression;
    return ts.isCallExpression(expression) && starts.test(calleeText(expression));
  });
}

/** `app.listen` of `app.listen(3000)`, and of `bootstrap().catch(…)` what is called first. */
function calleeText(call: ts.CallExpression): string {
  const callee = call.expression;
  const isChained = ts.isPropertyAccessExpression(callee) && ts.isCallExpression(callee.expression);
  return isChained ? calleeText(callee.expression as ts.CallExpression) : callee.getText();
}
