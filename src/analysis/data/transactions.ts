/** Where transactions begin and end, as far as one function shows it. */
import { ts } from 'ts-morph';
import { isFunctionWithBody, unwrap, walk, type FunctionNode } from '../symbols.ts';
import { chainOf, lastName, memberCall } from './knowledge.ts';
import type { TransactionForm } from './model.ts';
import { readSql } from './sql/tables.ts';

export interface TransactionExtent {
  readonly form: TransactionForm;
  /** The call, decorator, statement or parameter that makes it one. */
  readonly opener: ts.Node;
}

/** The innermost transaction that a node visibly stands in. */
export function transactionAt(node: ts.Node): TransactionExtent | undefined {
  for (let at = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (ts.isCallExpression(parent) && parent.arguments.some((each) => each === at)) {
      if (isFunctionWithBody(at) && runsLater.test(lastName(parent.expression) ?? '')) return undefined;
      if (isFunctionWithBody(at) && opensWithCallback(parent)) return { form: 'callback', opener: parent };
      if (ts.isArrayLiteralExpression(at) && lastName(parent.expression) === '$transaction')
        return { form: 'list', opener: parent };
    }
    if (isFunctionWithBody(at)) {
      const around = ofFunction(at, node);
      if (around !== undefined) return around;
    }
  }
  return undefined;
}

/** Callbacks that run when the transaction is over, or on their own. */
const runsLater =
  /^(?:afterCommit|onCommit|onTransactionCommit|runOnTransaction(?:Commit|Rollback|Complete)|afterTransaction|onFinalised|setTimeout|setImmediate|queueMicrotask|nextTick|waitUntil|after)$/;

function ofFunction(function_: FunctionNode, node: ts.Node): TransactionExtent | undefined {
  const between = statementsAround(function_, node);
  if (between !== undefined) return { form: 'statements', opener: between };
  const decorator = transactionalDecorator(function_);
  if (decorator !== undefined) return { form: 'decorator', opener: decorator };
  const handle = function_.parameters.find(isRequiredHandle);
  return handle === undefined ? undefined : { form: 'handle', opener: handle };
}

/** Functions that run their callback in a transaction. */
const opens =
  /^(?:\$?transaction|withTransaction|runInTransaction|inTransaction|runTransaction|executeInTransaction|executeTransaction|doInTransaction|transactional|atomic|atomicPhase_?|begin|tx|transact|withTx|inTx)$/;
/** Methods of a unit of work that run their callback in it. */
const worksIn = /^(?:execute|run|do|perform|complete|start|wrap)$/;
const unitOfWork = /unitOfWork|^uow$/i;

/** `db.transaction(work)`, Kysely's `db.transaction().execute(work)`, `unitOfWork.run(work)`. */
export function opensWithCallback(call: ts.CallExpression): boolean {
  const name = lastName(call.expression) ?? '';
  const member = memberCall(call);
  if (opens.test(name)) return name !== 'begin' || member !== undefined;
  if (member === undefined) return false;
  if (worksIn.test(name) && unitOfWork.test(lastName(member.on) ?? '')) return true;
  return name === 'execute' && chainOf(member.on).some((each) => each.name === 'transaction');
}

/** True where a function is given to a call that runs it in a transaction: by name, or written there. */
export function givenToTransaction(argument: ts.Expression): boolean {
  const { parent } = argument;
  return ts.isCallExpression(parent) && parent.arguments.includes(argument) && opensWithCallback(parent);
}

const transactional = /^(?:Transactional|Transaction|InTransaction|UseTransaction|RunInTransaction)$/;

function transactionalDecorator(function_: FunctionNode): ts.Decorator | undefined {
  const holders = [function_, function_.parent].filter(ts.canHaveDecorators);
  return holders
    .flatMap((holder) => [...(ts.getDecorators(holder) ?? [])])
    .find(({ expression }) => {
      if (/NOT_SUPPORTED|NotSupported|NEVER\b/.test(expression.getText())) return false;
      const call = ts.isCallExpression(expression) ? expression.expression : expression;
      return transactional.test(lastName(call) ?? '');
    });
}

