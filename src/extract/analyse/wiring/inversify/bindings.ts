/** Bindings of inversify: `bind(TOKEN).to(Class).inSingletonScope()` in containers and container modules. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { walk } from '../../../../analysis/symbols.ts';
import { isNamed, wiringFiles } from '../container/files.ts';

export type BindingForm =
  'to' | 'toSelf' | 'toConstantValue' | 'toDynamicValue' | 'toResolvedValue' | 'toService';

export interface InversifyBinding {
  readonly form: BindingForm;
  /** `container.bind(TOKEN).to(Class)` */
  readonly node: ts.CallExpression & { readonly expression: ts.PropertyAccessExpression };
  /** `container.bind(TOKEN)` */
  readonly bind: ts.CallExpression;
  readonly token: ts.Expression;
  /** The class, value, function or token; the token itself for `toSelf`. */
  readonly given: ts.Expression;
  /** Names of the calls that follow: `inSingletonScope`, `whenNamed`. */
  readonly chain: readonly string[];
  /** What holds the container; none in a container module. */
  readonly receiver?: ts.Expression;
}

const forms = /^(?:to|toSelf|toConstantValue|toDynamicValue|toResolvedValue|toService)$/;

export const isContainerType = (type: ts.Type): boolean => isNamed(type, 'Container');

export function findBindings(program: Program): InversifyBinding[] {
  const found: InversifyBinding[] = [];
  for (const file of wiringFiles(program)) {
    if (!/\bbind\b/.test(file.text)) continue;
    walk(file, (node) => {
      const binding = ts.isCallExpression(node) ? readBinding(program, node) : undefined;
      if (binding !== undefined) found.push(binding);
    });
  }
  return found;
}

function readBinding({ checker }: Program, node: ts.CallExpression): InversifyBinding | undefined {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || !forms.test(callee.name.text)) return undefined;
  let bind: ts.Expression = callee.expression;
  while (ts.isParenthesizedExpression(bind) || ts.isAwaitExpression(bind)) bind = bind.expression;
  const [token] = ts.isCallExpression(bind) ? bind.arguments : [];
  if (token === undefined || !ts.isCallExpression(bind)) return undefined;
  const type = checker.getTypeAtLocation(callee.expression);
  if (!isNamed(type, 'BindToFluentSyntax') && !isNamed(type, 'BindingToSyntax')) return undefined;
  const receiver = ts.isPropertyAccessExpression(bind.expression) ? bind.expression.expression : undefined;
  const isHeld = receiver !== undefined && isContainerType(checker.getTypeAtLocation(receiver));
  return {
    form: callee.name.text as BindingForm,
    node: node as InversifyBinding['node'],
    bind,
    token,
    given: node.arguments[0] ?? token,
    chain: chainAfter(node),
    ...(isHeld ? { receiver } : {}),
  };
}

function chainAfter(node: ts.CallExpression): string[] {
  const access = node.parent;
  if (!ts.isPropertyAccessExpression(access) || !ts.isCallExpression(access.parent)) return [];
  return [access.name.text, ...chainAfter(access.parent)];
}

/** Calls that take modules into a container, and constructions of containers: what a process has to run as well. */
export function findLoads({ checker }: Program, files: readonly ts.SourceFile[]): ts.Node[] {
  const found: ts.Node[] = [];
  for (const file of files) {
    if (!/\b(?:load|loadSync|Container)\b/.test(file.text)) continue;
    walk(file, (node) => {
      if (ts.isNewExpression(node) && isContainerType(checker.getTypeAtLocation(node))) found.push(node);
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
      const { name, expression } = node.expression;
      if (/^load(?:Sync|Async)?$/.test(name.text) && isContainerType(checker.getTypeAtLocation(expression)))
        found.push(node);
    });
  }
  return found;
}
