/** Making one declaration asynchronous: its type, and its body if it has one. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import { isFunctionWithBody, type FunctionNode } from '../../../analysis/symbols.ts';
import { diagnostic } from '../../../diagnostics/index.ts';
import { asyncPosition, isAsync } from './containers.ts';
import { nameOfDeclaration, overloadsOf, titleOf } from './declarations.ts';
import {
  block,
  insert,
  isOwn,
  report,
  spanOf,
  splice,
  titleOfCause,
  type Cause,
  type Lifting,
} from './lifting.ts';
import { isIterator, returnKind, waitsFor } from './return-kind.ts';

/** Called by the language, which does not wait. */
const protocol = /^(?:toString|valueOf|toJSON|then|next|toLocaleString)$|^\[Symbol\./;

/** From now on, calls of this declaration return a promise. */
export function liftDeclaration(lifting: Lifting, node: ts.SignatureDeclaration, cause: Cause): void {
  const { checker } = lifting.program;
  if (lifting.lifted.has(node)) return;
  const kind = returnKind(checker, node);
  const member = titleOf(node);
  if (isAsync(node) || kind === 'promise') return;
  if (!isOwn(lifting, node)) return refuseExternal(lifting, node, cause);
  lifting.lifted.set(node, cause);
  if (cause === undefined) lifting.members.add(node);
  const name = nameOfDeclaration(node);
  if (name !== undefined) lifting.names.add(name);
  const place = placeFor(lifting.program, node, member);
  if (protocol.test(node.name?.getText() ?? ''))
    report(lifting, diagnostic('lift-protocol-member', { member }, { place }));
  if (isIterator(checker, node)) report(lifting, diagnostic('lift-iterator-member', { member }, { place }));
  else if (kind === 'thenable')
    block(lifting, 'lift-returns-thenable', node, { calls: titleOfCause(lifting, cause), caller: member });
  else liftSignature(lifting, node, cause);
  for (const overload of overloadsOf(lifting.program, node)) liftDeclaration(lifting, overload, cause);
}

function liftSignature(lifting: Lifting, node: ts.SignatureDeclaration, cause: Cause): void {
  const member = titleOf(node);
  const place = placeFor(lifting.program, node, member);
  if (ts.isConstructSignatureDeclaration(node) || ts.isConstructorTypeNode(node)) {
    block(lifting, 'lift-in-constructor', node, { calls: titleOfCause(lifting, cause) });
  } else if (node.type === undefined) {
    if (!isFunctionWithBody(node)) report(lifting, diagnostic('lift-no-type', { member }, { place }));
  } else if (ts.isTypePredicateNode(node.type) || node.type.kind === ts.SyntaxKind.NeverKeyword) {
    const returns = node.type.getText();
    if (cause === undefined)
      report(lifting, diagnostic('lift-type-guard-member', { member, returns }, { place }));
    else block(lifting, 'lift-in-type-guard', node, guarded(lifting, node.type, cause, member));
  } else promiseOf(lifting, node.type);
  if (isFunctionWithBody(node)) makeAsync(lifting, node, cause);
}

const guarded = (lifting: Lifting, type: ts.TypeNode, cause: Cause, caller: string) => ({
  calls: titleOfCause(lifting, cause),
  caller,
  ...(ts.isTypePredicateNode(type)
    ? {}
    : { reason: 'it returns never: callers rely on nothing running after it' }),
});

/** `T` becomes `Promise<T>`; of `T | Promise<T>` the promise is dropped first. */
function promiseOf(lifting: Lifting, type: ts.TypeNode): void {
  if (hasOwnPromise(lifting, type)) {
    const file = lifting.program.pathOf(type.getSourceFile());
    report(lifting, diagnostic('lift-shadowed-promise', { file }, { place: { file } }));
    return;
  }
  const span = spanOf(type);
  const parts = ts.isUnionTypeNode(type) ? type.types : [];
  const promises = parts.filter(isPromiseNode);
  if (promises.length === 0) {
    splice(lifting, type, { ...span, pieces: ['Promise<', span, '>'] });
    return;
  }
  const inner = parts.flatMap((part) =>
    isPromiseNode(part) ? (part.typeArguments?.[0]?.getText() ?? 'unknown') : part.getText(),
  );
  splice(lifting, type, { ...span, pieces: [`Promise<${[...new Set(inner)].join(' | ')}>`] });
}

const isPromiseNode = (node: ts.TypeNode): node is ts.TypeReferenceNode =>
  ts.isTypeReferenceNode(node) && /^Promise(?:Like)?$/.test(node.typeName.getText());

function hasOwnPromise({ program: { checker, files } }: Lifting, node: ts.Node): boolean {
  const symbol = checker.resolveName('Promise', node, ts.SymbolFlags.Type, false);
  return (symbol?.declarations ?? []).some((each) => files.includes(each.getSourceFile()));
}

/** Gives a function the keyword, or says why it cannot have it. */
export function makeAsync(lifting: Lifting, node: FunctionNode, cause: Cause): void {
  if (isAsync(node) || lifting.asyncs.has(node)) return;
  const calls = titleOfCause(lifting, cause);
  if (ts.isConstructorDeclaration(node)) return block(lifting, 'lift-in-constructor', node.body, { calls });
  if (ts.isAccessor(node)) return block(lifting, 'lift-in-accessor', node.body, { calls });
  if (node.asteriskToken !== undefined) return block(lifting, 'lift-in-generator', node.body, { calls });
  lifting.asyncs.set(node, cause);
  insert(lifting, node, asyncPosition(node), 'async ');
  reportDecorators(lifting, node);
}

/** Decorators that only say where a method is called from: a route, a message, a schedule. */
const knownDecorators =
  /^(?:Get|Post|Put|Patch|Delete|Head|Options|All|HttpCode|Header|Render|Redirect|Use\w+|Api\w+|Roles?|Public|Version|Sse|MessagePattern|EventPattern|SubscribeMessage|Query|Mutation|ResolveField|Subscription|Cron|Interval|Timeout|OnEvent|Process\w*|EventsHandler|SetMetadata)$/;

function reportDecorators(lifting: Lifting, node: FunctionNode): void {
  if (!ts.isMethodDeclaration(node)) return;
  for (const { expression } of ts.getDecorators(node) ?? []) {
    const callee = ts.isCallExpression(expression) ? expression.expression : expression;
    const decorator = callee.getText();
    if (knownDecorators.test(decorator)) continue;
    const member = titleOf(node);
    report(
      lifting,
      diagnostic('lift-decorated', { member, decorator }, { place: placeFor(lifting.program, node, member) }),
    );
  }
}

/** What a library declares stays as it is: fine where it takes a promise, or where nobody looks at the result. */
function refuseExternal(lifting: Lifting, node: ts.SignatureDeclaration, cause: Cause): void {
  const { checker } = lifting.program;
  const kind = returnKind(checker, node);
  if (waitsFor(checker, node) || kind === 'any') return;
  const at = cause !== undefined && isOwn(lifting, cause) ? cause : undefined;
  const member = titleOf(at ?? node);
  const declared = `${titleOf(node)} of ${originOf(node)}`;
  if (at !== undefined && (kind === 'void' || kind === 'unknown')) {
    const code = kind === 'void' ? 'lift-void-callback' : 'lift-callback-unknown';
    return block(lifting, code, at, { calls: member, caller: member, reason: `whoever calls ${declared}` });
  }
  const place = at && placeFor(lifting.program, at, member);
  report(
    lifting,
    diagnostic('lift-external-override', { member, declared }, place === undefined ? {} : { place }),
  );
}

/** The package or file that a library's declaration comes from. */
export const originOf = (node: ts.Node): string => {
  const { fileName: path } = node.getSourceFile();
  return /node_modules\/(?:@types\/)?((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.replace(/^.*\//, '');
};
