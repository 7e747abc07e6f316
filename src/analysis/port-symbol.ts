/** A port as the compiler sees it, by its plain record. */
import { ts } from 'ts-morph';
import type { LocatedPort } from './located-port.ts';
import type { Program } from './program.ts';
import { exportsOf, followAlias } from './symbols.ts';

export interface PortSymbol {
  /** What its members are members of: the type of an object, of the class itself, or of the module. */
  readonly type: ts.Type;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.Declaration;
}

/** Undefined where the record is not of this program. */
export function portSymbol(
  program: Program,
  { kind, entryFile, exportName }: Pick<LocatedPort, 'kind' | 'entryFile' | 'exportName'>,
): PortSymbol | undefined {
  const { checker } = program;
  const file = program.file(entryFile);
  const module = file && checker.getSymbolAtLocation(file);
  if (file === undefined || module === undefined) return undefined;
  if (kind === 'functions')
    return { symbol: module, declaration: file, type: checker.getTypeOfSymbolAtLocation(module, file) };
  const symbol = exportName === undefined ? undefined : exportsOf(program, file).get(exportName);
  const declaration = symbol && declarationOf(symbol);
  if (symbol === undefined || declaration === undefined) return undefined;
  const ofValue = kind === 'object' || kind === 'static';
  const type = ofValue
    ? checker.getTypeOfSymbolAtLocation(followAlias(checker, symbol), declaration)
    : checker.getDeclaredTypeOfSymbol(symbol);
  return { symbol, declaration, type };
}

const declarationOf = ({ valueDeclaration, declarations = [] }: ts.Symbol): ts.Declaration | undefined =>
  declarations.find((each) => ts.isInterfaceDeclaration(each) || ts.isClassLike(each)) ??
  valueDeclaration ??
  declarations[0];
