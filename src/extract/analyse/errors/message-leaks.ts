/** Messages of thrown errors that are made of what callers should not read: other errors, connection strings, whole objects. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import type { Program } from '../../../analysis/program.ts';
import { packageOf, walk } from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import type { AnalysedMethod } from '../analysed-method.ts';
import { extendsClass, isErrorClass } from './error-classes.ts';
import type { ThrowAnalysis } from './throws.ts';

export interface LeakQuestion {
  readonly program: Program;
  readonly methods: readonly AnalysedMethod[];
  readonly throws: ThrowAnalysis;
}

export function messageLeaks({ program, methods, throws }: LeakQuestion): Diagnostic[] {
  const { checker } = program;
  return methods.flatMap(({ title, bodies, errors }) => {
    const reached = new Set(bodies.flatMap((body) => [...throws.reachedFrom(body)]));
    return [...reached].flatMap((body) => {
      const found: Diagnostic[] = [];
      walk(body.body, (node) => {
        if (!ts.isNewExpression(node)) return;
        const made = checker.getTypeAtLocation(node).symbol as ts.Symbol | undefined;
        if (made === undefined || !errors.some((each) => extendsClass(checker, made, each))) return;
        const leak = (node.arguments ?? [])
          .map((each) => leakIn(checker, each))
          .find((each) => each !== undefined);
        if (leak === undefined) return;
        const args = { method: title, error: made.name, part: leak.getText() };
        found.push(diagnostic('error-message-leaks', args, { place: placeFor(program, leak, title) }));
      });
      return found;
    });
  });
}

const telling = /(?:connection_?string|dsn|database_?url|password|passwd|secret|api_?key|private_?key)$/i;

/** The part of a text that says too much. */
function leakIn(checker: ts.TypeChecker, argument: ts.Expression): ts.Node | undefined {
  const parts = ts.isTemplateExpression(argument)
    ? argument.templateSpans.map(({ expression }) => expression)
    : ts.isBinaryExpression(argument)
      ? [argument.left, argument.right]
      : [argument];
  const inText = parts.length > 1 || ts.isTemplateExpression(argument);
  return parts.find((part) => {
    if (ts.isCallExpression(part) && part.expression.getText() === 'JSON.stringify') return inText;
    if (telling.test(part.getText())) return true;
    const source =
      ts.isPropertyAccessExpression(part) && /^(?:message|stack)$/.test(part.name.text)
        ? part.expression
        : part;
    const type = checker.getTypeAtLocation(source);
    const isError =
      type.symbol !== undefined && isErrorClass(checker, type) && packageOf(type.symbol) === undefined;
    return inText && (isError || isCaught(checker, source));
  });
}

/** The variable of a catch clause: whatever it is, it is somebody else's error. */
function isCaught(checker: ts.TypeChecker, node: ts.Expression): boolean {
  const name = ts.isAsExpression(node) || ts.isParenthesizedExpression(node) ? node.expression : node;
  const declaration = checker.getSymbolAtLocation(name)?.valueDeclaration;
  return declaration !== undefined && ts.isCatchClause(declaration.parent);
}
