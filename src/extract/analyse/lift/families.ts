/** Declarations that are lifted together: what overrides, implements or stands in for each other. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import { diagnostic } from '../../../diagnostics/index.ts';
import { liftCallback } from './callbacks.ts';
import type { Flow } from './code-index.ts';
import { inlineFunction, memberDeclarations, signaturesOf, titleOf } from './declarations.ts';
import { liftDeclaration, originOf } from './lift-declaration.ts';
import { callerOf, isOwn, report, type Lifting } from './lifting.ts';
import { isMockDeclaration, isMockFunction, liftMock } from './mocks.ts';
import { waitsFor } from './return-kind.ts';

/** Lifts along class hierarchies. */
export function liftHeritage(lifting: Lifting, name: string): void {
  const { checker } = lifting.program;
  for (const { own, base } of lifting.index.heritage) {
    const above = memberDeclarations(checker, base, name);
    if (above.length > 0) linkAll(lifting, memberDeclarations(checker, own, name), above);
  }
}

/** Lifts along values that are given to places of another type. */
export function liftFlow(lifting: Lifting, flow: Flow): void {
  const { checker } = lifting.program;
  if (lifting.settled.has(flow)) return;
  const from = signaturesOf(checker, flow.source);
  const to = flow.target === undefined ? [] : signaturesOf(checker, flow.target);
  if (from.some((each) => lifting.lifted.has(each))) {
    lifting.settled.add(flow);
    liftFunctionFlow(lifting, flow, from, to);
  } else if (to.some((each) => lifting.lifted.has(each))) liftGiven(lifting, flow, from, to);
  else liftObjectFlow(lifting, flow);
}

/** A function that became async is given to a place. */
function liftFunctionFlow(
  lifting: Lifting,
  flow: Flow,
  from: readonly ts.SignatureDeclaration[],
  to: readonly ts.SignatureDeclaration[],
): void {
  const cause = from.find((each) => lifting.lifted.has(each));
  if (cause === undefined) return;
  if (flow.call !== undefined) return liftCallback(lifting, { ...flow, call: flow.call }, cause);
  if (to.length === 0 && flow.target !== undefined) return reportEscape(lifting, flow, flow.target, cause);
  for (const each of to) liftDeclaration(lifting, each, cause);
}

function reportEscape(
  lifting: Lifting,
  { node }: Flow,
  target: ts.Type,
  cause: ts.SignatureDeclaration,
): void {
  if (target.flags & ts.TypeFlags.TypeParameter || inlineFunction(node) !== undefined) return;
  const caller = callerOf(lifting, node);
  const to = lifting.program.checker.typeToString(target);
  const place = placeFor(lifting.program, node, caller);
  report(lifting, diagnostic('lift-function-escapes', { member: titleOf(cause), caller, to }, { place }));
}

/** A place whose function type is lifted: what is given to it has to be async too. */
function liftGiven(
  lifting: Lifting,
  flow: Flow,
  from: readonly ts.SignatureDeclaration[],
  to: readonly ts.SignatureDeclaration[],
): void {
  lifting.settled.add(flow);
  const cause = to.find((each) => lifting.lifted.has(each));
  if (cause === undefined) return;
  if (isMockFunction(flow.node)) return liftMock(lifting, flow.node, cause);
  for (const each of from) liftOwn(lifting, each, cause);
}

/** What stands in for something lifted has to be of the project itself. */
function liftOwn(lifting: Lifting, node: ts.SignatureDeclaration, cause: ts.SignatureDeclaration): void {
  if (isMockDeclaration(node)) return;
  if (isOwn(lifting, node) || waitsFor(lifting.program.checker, node))
    return liftDeclaration(lifting, node, cause);
  const args = { member: titleOf(cause), given: `${titleOf(node)} of ${originOf(node)}` };
  const place = placeFor(lifting.program, cause, args.member);
  report(lifting, diagnostic('lift-external-function', args, { place }));
}

function liftObjectFlow(lifting: Lifting, { node, source, target }: Flow): void {
  const { checker } = lifting.program;
  if (target === undefined || source === target || inlineFunction(node) !== undefined) return;
  for (const name of lifting.names) {
    const theirs = memberDeclarations(checker, target, name);
    if (theirs.length === 0) continue;
    linkAll(lifting, memberDeclarations(checker, source, name), theirs);
  }
}

/** Two sets of declarations that stand for each other: where one is lifted, all are. */
function linkAll(
  lifting: Lifting,
  own: readonly ts.SignatureDeclaration[],
  theirs: readonly ts.SignatureDeclaration[],
): void {
  const lifted = [...own, ...theirs].find((each) => lifting.lifted.has(each));
  if (lifted === undefined || own.length === 0) return;
  const isMember = lifting.members.has(lifted);
  for (const each of theirs) if (!isMockDeclaration(each)) liftRelative(lifting, each, lifted, isMember);
  for (const each of own) {
    if (isOwn(lifting, each)) liftRelative(lifting, each, lifted, isMember);
    else liftOwn(lifting, each, lifted);
  }
}

/** Relatives of the target's members belong to the target: they wait for nothing of their own. */
function liftRelative(
  lifting: Lifting,
  node: ts.SignatureDeclaration,
  from: ts.SignatureDeclaration,
  isMember: boolean,
): void {
  liftDeclaration(lifting, node, from);
  if (isMember && lifting.lifted.has(node)) lifting.members.add(node);
}

/** The names that lifted functions are kept under in variables, imports and parts of values. */
export function aliasesOf(lifting: Lifting): string[] {
  const found: string[] = [];
  const isLifted = (text: string): boolean => lifting.names.has(text);
  const visit = (node: ts.Node): void => {
    if (
      (ts.isBindingElement(node) || ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) &&
      node.propertyName &&
      isLifted(node.propertyName.getText()) &&
      ts.isIdentifier(node.name)
    )
      found.push(node.name.text);
    if (
      (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) &&
      node.initializer &&
      isLifted(lastName(node.initializer) ?? '') &&
      ts.isIdentifier(node.name)
    )
      found.push(node.name.text);
    ts.forEachChild(node, visit);
  };
  for (const file of lifting.index.files) visit(file);
  return found;
}

function lastName(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression))
    return node.argumentExpression.text;
  if (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'bind'
  )
    return lastName(node.expression.expression);
  return undefined;
}