const handleTypes =
  /^(?:Transaction|TransactionClient|TransactionHost|TransactionScope|Trx|Tx|QueryRunner|ClientSession|Knex\.Transaction|Prisma\.TransactionClient|PgTransaction|MySqlTransaction|SQLiteTransaction|ControlledTransaction|PrismaTransactionClient|TransactionManager)$/;
const handleNames =
  /^(?:trx|tx|transaction|dbTransaction|transactionManager|transactionalEntityManager|queryRunner)$/i;

/** A parameter that is a transaction, by its type or its name. */
export function isHandle(parameter: ts.ParameterDeclaration): boolean {
  const type = parameter.type
    ?.getText()
    .replace(/<[\s\S]*>/, '')
    .replace(/\s*\|\s*(?:undefined|null)\b/g, '');
  if (type !== undefined && handleTypes.test(type.trim())) return true;
  const isOpaque =
    type === undefined || /any$|Kysely|Knex|Database|EntityManager|Db$|PrismaClient|Client$/i.test(type);
  return ts.isIdentifier(parameter.name) && handleNames.test(parameter.name.text) && isOpaque;
}

const isRequiredHandle = (parameter: ts.ParameterDeclaration): boolean =>
  isHandle(parameter) &&
  parameter.questionToken === undefined &&
  parameter.initializer === undefined &&
  !/\b(?:undefined|null)\b/.test(parameter.type?.getText() ?? '') &&
  !givenAsCallback(parameter.parent);

/** The callback of a transaction takes the handle, and is found as its callback. */
const givenAsCallback = (node: ts.Node): boolean => ts.isCallExpression(node.parent);

const beginning = /^(?:startTransaction|beginTransaction|begin|beginTx)$/;
const ending = /^(?:commit|commitTransaction|rollback|rollbackTransaction|abortTransaction|complete)$/;

/** The statement that begins a transaction before a node, in the same function, which ends after it. */
function statementsAround(function_: FunctionNode, node: ts.Node): ts.Node | undefined {
  const marks = marksIn(function_);
  const begin = marks.filter((each) => each.kind === 'begin' && each.node.end <= node.pos).at(-1);
  if (begin === undefined) return undefined;
  const commit = marks.find((each) => each.commits && each.node.pos > begin.node.end);
  return commit !== undefined && commit.node.end > node.end && commit.node !== node ? begin.node : undefined;
}

interface Mark {
  readonly kind: 'begin' | 'end';
  readonly commits: boolean;
  readonly node: ts.Node;
}

const known = new WeakMap<ts.Node, readonly Mark[]>();

function marksIn(function_: FunctionNode): readonly Mark[] {
  const before = known.get(function_);
  if (before !== undefined) return before;
  const marks: Mark[] = [];
  walk(function_.body, (node) => {
    if (ts.isCallExpression(node)) marks.push(...markOf(node));
  });
  known.set(function_, marks);
  return marks;
}

function markOf(node: ts.CallExpression): Mark[] {
  const member = memberCall(node);
  if (member === undefined) return [];
  const { name, on, call } = member;
  const [first] = call.arguments;
  const text =
    first && ts.isStringLiteralLike(unwrap(first)) ? (unwrap(first) as ts.StringLiteralLike).text : '';
  const said =
    /^(?:query|execute|raw|exec|run)$/.test(name) && text !== '' ? readSql(text).transaction : undefined;
  if (said !== undefined) return [{ kind: said, commits: /^\s*commit/i.test(text), node }];
  const unit = unitOfWork.test(lastName(on) ?? '');
  if (
    (beginning.test(name) && (name !== 'begin' || !takesFunction(call))) ||
    (unit && name === 'start' && !takesFunction(call))
  )
    return [{ kind: 'begin', commits: false, node }];
  if (ending.test(name) && (name !== 'complete' || unit))
    return [{ kind: 'end', commits: !/^(?:rollback|abort)/.test(name), node }];
  // `const t = await sequelize.transaction()`
  const held = name === 'transaction' && !takesFunction(call) && ts.isAwaitExpression(call.parent);
  return held ? [{ kind: 'begin', commits: false, node }] : [];
}

const takesFunction = ({ arguments: args }: ts.CallExpression): boolean =>
  args.some((each) => isFunctionWithBody(unwrap(each)) || ts.isIdentifier(unwrap(each)));
