/** Methods of a port that are used as values: from then on they are called under other names, or under any. */
import { ts } from 'ts-morph';
import type { Program } from '../../../analysis/program.ts';
import { walk } from '../../../analysis/symbols.ts';
import { holdersOf, holdersOfType, type Holders } from './holders.ts';
import { memberBehind, type Members } from './members.ts';

export interface OtherNames {
  /** The methods' own names, and those of what holds one: variables, properties, parameters, imports. */
  readonly names: ReadonlySet<string>;
  /** A method was handed on in a way that is not followed: it may be called under any name. */
  readonly any: boolean;
}

/** Names lead to names: what holds a method may be handed on itself. */
export function otherNames(
  { checker }: Program,
  files: readonly ts.SourceFile[],
  members: Members,
): OtherNames {
  const names = new Set(members.values());
  for (let fresh = names; fresh.size > 0;) {
    const found = new Set<string>();
    const question = { checker, members, names: fresh };
    for (const file of files.filter((each) => mentions(each, fresh))) {
      for (const holders of takenIn(question, file)) {
        if (holders === 'any') return { names, any: true };
        for (const name of holders) if (!names.has(name)) found.add(name);
      }
    }
    for (const name of found) names.add(name);
    fresh = found;
  }
  return { names, any: false };
}

/** What is exported by default is imported without that word. */
const mentions = ({ text }: ts.SourceFile, names: ReadonlySet<string>): boolean =>
  names.has('default') || [...names].some((name) => text.includes(name));

interface Question {
  readonly checker: ts.TypeChecker;
  readonly members: Members;
  readonly names: ReadonlySet<string>;
}

/** What each method that a file takes without calling it is held by. */
function takenIn(question: Question, file: ts.SourceFile): Holders[] {
  const found: Holders[] = [];
  walk(file, (node) => {
    const holders = takenAt(question, node);
    if (holders !== undefined && holders.length > 0) found.push(holders);
  });
  return found;
}

function takenAt(question: Question, node: ts.Node): Holders | undefined {
  if (ts.isIdentifier(node)) return byName(question, node);
  if (ts.isPropertyAccessExpression(node)) return byProperty(question, node);
  if (ts.isElementAccessExpression(node)) return byIndex(question, node);
  if (ts.isBindingElement(node)) return takenApart(question, node);
  if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node) || ts.isImportClause(node))
    return renamed(question, node);
  return ts.isTypeNode(node) ? spokenOf(question, node) : undefined;
}

const leads = ({ checker, members }: Question, node: ts.Expression): boolean =>
  memberBehind(checker, members, node) !== undefined;

const hasMember = ({ members }: Question, type: ts.Type, name: string): boolean =>
  (type.getProperty(name)?.declarations ?? []).some((each) => members.has(each));

const isCallee = (node: ts.Expression): boolean =>
  ts.isCallExpression(node.parent) && node.parent.expression === node;

/** `retry(charge)`, `{ charge }` */
function byName(question: Question, node: ts.Identifier): Holders | undefined {
  if (!question.names.has(node.text)) return undefined;
  const holders = holdersOf(question.checker, node);
  return holders.length > 0 && leads(question, node) ? holders : undefined;
}

/** `const charge = payments.charge` */
const byProperty = (question: Question, node: ts.PropertyAccessExpression): Holders | undefined =>
  question.names.has(node.name.text) && !isCallee(node) && leads(question, node)
    ? holdersOf(question.checker, node)
    : undefined;

/** `payments['charge']` */
function byIndex(question: Question, node: ts.ElementAccessExpression): Holders | undefined {
  const { checker, names } = question;
  const name = textOf(node.argumentExpression);
  if (name === undefined || !names.has(name) || isCallee(node)) return undefined;
  return hasMember(question, checker.getTypeAtLocation(node.expression), name)
    ? holdersOf(checker, node)
    : undefined;
}

/** `const { charge: pay } = payments` */
function takenApart(
  question: Question,
  { name, propertyName, parent }: ts.BindingElement,
): Holders | undefined {
  const taken = propertyName ?? name;
  if (!ts.isIdentifier(taken) || !ts.isIdentifier(name) || !question.names.has(taken.text)) return undefined;
  return hasMember(question, question.checker.getTypeAtLocation(parent), taken.text)
    ? [name.text]
    : undefined;
}

/** `import { charge as pay }`, and whatever a default export is imported by. */
function renamed(
  question: Question,
  node: ts.ImportSpecifier | ts.ExportSpecifier | ts.ImportClause,
): Holders | undefined {
  const taken = ts.isImportClause(node) ? 'default' : node.propertyName?.text;
  const { name } = node;
  if (taken === undefined || !question.names.has(taken) || name === undefined) return undefined;
  return ts.isIdentifier(name) && leads(question, name) ? [name.text] : undefined;
}

/** `Payments['charge']` and `typeof payments.charge` */
function spokenOf(question: Question, node: ts.TypeNode): Holders | undefined {
  const { checker, names } = question;
  if (ts.isIndexedAccessTypeNode(node) && ts.isLiteralTypeNode(node.indexType)) {
    const name = textOf(node.indexType.literal);
    const isSpoken = name !== undefined && names.has(name);
    return isSpoken && hasMember(question, checker.getTypeFromTypeNode(node.objectType), name)
      ? holdersOfType(node)
      : undefined;
  }
  if (!ts.isTypeQueryNode(node)) return undefined;
  const name = ts.isQualifiedName(node.exprName) ? node.exprName.right : node.exprName;
  return names.has(name.text) && leads(question, name) ? holdersOfType(node) : undefined;
}

const textOf = (node: ts.Node): string | undefined => (ts.isStringLiteralLike(node) ? node.text : undefined);
