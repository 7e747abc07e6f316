/** Every call of the port from outside its module. */
import { ts } from 'ts-morph';
import type { Callees } from '../../../analysis/calls.ts';
import { placeOf } from '../../../analysis/places.ts';
import type { Program } from '../../../analysis/program.ts';
import { isFunctionWithBody, nameOfPlace, unwrap, walk } from '../../../analysis/symbols.ts';
import { portMembers } from '../port-members.ts';
import type { Target } from '../target.ts';
import { isInLoop } from './loops.ts';
import { memberBehind, type Members } from './members.ts';
import { otherNames, type OtherNames } from './method-values.ts';
import { openCallerTransactions, type CallerTransaction } from './transactions.ts';

/** A call that goes over the wire once the module is a service. Lines and columns count from 1. */
export interface CallSite {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly method: string;
  /** The function that it stands in: `OrderService.place`. */
  readonly caller: string;
  readonly inLoop: boolean;
  readonly inTransaction: boolean;
  /** Something around it in the same function, or a `.catch` behind it, deals with its failure. */
  readonly caught: boolean;
}

export interface FoundCall {
  readonly site: CallSite;
  readonly call: ts.CallExpression;
  /** The transaction of the caller that it runs in, and how it is reached from where that is opened. */
  readonly transaction?: CallerTransaction;
}

export function findCallSites(
  program: Program,
  target: Target,
  callees: Callees,
  outside: (path: string) => boolean,
): FoundCall[] {
  const files = program.files.filter((file) => outside(program.pathOf(file)));
  const members = declaredMembers(program, target);
  const question: CallQuestion = {
    program,
    target,
    members,
    called: otherNames(program, program.files, members),
    related: [target.type, ...relatedTypes(program, target)],
  };
  const calls = files.flatMap((file) => callsIn(question, file));
  const transactions = openCallerTransactions(program, files, callees);
  return calls.map(({ call, method }) => {
    const transaction = transactions.around(call);
    const site: CallSite = {
      ...placeOf(program, call),
      method,
      caller: nameOfPlace(program, call),
      inLoop: isInLoop(call),
      inTransaction: transaction !== undefined,
      caught: isCaught(call),
    };
    return { site, call, ...(transaction === undefined ? {} : { transaction }) };
  });
}

function isCaught(call: ts.CallExpression): boolean {
  for (let at: ts.Node = call; at.parent !== undefined && !isFunctionWithBody(at); at = at.parent) {
    const { parent } = at;
    if (ts.isTryStatement(parent) && parent.tryBlock === at && parent.catchClause !== undefined) return true;
    const handled = ts.isPropertyAccessExpression(parent) && parent.expression === at;
    if (handled && parent.name.text === 'catch' && ts.isCallExpression(parent.parent)) return true;
    const second = handled && parent.name.text === 'then' && ts.isCallExpression(parent.parent);
    if (second && parent.parent.arguments.length > 1) return true;
  }
  return false;
}

interface CallQuestion {
  readonly program: Program;
  readonly target: Target;
  readonly members: Members;
  readonly called: OtherNames;
  /** Types whose methods are those of the port. */
  readonly related: readonly ts.Type[];
}

function callsIn(question: CallQuestion, file: ts.SourceFile): { call: ts.CallExpression; method: string }[] {
  const found: { call: ts.CallExpression; method: string }[] = [];
  walk(file, (node) => {
    if (!ts.isCallExpression(node) || !mayCall(node, question)) return;
    const method = calledMember(question, node);
    if (method !== undefined && !question.target.inside(node)) found.push({ call: node, method });
  });
  return found;
}

/**
 * A cheap look before the checker is asked: resolving every call of a query builder takes seconds. Under any name a method is
 * called where it was kept: in a variable, or in a property of something that is no call itself.
 */
function mayCall({ expression }: ts.CallExpression, { called: { names, any } }: CallQuestion): boolean {
  if (!ts.isPropertyAccessExpression(expression))
    return any || !ts.isIdentifier(expression) || names.has(expression.text);
  return names.has(expression.name.text) || (any && !endsInCall(expression.expression));
}

function endsInCall(node: ts.Expression): boolean {
  const inner = unwrap(node);
  return ts.isPropertyAccessExpression(inner)
    ? endsInCall(inner.expression)
    : ts.isCallExpression(inner) || ts.isNewExpression(inner);
}

function declaredMembers(program: Program, target: Target): Members {
  const { checker } = program;
  const names = new Set(portMembers(target).map(({ name }) => name));
  const others = relatedTypes(program, target).flatMap((type) =>
    [...names].flatMap((name) => checker.getPropertyOfType(type, name) ?? []),
  );
  const members = [...portMembers(target), ...others];
  return new Map(
    members.flatMap((member) => (member.declarations ?? []).map((each) => [each, member.name] as const)),
  );
}

/** In a module of a scaffolded project the factory alone says what callers hold. */
function relatedTypes({ checker }: Program, { port, implementations }: Target): ts.Type[] {
  if (port.directory !== undefined || port.kind === 'static') return [];
  return implementations.flatMap((each) =>
    ts.isClassLike(each)
      ? [
          checker.getTypeAtLocation(each),
          ...(each.heritageClauses ?? [])
            .filter(({ token }) => token === ts.SyntaxKind.ImplementsKeyword)
            .flatMap(({ types }) => types.map((type) => checker.getTypeAtLocation(type))),
        ]
      : [],
  );
}

function calledMember(
  { program, target, members, related }: CallQuestion,
  call: ts.CallExpression,
): string | undefined {
  const { checker } = program;
  const callee = call.expression;
  const declared = memberBehind(checker, members, callee);
  if (declared === undefined) return undefined;
  // A member of a base interface may be called on another port that extends it too.
  const inherited = declared.parent !== target.declaration;
  if (!inherited || !ts.isPropertyAccessExpression(callee)) return members.get(declared);
  const receiver = checker.getTypeAtLocation(callee.expression);
  const isTarget =
    receiver.aliasSymbol === target.symbol ||
    receiver.symbol === target.symbol ||
    related.some(
      (type) => receiver === type || (type.symbol !== undefined && receiver.symbol === type.symbol),
    );
  return isTarget || ts.isTypeLiteralNode(declared.parent) || ts.isFunctionDeclaration(declared)
    ? members.get(declared)
    : undefined;
}
