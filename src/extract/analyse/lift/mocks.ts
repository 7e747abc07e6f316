/** Mocks of lifted functions: what they return becomes a promise too. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import { unwrap, walk } from '../../../analysis/symbols.ts';
import { diagnostic } from '../../../diagnostics/index.ts';
import { isAsync } from './containers.ts';
import { inlineFunction, memberDeclarations, signaturesOf, titleOf } from './declarations.ts';
import { insert, replace, report, type Lifting } from './lifting.ts';

const renamed: Readonly<Record<string, string>> = {
  mockReturnValue: 'mockResolvedValue',
  mockReturnValueOnce: 'mockResolvedValueOnce',
  returns: 'resolves',
};

/** `vi.fn()`, `jest.fn(() => 1)`, `vi.fn().mockReturnValue(1)`. */
export function isMockFunction(node: ts.Expression): boolean {
  return (
    ts.isCallExpression(unwrap(node)) &&
    /^(?:vi|jest|mock|sinon|t\.mock)\.(?:fn|stub|spy)\b/.test(rootOf(node).getText())
  );
}

/** True for what a library for mocks declares: it takes the type of what it stands in for. */
export const isMockDeclaration = (node: ts.Node): boolean =>
  /node_modules\/(?:@types\/)?(?:@?vitest|@?jest|tinyspy|sinon|node\/test|[\w@/-]*mock)/.test(
    node.getSourceFile().fileName,
  );

/** The start of a chain of calls: `vi.fn()` of `vi.fn().mockReturnValue(1)`. */
function rootOf(node: ts.Expression): ts.Expression {
  let at = unwrap(node);
  for (;;) {
    const callee = ts.isCallExpression(at) ? unwrap(at.expression) : undefined;
    const next =
      callee !== undefined && ts.isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
    if (next === undefined || !ts.isCallExpression(next)) return at;
    at = next;
  }
}

/** A mock that stands in for something lifted. */
export function liftMock(lifting: Lifting, node: ts.Expression, cause: ts.SignatureDeclaration): void {
  const before = lifting.splices.size;
  let changed = false;
  walk(node, (each) => {
    if (!ts.isCallExpression(each)) return;
    changed = liftMockCall(lifting, each) || changed;
  });
  if (changed || before !== lifting.splices.size) return;
  const member = titleOf(cause);
  report(lifting, diagnostic('lift-mock', { member }, { place: placeFor(lifting.program, node, member) }));
}

function liftMockCall(lifting: Lifting, call: ts.CallExpression): boolean {
  const callee = call.expression;
  if (lifting.awaited.has(call)) return true;
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const name = renamed[callee.name.text];
  if (name !== undefined && Object.hasOwn(renamed, callee.name.text)) {
    lifting.awaited.set(call, call);
    replace(lifting, callee.name, [name]);
    return true;
  }
  const given = call.arguments[0];
  const inline = given === undefined ? undefined : inlineFunction(given);
  if (inline === undefined || lifting.asyncs.has(inline) || isAsync(inline)) return inline !== undefined;
  if (!/^(?:fn|mockImplementation|mockImplementationOnce|callsFake)$/.test(callee.name.text)) return false;
  lifting.asyncs.set(inline, undefined);
  insert(lifting, inline, inline.getStart(), 'async ');
  return true;
}

/** `svc.get.mockReturnValue(1)`, `vi.spyOn(svc, 'get').mockImplementation(() => 1)`: where the mocked one is lifted. */
export function liftMockCalls(lifting: Lifting): void {
  for (const file of lifting.index.files) {
    if (!/mockReturnValue|mockImplementation|\.returns\(|callsFake/.test(file.text)) continue;
    walk(file, (node) => {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
      const { name, expression } = node.expression;
      if (
        !Object.hasOwn(renamed, name.text) &&
        !/^(?:mockImplementation(?:Once)?|callsFake)$/.test(name.text)
      )
        return;
      if (mocksLifted(lifting, expression)) liftMockCall(lifting, node);
    });
  }
}

function mocksLifted(lifting: Lifting, chain: ts.Expression): boolean {
  const { checker } = lifting.program;
  const root = rootOf(chain);
  const isLifted = (type: ts.Type): boolean =>
    signaturesOf(checker, type).some((each) => lifting.lifted.has(each));
  if (!ts.isCallExpression(root)) return isMember(lifting, root);
  const [first, second] = root.arguments;
  if (first === undefined) return false;
  if (second !== undefined && ts.isStringLiteralLike(second)) {
    return memberDeclarations(checker, checker.getTypeAtLocation(first), second.text).some((each) =>
      lifting.lifted.has(each),
    );
  }
  return /\.mocked$|^mocked$/.test(root.expression.getText()) && isLifted(checker.getTypeAtLocation(first));
}

/** `svc.get`, with whatever type it was given for the test. */
function isMember(lifting: Lifting, node: ts.Expression): boolean {
  const { checker } = lifting.program;
  const inner = unwrap(node);
  if (!ts.isPropertyAccessExpression(inner)) return false;
  const lifted = (type: ts.Type): boolean =>
    signaturesOf(checker, type).some((each) => lifting.lifted.has(each));
  if (lifted(checker.getTypeAtLocation(inner))) return true;
  const owner = checker.getTypeAtLocation(inner.expression);
  const parts = owner.isIntersection() ? owner.types : [owner];
  const through = parts
    .flatMap((part) => part.aliasTypeArguments ?? [])
    .concat(owner.aliasTypeArguments ?? []);
  return [...parts, ...through].some((part) =>
    memberDeclarations(checker, part, inner.name.text).some((each) => lifting.lifted.has(each)),
  );
}
