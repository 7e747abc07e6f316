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
  let candidates: Candidates | undefined;
  const indexes = new Map<string, Map<ts.Node, FunctionNode[]>>();
  const implementing = (member: ts.Node): readonly FunctionNode[] => {
    const name = (member as ts.NamedDeclaration).name?.getText();
    if (name === undefined) return [];
    candidates ??= collectCandidates(program, skip);
    const index = indexes.get(name) ?? indexImplementations(program, name, candidates.get(name) ?? []);
    indexes.set(name, index);
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

/** Classes and object literals by the names of their members: whose type they have is asked only where it matters. */
type Candidates = ReadonlyMap<string, readonly (ts.ClassLikeDeclaration | ts.ObjectLiteralExpression)[]>;

function collectCandidates(program: Program, skip: (path: string) => boolean): Candidates {
  const found = new Map<string, (ts.ClassLikeDeclaration | ts.ObjectLiteralExpression)[]>();
  for (const file of program.files.filter((each) => !skip(program.pathOf(each)))) {
    walk(file, (node) => {
      if (!ts.isClassLike(node) && !ts.isObjectLiteralExpression(node)) return;
      const members: readonly ts.NamedDeclaration[] = ts.isClassLike(node) ? node.members : node.properties;
      const names = members.flatMap(({ name }) => name?.getText() ?? []);
      for (const name of new Set(names)) found.set(name, [...(found.get(name) ?? []), node]);
    });
  }
  return found;
}

/** What implements the members of one name, by the declaration that is implemented. */
function indexImplementations(
  program: Program,
  name: string,
  candidates: readonly (ts.ClassLikeDeclaration | ts.ObjectLiteralExpression)[],
): Map<ts.Node, FunctionNode[]> {
  const index = new Map<ts.Node, FunctionNode[]>();
  const add = (type: ts.Type, found: readonly FunctionNode[]): void => {
    for (const declaration of type.getProperty(name)?.declarations ?? []) {
      index.set(declaration, [...new Set([...(index.get(declaration) ?? []), ...found])]);
    }
  };
  for (const node of candidates) {
    if (ts.isClassLike(node)) indexClass(program, node, name, add);
    else indexLiteral(program, node, name, add);
  }
  return index;
}

type Add = (type: ts.Type, found: readonly FunctionNode[]) => void;

function indexClass({ checker }: Program, node: ts.ClassLikeDeclaration, name: string, add: Add): void {
  const bases = (node.heritageClauses ?? []).flatMap((clause) =>
    clause.types.map((type) => checker.getTypeAtLocation(type)),
  );
  const found = node.members.filter((member) => member.name?.getText() === name).flatMap(functionOf);
  for (const base of bases) add(base, found);
}

function indexLiteral(program: Program, node: ts.ObjectLiteralExpression, name: string, add: Add): void {
  const found = node.properties
    .filter((property) => property.name?.getText() === name)
    .flatMap((property) => functionsIn(program, property));
  if (found.length === 0) return;
  const type = program.checker.getContextualType(node);
  if (type !== undefined) add(type, found);
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
