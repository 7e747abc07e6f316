/** What is done with a value after it was made: opening it belongs to it, anything else is said. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { unwrap } from '../../../../analysis/symbols.ts';
import { isWithin } from './references.ts';

export interface EffectOn {
  readonly statement: ts.Statement;
  /** Opens the value, so that it is no good without. */
  readonly starts: boolean;
}

const opening = /^(?:connect|initiali[sz]e|init|open|authenticate|ready|load|setup|configure|start)$/;
const saying = /^(?:log|info|debug|warn|error|trace|verbose)$/;

/** Statements beside a variable's declaration that do something with its value. */
export function effectsOn(
  program: Program,
  symbol: ts.Symbol,
  declaration: ts.Node,
  site: ts.Node,
): EffectOn[] {
  const statements = blockAround(declaration);
  return statements.flatMap((statement): EffectOn[] => {
    if (!ts.isExpressionStatement(statement) || statement.pos < declaration.pos || isWithin(site, statement))
      return [];
    const call = unwrap(statement.expression);
    if (!ts.isCallExpression(call)) return [];
    const method = receiver(program, call, symbol);
    if (method !== undefined) {
      if (saying.test(method)) return [];
      const before = statement.getSourceFile() !== site.getSourceFile() || statement.end <= site.pos;
      return [{ statement, starts: opening.test(method) && before }];
    }
    const passed = call.arguments.some((each) => isName(program, each, symbol));
    return passed ? [{ statement, starts: false }] : [];
  });
}

function blockAround(node: ts.Node): readonly ts.Statement[] {
  for (let at = node.parent as ts.Node | undefined; at !== undefined; at = at.parent) {
    if (ts.isSourceFile(at) || ts.isBlock(at)) return at.statements;
    if (ts.isFunctionLike(at)) return [];
  }
  return [];
}

/** `connect` of `db.connect()`, for the value in `db`. */
function receiver(program: Program, call: ts.CallExpression, symbol: ts.Symbol): string | undefined {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  if (isName(program, callee.expression, symbol)) return callee.name.text;
  const inner = unwrap(callee.expression);
  return ts.isCallExpression(inner) ? receiver(program, inner, symbol) : undefined;
}

const isName = ({ checker }: Program, node: ts.Expression, symbol: ts.Symbol): boolean =>
  ts.isIdentifier(node) && checker.getSymbolAtLocation(node) === symbol;
