/** An expression of the codebase as what `compose.ts` of another process says. */
import { ts } from 'ts-morph';
import { placeOf } from '../../../../analysis/places.ts';
import type { Program } from '../../../../analysis/program.ts';
import { packageOf } from '../../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../../diagnostics/index.ts';
import type { Composition } from '../model.ts';
import { oneLine, Slice } from './slice.ts';
import { Unsliceable } from './unsliceable.ts';

export interface Composed {
  readonly composition: Composition | undefined;
  readonly findings: readonly Diagnostic[];
}

/** `around` gives the expression of the composition from the text of the node: an `await` before it, say. */
export function compose(
  program: Program,
  port: string,
  node: ts.Expression,
  around: (text: string) => string = (text) => text,
): Composed {
  const slice = new Slice(program, node);
  try {
    const expression = around(slice.text(node));
    const close = closing(program, slice);
    const composition: Composition = {
      imports: slice.imports,
      statements: slice.statements,
      expression,
      async: slice.async || expression.startsWith('await '),
      ...(close === undefined ? {} : { close }),
    };
    return { composition, findings: slice.leftOut.map((each) => leftOut(program, each)) };
  } catch (error) {
    if (!(error instanceof Unsliceable)) throw error;
    return { composition: undefined, findings: [refused(program, port, error)] };
  }
}

const leftOut = (program: Program, { value, statement }: Slice['leftOut'][number]): Diagnostic =>
  diagnostic(
    'composition-effect-left-out',
    { value, statement: oneLine(statement) },
    { place: placeOf(program, statement) },
  );

const refused = (program: Program, port: string, { node, what, reason, hint }: Unsliceable): Diagnostic =>
  diagnostic('composition-not-found-out', { port, what, reason, hint }, { place: placeOf(program, node) });

/** How libraries call the end of what they opened. */
const endings = ['$disconnect', 'destroy', 'disconnect', 'quit', 'end', 'close'];

/** Ends what libraries opened, last opened first. */
function closing({ checker }: Program, { values }: Slice): string | undefined {
  const calls = values.flatMap(({ name, node }) => {
    const type = checker.getTypeAtLocation(node);
    const symbol = type.getSymbol();
    if (symbol === undefined || packageOf(symbol) === undefined) return [];
    const ending = endings.find((each) => isEnding(checker, type, each, node));
    return ending === undefined ? [] : [`await ${name}.${ending}();`];
  });
  return calls.length === 0 ? undefined : calls.toReversed().join(' ');
}

/** A method that needs no argument. Types that have no other sign of being a connection are let be. */
function isEnding(checker: ts.TypeChecker, type: ts.Type, name: string, at: ts.Node): boolean {
  const member = type.getProperty(name);
  if (member === undefined) return false;
  const signatures = checker.getTypeOfSymbolAtLocation(member, at).getCallSignatures();
  return signatures.some(
    (each) =>
      each.getParameters().every((parameter) => isOptional(parameter)) &&
      /^Promise\b/.test(checker.typeToString(each.getReturnType())),
  );
}

const isOptional = ({ valueDeclaration }: ts.Symbol): boolean =>
  valueDeclaration !== undefined &&
  ts.isParameter(valueDeclaration) &&
  (valueDeclaration.questionToken !== undefined ||
    valueDeclaration.initializer !== undefined ||
    valueDeclaration.dotDotDotToken !== undefined);
