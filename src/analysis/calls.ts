/** Which functions a call may run, looking behind interfaces to what implements them in the program. */
import { ts } from 'ts-morph';
import { functionOf } from './flow.ts';
import type { Program } from './program.ts';
import { functionAround, isFunctionWithBody, symbolAt, unwrap, walk, type FunctionNode } from './symbols.ts';

export interface Callees {
  /** The functions with a body that a call or `new` may run. */
  of(call: ts.CallExpression | ts.NewExpression): readonly FunctionNode[];
  /** What implements a member of an interface or an abstract class, by its declaration. */
  implementing(member: ts.Node): readonly FunctionNode[];
}

/** `skip` leaves out files whose implementations do not count: generated clients, tests. */
export function openCallees(program: Program, skip: (path: string) => boolean = () => false): Callees {
  let index: Map<ts.Node, FunctionNode[]> | undefined;
  const implementing = (member: ts.Node): readonly FunctionNode[] => {
    index ??= indexImplementations(program, skip);
    return index.get(member) ?? [];
  };
  const of = (call: ts.CallExpression | ts.NewExpression): readonly FunctionNode[] => {
    const inner = unwrap(call.expression);
    if (isFunctionWithBody(inner)) return [inner];
    const name = ts.isPropertyAccessExpression(inner) ? inner.name : inner;
    const declarations = symbolAt(program.checker, name)?.declarations ?? [];
    const found = declarations.flatMap((each) => bodiesOf(each, implementing));
    if (found.length > 0) return found;
    const declaration = program.checker.getResolvedSignature(call)?.declaration;
    return declaration === undefined ? [] : bodiesOf(declaration, implementing);
  };
  return { of, implementing };
}

function bodiesOf(declaration: ts.Node, implementing: Callees['implementing']): readonly FunctionNode[] {
  const functions: readonly ts.Node[] = ts.isClassLike(declaration)
    ? declaration.members.filter((member) => ts.isConstructorDeclaration(member))
    : functionOf(declaration);
  const direct = functions.filter(isFunctionWithBody);
  return direct.length > 0 || ts.isClassLike(declaration) ? direct : implementing(declaration);
}

function indexImplementations(
  program: Program,
  skip: (path: string) => boolean,
): Map<ts.Node, FunctionNode[]> {
  const index = new Map<ts.Node, FunctionNode[]>();
  const add = (type: ts.Type, name: string, found: readonly FunctionNode[]): void => {
    for (const declaration of type.getProperty(name)?.declarations ?? []) {
      index.set(declaration, [...new Set([...(index.get(declaration) ?? []), ...found])]);
    }
  };
  for (const file of program.files.filter((each) => !skip(program.pathOf(each)))) {
    walk(file, (node) => {
      if (ts.isClassLike(node)) indexClass(program, node, add);
      if (ts.isObjectLiteralExpression(node)) indexLiteral(program, node, add);
    });
  }
  return index;
}

type Add = (type: ts.Type, name: string, found: readonly FunctionNode[]) => void;

function indexClass({ checker }: Program, node: ts.ClassLikeDeclaration, add: Add): void {
  const bases = (node.heritageClauses ?? []).flatMap((clause) =>
    clause.types.map((type) => checker.getTypeAtLocation(type)),
  );
  for (const base of bases) {
    for (const member of node.members) if (member.name) add(base, member.name.getText(), functionOf(member));
  }
}

function indexLiteral(program: Program, node: ts.ObjectLiteralExpression, add: Add): void {
  const functions = node.properties.flatMap((property) => {
    const found = functionsIn(program, property);
    return found.length > 0 && property.name ? [{ name: property.name.getText(), found }] : [];
  });
  if (functions.length === 0) return;
  const type = program.checker.getContextualType(node);
  if (type !== undefined) for (const { name, found } of functions) add(type, name, found);
}

/** The functions that a property of an object literal holds. */
export function functionsIn({ checker }: Program, property: ts.ObjectLiteralElementLike): FunctionNode[] {
  if (ts.isShorthandPropertyAssignment(property)) {
    return (symbolAt(checker, property.name)?.declarations ?? []).flatMap(functionOf);
  }
  const value = ts.isPropertyAssignment(property) ? unwrap(property.initializer) : undefined;
  if (value !== undefined && ts.isIdentifier(value))
    return (symbolAt(checker, value)?.declarations ?? []).flatMap(functionOf);
  return functionOf(property);
}

/** Names of functions that begin a transaction and run their callback in it. */
const opensTransaction = /^(?:\$?transaction|withTransaction|runInTransaction|inTransaction|begin|atomic)$/;

/** The call whose callback a node stands in, where that call opens a transaction. */
export function transactionAround(node: ts.Node): ts.CallExpression | undefined {
  for (let at = functionAround(node); at !== undefined; at = functionAround(at)) {
    const call = at.parent;
    if (
      ts.isCallExpression(call) &&
      call.arguments.some((argument) => argument === at) &&
      isTransaction(call)
    )
      return call;
  }
  return undefined;
}

/** `db.transaction(work)` and Kysely's `db.transaction().execute(work)`. */
export function isTransaction(call: ts.CallExpression): boolean {
  const callee = call.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
  if (opensTransaction.test(name)) return true;
  if (name !== 'execute' || !ts.isPropertyAccessExpression(callee)) return false;
  let opened = false;
  walk(callee.expression, (node) => {
    if (ts.isCallExpression(node) && isTransaction(node)) opened = true;
    return !isFunctionWithBody(node);
  });
  return opened;
}
