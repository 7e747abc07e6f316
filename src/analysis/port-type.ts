/** Which exported type is the port that a factory serves. */
import { ts } from 'ts-morph';
import { diagnostic, refuse, succeed, type Outcome } from '../diagnostics/index.ts';
import { placeOf } from './places.ts';
import type { Program } from './program.ts';
import { exportsOf } from './symbols.ts';

export interface ExportedType {
  readonly name: string;
  readonly type: ts.Type;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.Declaration;
}

const typeFlags = ts.SymbolFlags.Interface | ts.SymbolFlags.Class | ts.SymbolFlags.TypeAlias;

/** The types that a file exports, with the name they are exported under. */
export function exportedTypes(program: Program, file: ts.SourceFile): ExportedType[] {
  return [...exportsOf(program, file)].flatMap(([name, symbol]) => {
    const declaration = symbol.declarations?.[0];
    if (!(symbol.flags & typeFlags) || declaration === undefined) return [];
    return [{ name, symbol, declaration, type: program.checker.getDeclaredTypeOfSymbol(symbol) }];
  });
}

interface PortQuestion {
  readonly entry: ts.SourceFile;
  /** The type of the property `port`. */
  readonly type: ts.Type;
  /** The name to prefer where several fit. */
  readonly wanted: string;
}

/**
 * The exported type that is the port: the declared one; else, where the factory's result is inferred and the property holds
 * the implementation, the exported interface that it implements or fits.
 */
export function portOfType(program: Program, { entry, type, wanted }: PortQuestion): Outcome<ExportedType> {
  const types = exportedTypes(program, entry);
  const exact = types.find((each) => isType(each, type));
  const file = program.pathOf(entry);
  if (exact !== undefined) return mustBeConcrete(program, exact, file);
  const fitting = types.filter(
    (each) => hasMethods(each.type) && program.checker.isTypeAssignableTo(type, each.type),
  );
  const chosen =
    fitting.find(({ name }) => name === wanted) ?? (fitting.length === 1 ? fitting[0] : undefined);
  if (chosen !== undefined) return mustBeConcrete(program, chosen, file);
  const text = program.checker.typeToString(type);
  return refuse(diagnostic('port-not-exported', { type: text, file }, { place: { file } }));
}

const isType = (each: ExportedType, type: ts.Type): boolean =>
  each.type === type ||
  each.symbol === type.aliasSymbol ||
  (each.symbol === type.symbol && !isClassPort(each, type));

/** The class itself is only the port when it is abstract: else it is the implementation, and an interface is looked for. */
function isClassPort({ declaration }: ExportedType, type: ts.Type): boolean {
  const isClass = ts.isClassLike(declaration) && type.isClass();
  return isClass && !(ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Abstract);
}

const hasMethods = (type: ts.Type): boolean =>
  !(type.flags & ts.TypeFlags.Any) &&
  type.getProperties().some((property) => property.flags & ts.SymbolFlags.Method);

function mustBeConcrete(program: Program, port: ExportedType, file: string): Outcome<ExportedType> {
  const { declaration, name } = port;
  const generic =
    (ts.isInterfaceDeclaration(declaration) ||
      ts.isClassLike(declaration) ||
      ts.isTypeAliasDeclaration(declaration)) &&
    declaration.typeParameters !== undefined;
  if (!generic) return succeed(port);
  return refuse(diagnostic('port-generic', { port: name, file }, { place: placeOf(program, declaration) }));
}
