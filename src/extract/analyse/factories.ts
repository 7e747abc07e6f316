/** Functions that make a service: the service is what they make, and no call of them could be a request. */
import type { ts } from 'ts-morph';
import { exportedTypes } from '../../analysis/port-type.ts';
import type { Program } from '../../analysis/program.ts';
import { isBuiltIn } from '../../analysis/symbols.ts';

export interface Made {
  /** The function. */
  readonly name: string;
  /** What can be named instead: `src/users.ts#Users`. */
  readonly target: string;
}

/** What each function makes; nothing unless all of them make something that has methods and an exported name. */
export function madeByAll(program: Program, functions: readonly ts.Symbol[]): readonly Made[] {
  const made = functions.flatMap((each) => madeBy(program, each) ?? []);
  return made.length === functions.length ? made : [];
}

function madeBy(program: Program, symbol: ts.Symbol): Made | undefined {
  const { checker } = program;
  const [declaration] = symbol.declarations ?? [];
  if (declaration === undefined) return undefined;
  const [signature] = checker.getTypeOfSymbolAtLocation(symbol, declaration).getCallSignatures();
  const type = signature && checker.getReturnTypeOfSignature(signature);
  if (type === undefined || !hasAsyncMethods(checker, type, declaration)) return undefined;
  const declared = (type.aliasSymbol ?? (type.symbol as ts.Symbol | undefined))?.declarations?.[0];
  for (const file of new Set([declared?.getSourceFile(), declaration.getSourceFile()])) {
    if (file === undefined || !program.files.includes(file)) continue;
    const found = exportedTypes(program, file).find((each) => each.type === type);
    if (found !== undefined) return { name: symbol.name, target: `${program.pathOf(file)}#${found.name}` };
  }
  return undefined;
}

function hasAsyncMethods(checker: ts.TypeChecker, type: ts.Type, at: ts.Node): boolean {
  if (type.symbol !== undefined && isBuiltIn(type.symbol)) return false;
  return checker.getPropertiesOfType(type).some((property) =>
    checker
      .getTypeOfSymbolAtLocation(property, at)
      .getCallSignatures()
      .some((signature) => isPromise(checker.getReturnTypeOfSignature(signature))),
  );
}

const isPromise = ({ symbol }: ts.Type): boolean =>
  symbol !== undefined && symbol.name === 'Promise' && isBuiltIn(symbol);
