/**
 * The second net under lifting, after the compiler: promises that are used as if they were their results, in places that
 * the compiler lets pass. What the program did before is left alone.
 */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import type { Program } from '../../../analysis/program.ts';
import { nameOfPlace, walk } from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import { unwrappedParent } from './containers.ts';
import { kindOfType } from './return-kind.ts';

/** Uses in `after` that `before` did not have. */
export function newLooseUses(before: Program, after: Program, files: readonly string[]): Diagnostic[] {
  const known = new Map<string, number>();
  for (const use of files.flatMap((file) => looseUses(before, file)))
    known.set(keyOf(use), (known.get(keyOf(use)) ?? 0) + 1);
  const fresh = files
    .flatMap((file) => looseUses(after, file))
    .filter((use) => {
      const count = known.get(keyOf(use)) ?? 0;
      known.set(keyOf(use), count - 1);
      return count <= 0;
    });
  return fresh.map(({ node, caller, calls }) =>
    diagnostic('lift-not-awaited', { caller, calls }, { place: placeFor(after, node, caller) }),
  );
}

interface LooseUse {
  readonly file: string;
  readonly node: ts.Node;
  readonly caller: string;
  readonly calls: string;
}

const keyOf = ({ file, caller, calls }: LooseUse): string => `${file}\0${caller}\0${calls}`;

function looseUses(program: Program, path: string): LooseUse[] {
  const file = program.file(path);
  const found: LooseUse[] = [];
  if (file === undefined) return found;
  walk(file, (node) => {
    if (!ts.isCallExpression(node) || !isLoose(program.checker, node)) return;
    const calls = node.expression
      .getText()
      .replace(/\s+/g, '')
      .replace(/\(await/g, '(');
    found.push({ file: path, node, caller: nameOfPlace(program, node), calls });
  });
  return found;
}

function isLoose(checker: ts.TypeChecker, call: ts.CallExpression): boolean {
  const { parent, child } = unwrappedParent(call);
  if (ts.isAwaitExpression(parent) || ts.isVoidExpression(parent)) return false;
  if (!usesValue(parent, child) && !isGivenUntyped(checker, child as ts.Expression)) return false;
  return kindOfType(checker, checker.getTypeAtLocation(call)) === 'promise';
}

/** Operators, conditions, templates and statements, which all take a promise for a value that is there. */
function usesValue(parent: ts.Node, node: ts.Node): boolean {
  if (ts.isExpressionStatement(parent) || ts.isTemplateSpan(parent) || ts.isPrefixUnaryExpression(parent))
    return true;
  if (
    ts.isIfStatement(parent) ||
    ts.isWhileStatement(parent) ||
    ts.isDoStatement(parent) ||
    ts.isSwitchStatement(parent)
  )
    return true;
  if (ts.isThrowStatement(parent) || ts.isTypeOfExpression(parent) || ts.isSpreadAssignment(parent))
    return true;
  if (ts.isForStatement(parent)) return parent.condition === node;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (ts.isElementAccessExpression(parent)) return parent.argumentExpression === node;
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  return !(kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment);
}

/** Handed to something that takes anything: JSON, a log, an assertion. */
function isGivenUntyped(checker: ts.TypeChecker, node: ts.Expression): boolean {
  const { parent } = node;
  if (!ts.isCallExpression(parent) || !parent.arguments.includes(node)) return false;
  const type = checker.getContextualType(node);
  return type !== undefined && (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
}
