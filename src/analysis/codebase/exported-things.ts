/** What an export is, and whether it can be a port. */
import { ts } from 'ts-morph';
import type { PortKind } from '../located-port.ts';
import type { Program } from '../program.ts';
import { isBuiltIn } from '../symbols.ts';

export interface ExportedThing {
  readonly exportName: string;
  /** What it goes by: the declared name behind `default`. */
  readonly title: string;
  /** Undefined where it cannot be a port. */
  readonly kind: PortKind | undefined;
  /** `a function`, `an enum`, for people. */
  readonly is: string;
  hint(file: string): string;
}

type Described = Pick<ExportedThing, 'kind' | 'is'> & { hint?: (file: string) => string };

export function describeExport(
  program: Program,
  exportName: string,
  symbol: ts.Symbol,
  source: ts.SourceFile,
): ExportedThing {
  const described = describe(program, symbol, source);
  const hint = described.hint ?? ((file) => `name something else: ${file}#…`);
  return { exportName, title: titleFor(exportName, symbol), ...described, hint };
}

/** The name behind `export default`; an expression has none. */
function titleFor(exportName: string, symbol: ts.Symbol): string {
  if (exportName !== 'default') return exportName;
  const declared = symbol.declarations?.flatMap(
    (each) => (each as ts.NamedDeclaration).name?.getText() ?? [],
  );
  return declared?.[0] ?? (symbol.name === 'default' ? 'default' : symbol.name);
}

function describe(program: Program, symbol: ts.Symbol, source: ts.SourceFile): Described {
  const { checker } = program;
  if (symbol.flags & ts.SymbolFlags.Class) return describeClass(program, symbol);
  if (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)) {
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    if (hasMethods(program, type, source)) return { kind: 'interface', is: 'an interface' };
    const is =
      symbol.flags & ts.SymbolFlags.Interface ? 'an interface without methods' : 'a type without methods';
    return { kind: undefined, is, hint: () => 'name an interface or class whose methods are called' };
  }
  if (symbol.flags & ts.SymbolFlags.Enum) return { kind: undefined, is: 'an enum' };
  const type = checker.getTypeOfSymbolAtLocation(symbol, source);
  if (type.getCallSignatures().length > 0) return describeFunction();
  if (
    symbol.flags & ts.SymbolFlags.Variable ||
    symbol.flags & ts.SymbolFlags.Property ||
    isDefaultValue(symbol)
  ) {
    return hasMethods(program, type, source)
      ? { kind: 'object', is: 'an object' }
      : { kind: undefined, is: 'a value without methods' };
  }
  return { kind: undefined, is: 'nothing that has methods' };
}

const describeFunction = (): Described => ({
  kind: undefined,
  is: 'a function',
  hint: (file) => `name the file, and all functions that it exports are taken together: ${file}`,
});

const isDefaultValue = ({ declarations = [] }: ts.Symbol): boolean =>
  declarations.some(ts.isExportAssignment);

/** A class whose only public members are static is called without an instance. */
function describeClass(program: Program, symbol: ts.Symbol): Described {
  const { checker } = program;
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined) return { kind: undefined, is: 'a class' };
  if (hasMethods(program, checker.getDeclaredTypeOfSymbol(symbol), declaration))
    return { kind: 'class', is: 'a class' };
  const statics = checker.getTypeOfSymbolAtLocation(symbol, declaration);
  return hasMethods(program, statics, declaration)
    ? { kind: 'static', is: 'a class with static methods' }
    : {
        kind: undefined,
        is: 'a class without methods',
        hint: () => 'name the class whose methods are called',
      };
}

const primitive =
  ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.BigIntLike;

/** Methods of its own: those that every array or promise has say nothing about a service. */
function hasMethods({ checker }: Program, type: ts.Type, at: ts.Node): boolean {
  if (type.flags & (ts.TypeFlags.Any | primitive) || type.isUnion()) return false;
  return checker.getPropertiesOfType(type).some((member) => {
    const declaration = member.valueDeclaration ?? member.declarations?.[0];
    const hidden =
      declaration !== undefined &&
      (ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !==
        0;
    if (declaration === undefined || hidden || isBuiltIn(member)) return false;
    const of = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(member, at));
    return of.getCallSignatures().length > 0 && of.getConstructSignatures().length === 0;
  });
}
