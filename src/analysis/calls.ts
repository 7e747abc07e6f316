/** Which functions a call may run, looking behind interfaces to what implements them in the program. */
import { ts } from 'ts-morph';
import { functionOf } from './flow.ts';
import { looseMembers } from './loose-types.ts';
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
  const bodies = (declarations: readonly ts.Node[]): readonly FunctionNode[] =>
    declarations.flatMap((each) => bodiesOf(each, implementing));
  const find = (call: ts.CallExpression | ts.NewExpression): readonly FunctionNode[] => {
    const inner = unwrap(call.expression);
    if (isFunctionWithBody(inner)) return [inner];
    const { checker } = program;
    if (ts.isPropertyAccessExpression(inner)) {
      const possible = looseMembers(checker, inner)?.flatMap(({ declarations = [] }) => declarations);
      if (possible?.every(ts.isFunctionLike) && bodies(possible).length === 0) return [];
    }
    const name = ts.isPropertyAccessExpression(inner) ? inner.name : inner;
    const declarations = symbolAt(checker, name)?.declarations ?? [];
    const found = bodies(declarations);
    if (found.length > 0 || settlesCall(declarations)) return found;
    if (bodies(declarationsOfType(checker, call)).length === 0) return [];
    const declaration = checker.getResolvedSignature(call)?.declaration;
    return declaration === undefined ? [] : bodies([declaration]);
  };
  const known = new Map<ts.Node, readonly FunctionNode[]>();
  const of = (call: ts.CallExpression | ts.NewExpression): readonly FunctionNode[] => {
    const found = known.get(call) ?? find(call);
    known.set(call, found);
    return found;
  };
  return { of, implementing };
}

/** Whichever overload is chosen, it is one of these. A class without a constructor has that of its base. */
const settlesCall = (declarations: readonly ts.Node[]): boolean =>
  declarations.length > 0 &&
  declarations.every(
    (each) =>
      ts.isFunctionLike(each) || (ts.isClassLike(each) && each.members.some(ts.isConstructorDeclaration)),
  );

/** What is called, before one overload of it is chosen. */
function declarationsOfType(
  checker: ts.TypeChecker,
  call: ts.CallExpression | ts.NewExpression,
): readonly ts.Node[] {
  const type = checker.getApparentType(checker.getTypeAtLocation(call.expression));
  const signatures = ts.isNewExpression(call) ? type.getConstructSignatures() : type.getCallSignatures();
  return signatures.flatMap(({ declaration }) => declaration ?? []);
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
      for (const name of new Set(names)) {
        const known = found.get(name);
        if (known === undefined) found.set(name, [node]);
        else known.push(node);
      }
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
