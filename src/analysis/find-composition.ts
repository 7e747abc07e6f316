/** Finding the call of a module's factory in a composition root, and what its arguments use. */
import { ts } from 'ts-morph';
import { diagnostic, refuse, succeed, type Outcome } from '../diagnostics/index.ts';
import type { LocatedFactory } from './located-port.ts';
import { placeOf, rangeOf, type TextRange } from './places.ts';
import type { Program } from './program.ts';
import { exportsOf, functionAround, nameOfPlace, symbolAt, unwrap, walk } from './symbols.ts';
import { ancestor, importOf, parameter, usedNames, type ImportRecord, type UsedName } from './used-names.ts';

export interface CompositionCall {
  readonly file: string;
  /** The variable that the module is kept in. */
  readonly variable: { readonly name: string; readonly start: number; readonly end: number };
  /** The call expression, without an `await` before it. */
  readonly call: TextRange;
  /** What the variable is initialised with: the call, with `await` or the binding around it. */
  readonly initialiser: TextRange;
  readonly statement: TextRange;
  readonly awaited: boolean;
  /** The function around it, with the text of its parameters' types; none at the top level of the file. */
  readonly enclosing?: {
    readonly name: string;
    readonly parameters: readonly { readonly name: string; readonly typeText: string }[];
  };
  /** How the factory comes into the file; none where it is declared there. */
  readonly factoryImport?: ImportRecord;
  readonly uses: readonly UsedName[];
  /** The call stands in a thunk that is an argument of this function: it was bound before. */
  readonly boundBy?: { readonly name: string; readonly call: TextRange };
}

/** The only call of the factory in the files, by default in all that were loaded outside the factory's own. */
export function findCompositionCall(
  program: Program,
  factory: Pick<LocatedFactory, 'exportName' | 'file'>,
  files?: readonly string[],
): Outcome<CompositionCall> {
  const searched = files?.flatMap((path) => program.file(path) ?? []) ?? program.files;
  const calls = searched
    .filter((file) => program.pathOf(file) !== factory.file)
    .flatMap((file) => callsIn(program, file, factory));
  const [call, ...others] = calls;
  const name = factory.exportName;
  if (call === undefined) {
    const names = files?.join(', ') ?? 'the files that were read';
    return refuse(diagnostic('factory-not-called', { factory: name, files: names }));
  }
  if (others.length > 0) {
    const places = calls.map((each) => placeOf(program, each)).map(({ file, line }) => `${file}:${line}`);
    return refuse(diagnostic('factory-called-twice', { factory: name, places: places.join(', ') }));
  }
  return describe(program, call, name);
}

function callsIn(
  program: Program,
  file: ts.SourceFile,
  factory: Pick<LocatedFactory, 'exportName' | 'file'>,
): ts.CallExpression[] {
  const home = program.file(factory.file);
  const symbol = home === undefined ? undefined : exportsOf(program, home).get(factory.exportName);
  const found: ts.CallExpression[] = [];
  walk(file, (node) => {
    if (!ts.isCallExpression(node)) return;
    const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
    if (symbol !== undefined && symbolAt(program.checker, name) === symbol) found.push(node);
  });
  return found;
}

function describe(program: Program, call: ts.CallExpression, factory: string): Outcome<CompositionCall> {
  const declaration = ancestor(call, ts.isVariableDeclaration);
  const bound = bindingAround(call);
  const value = declaration?.initializer === undefined ? undefined : unwrap(declaration.initializer);
  if (
    declaration?.initializer === undefined ||
    !ts.isIdentifier(declaration.name) ||
    value !== (bound ?? call)
  ) {
    return refuse(diagnostic('call-not-in-variable', { factory }, { place: placeOf(program, call) }));
  }
  const enclosing = functionAround(declaration);
  const factoryImport = importOf(program, call.expression);
  return succeed({
    file: program.pathOf(call.getSourceFile()),
    variable: { name: declaration.name.text, start: declaration.name.getStart(), end: declaration.name.end },
    call: rangeOf(call),
    initialiser: rangeOf(declaration.initializer),
    statement: rangeOf(ancestor(declaration, ts.isVariableStatement) ?? declaration),
    awaited: ts.isAwaitExpression(call.parent),
    ...(enclosing === undefined
      ? {}
      : {
          enclosing: {
            name: nameOfPlace(program, enclosing),
            parameters: enclosing.parameters.map(parameter(program)),
          },
        }),
    ...(factoryImport === undefined ? {} : { factoryImport }),
    uses: usedNames(program, call),
    ...(bound === undefined ? {} : { boundBy: { name: bound.expression.getText(), call: rangeOf(bound) } }),
  });
}

/** `bindPayments(host, () => createPayments(…), …)`: the call around the thunk that the factory's call is all of. */
function bindingAround(call: ts.CallExpression): ts.CallExpression | undefined {
  const thunk = ancestor(call, ts.isArrowFunction);
  if (thunk === undefined || !ts.isExpression(thunk.body) || unwrap(thunk.body) !== call) return undefined;
  return ts.isCallExpression(thunk.parent) ? thunk.parent : undefined;
}
