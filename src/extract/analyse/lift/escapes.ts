/** Ways in which something lifted is handed on without its type, so that calls through it cannot be seen. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import { unwrap, walk } from '../../../analysis/symbols.ts';
import { diagnostic } from '../../../diagnostics/index.ts';
import { isHarmless } from './callbacks.ts';
import type { Flow } from './code-index.ts';
import { inlineFunction, memberDeclarations, signaturesOf, titleOf } from './declarations.ts';
import { callerOf, report, type Lifting } from './lifting.ts';

const untyped = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive;

export function reportEscapes(lifting: Lifting): void {
  const escaped = lifting.index.flows.filter((flow) => escapes(lifting, flow));
  for (const flow of escaped) {
    const caller = callerOf(lifting, flow.node);
    const to =
      flow.target === undefined
        ? 'something without a type'
        : lifting.program.checker.typeToString(flow.target);
    const place = placeFor(lifting.program, flow.node, caller);
    report(lifting, diagnostic('lift-escape', { target: lifting.target, caller, to }, { place }));
  }
  reportKeys(lifting);
  if (escaped.length > 0) reportUntypedCalls(lifting);
  reportLostFunctions(lifting);
}

function escapes(lifting: Lifting, { node, source, target, call }: Flow): boolean {
  const isLost =
    target === undefined ? call !== undefined : (target.flags & untyped) !== 0 || isEmptyObject(target);
  if (!isLost || (call !== undefined && isHarmless(call)) || inlineFunction(node) !== undefined) return false;
  return holdsMember(lifting, source) && !isOwnLiteral(node);
}

const isOwnLiteral = (node: ts.Expression): boolean =>
  ts.isObjectLiteralExpression(unwrap(node)) && !ts.isAsExpression(node.parent);

const isEmptyObject = (type: ts.Type): boolean =>
  (type.flags & ts.TypeFlags.Object) !== 0 &&
  type.getProperties().length === 0 &&
  type.getCallSignatures().length === 0 &&
  type.getStringIndexType() === undefined &&
  !type.isClassOrInterface();

function holdsMember({ program: { checker }, members }: Lifting, type: ts.Type): boolean {
  const names = new Set([...members].flatMap((each) => each.name?.getText() ?? []));
  return [...names].some((name) => memberDeclarations(checker, type, name).some((each) => members.has(each)));
}

/** `keyof Prices`: a type made from the keys says nothing about promises, or now says something else. */
function reportKeys(lifting: Lifting): void {
  const { checker } = lifting.program;
  for (const file of lifting.index.files) {
    if (!file.text.includes('keyof')) continue;
    walk(file, (node) => {
      if (!ts.isTypeOperatorNode(node) || node.operator !== ts.SyntaxKind.KeyOfKeyword) return;
      if (!holdsMember(lifting, checker.getTypeFromTypeNode(node.type))) return;
      const caller = callerOf(lifting, node);
      report(
        lifting,
        diagnostic(
          'lift-escape',
          { target: lifting.target, caller, to: node.getText() },
          { place: placeFor(lifting.program, node, caller) },
        ),
      );
    });
  }
}

/** Where it was handed on as `any`, a call on `any` by one of its names may be one of it. */
function reportUntypedCalls(lifting: Lifting): void {
  const names = new Set([...lifting.members].flatMap((each) => each.name?.getText() ?? []));
  for (const file of lifting.index.files) {
    walk(file, (node) => {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
      const { name, expression } = node.expression;
      if (
        !names.has(name.text) ||
        !(lifting.program.checker.getTypeAtLocation(expression).flags & ts.TypeFlags.Any)
      )
        return;
      const caller = callerOf(lifting, node);
      const calls = node.expression.getText();
      report(
        lifting,
        diagnostic(
          'lift-untyped-call',
          { caller, calls },
          { place: placeFor(lifting.program, node, caller) },
        ),
      );
    });
  }
}

/** `svc.get.bind(svc)` without strictBindCallApply is `any`; so is what `Reflect` returns. */
function reportLostFunctions(lifting: Lifting): void {
  const { checker } = lifting.program;
  for (const file of lifting.index.files) {
    walk(file, (node) => {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
      if (node.expression.name.text !== 'bind' || !(checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any))
        return;
      const bound = signaturesOf(checker, checker.getTypeAtLocation(node.expression.expression)).find(
        (each) => lifting.lifted.has(each),
      );
      if (bound === undefined) return;
      const caller = callerOf(lifting, node);
      report(
        lifting,
        diagnostic(
          'lift-function-escapes',
          { member: titleOf(bound), caller, to: 'bind, whose result has no type' },
          { place: placeFor(lifting.program, node, caller) },
        ),
      );
    });
  }
}
