/** The text edits that bind a binding of inversify. */
import { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import type { TextEdit } from '../../../../changes/index.ts';
import { decoratorsOf } from '../container/files.ts';
import type { WantedImport } from '../container/imports.ts';
import { breakAfter, indentAt, indentUnit } from '../container/layout.ts';
import { wrapFactory } from '../container/wrap-factory.ts';
import { eolOf, insert } from '../edits.ts';
import type { Binder } from '../model.ts';
import type { InversifyBinding } from './bindings.ts';

export interface BindRequest {
  readonly program: Program;
  readonly binder: Binder;
  readonly specifier: string;
  /** The class is bound under its own name too, or that is the binding itself. */
  readonly needsAlias: boolean;
  readonly implementation: ts.ClassLikeDeclaration | undefined;
}

export interface BoundBinding {
  readonly edits: readonly TextEdit[];
  readonly imports: readonly WantedImport[];
}

/** `undefined` where there is no statement to put the second binding before. */
export function bindBinding(request: BindRequest, binding: InversifyBinding): BoundBinding | undefined {
  const { program, binder, specifier } = request;
  const { form, given } = binding;
  const imports = [{ name: binder.name, specifier }];
  switch (form) {
    case 'toDynamicValue':
    case 'toResolvedValue': {
      const wrapped = wrapFactory(program, given, binder);
      return { edits: wrapped.edits, imports: [{ name: wrapped.binder, specifier }] };
    }
    case 'toConstantValue': {
      const value = given.getText().startsWith('{') ? `(${given.getText()})` : given.getText();
      const text = `toDynamicValue(() => ${binder.name}(() => ${value})).inSingletonScope()`;
      return { edits: [replaceCall(binding, text)], imports };
    }
    case 'toService':
      return { edits: [dynamic(request, binding, `context.get(${given.getText()})`)], imports };
    case 'to':
    case 'toSelf': {
      if (!request.needsAlias) {
        const name = given.getText();
        const made = hasContainer(program, binding)
          ? `context.container.resolve(${name})`
          : `context.get(${name}, { autobind: true })`;
        return { edits: [dynamic(request, binding, made)], imports };
      }
      const alias = aliasStatement(binding);
      if (alias === undefined) return undefined;
      const context = hasContainer(program, binding) ? 'context.container' : 'context';
      const made = `${context}.get<${given.getText()}>(${aliasOf(binding)})`;
      return { edits: [alias, dynamic(request, binding, made)], imports };
    }
  }
}

/** inversify 6 hands over a context with the container in it; later ones, a context that is asked itself. */
function hasContainer({ checker }: Program, { node }: InversifyBinding): boolean {
  const method = checker.getTypeAtLocation(node.expression.expression).getProperty('toDynamicValue');
  const signature = method && checker.getTypeOfSymbol(method).getCallSignatures()[0];
  const factory = signature?.parameters[0] && checker.getTypeOfSymbol(signature.parameters[0]);
  const context = factory?.getCallSignatures()[0]?.parameters[0];
  const type = context && checker.getTypeOfSymbol(context);
  return type?.getProperty('container') !== undefined;
}

function dynamic(request: BindRequest, binding: InversifyBinding, made: string): TextEdit {
  const { node } = binding;
  const file = node.getSourceFile();
  const base = indentAt(file.text, node.expression.name.getStart());
  const unit = indentUnit(file.text);
  const body = `${request.binder.name}(() => ${made})`;
  const start = node.expression.name.getStart();
  const column = start - (file.text.lastIndexOf('\n', start) + 1);
  const text = breakAfter('toDynamicValue((context) =>', body, base, unit, eolOf(file), column);
  return replaceCall(binding, `${text})${scopeOfClass(request, binding)}`);
}

/** A class that says itself that it is a singleton stays one. */
function scopeOfClass({ program, implementation }: BindRequest, { chain, form }: InversifyBinding): string {
  if (form === 'toService' || implementation === undefined) return '';
  if (chain.some((name) => /^in\w*Scope$/.test(name))) return '';
  const injectable = decoratorsOf(program, implementation).find(({ name }) => name === 'injectable');
  return /\bSingleton\b/i.test(injectable?.arguments[0]?.getText() ?? '') ? '.inSingletonScope()' : '';
}

const replaceCall = ({ node }: InversifyBinding, text: string): TextEdit => ({
  start: node.expression.name.getStart(),
  end: node.end,
  text,
});

const aliasOf = ({ given }: InversifyBinding): string => `'${given.getText()} (local)'`;

/** The class under a second name, which only the binding asks for. */
function aliasStatement(binding: InversifyBinding): TextEdit | undefined {
  const { node, bind, given } = binding;
  let at: ts.Node = node;
  while (!ts.isStatement(at)) {
    if (ts.isArrowFunction(at)) return undefined;
    at = at.parent;
  }
  if (!ts.isExpressionStatement(at)) return undefined;
  const file = node.getSourceFile();
  const callee = bind.expression.getText().replace(/\brebind(?:Sync|Async)?$/, 'bind');
  const line = `${callee}<${given.getText()}>(${aliasOf(binding)}).to(${given.getText()});`;
  return insert(at.getStart(), `${line}${eolOf(file)}${indentAt(file.text, at.getStart())}`);
}
