/** What a container can know a port by: its own class, or a class that implements it. */
import { ts } from 'ts-morph';
import type { LocatedPort } from '../../../../analysis/located-port.ts';
import type { Program } from '../../../../analysis/program.ts';
import { portSymbol } from '../../../../analysis/port-symbol.ts';
import { followAlias, symbolAt, unwrap } from '../../../../analysis/symbols.ts';

export interface PortFacts {
  readonly name: string;
  readonly symbol: ts.Symbol;
  /** The port is a class and can be its own token. */
  readonly isClass: boolean;
  /** True for the port itself and for a class that says it extends or implements it. */
  fits(symbol: ts.Symbol | undefined): boolean;
  /** True for an expression that names the port's class itself. */
  isToken(expression: ts.Expression): boolean;
  /** What a registration says itself that it gives out, as in `bind<Payments>(…)`; `unsaid` where it does not. */
  declared(type: ts.TypeNode | undefined): 'port' | 'related' | 'other' | 'unsaid';
  /** The class that an expression names, where it fits the port. */
  implementation(expression: ts.Expression): ts.ClassLikeDeclaration | undefined;
}

export function openPortFacts(program: Program, port: LocatedPort): PortFacts | undefined {
  // Ports of functions, objects or static methods are not what containers give out.
  if (port.kind !== 'interface' && port.kind !== 'class') return undefined;
  const symbol = portSymbol(program, port)?.symbol;
  if (symbol === undefined) return undefined;
  const fits = (each: ts.Symbol | undefined): boolean =>
    each !== undefined && inherits(program, each, symbol);
  const named = (expression: ts.Expression): ts.Symbol | undefined =>
    symbolAt(program.checker, unwrap(expression));
  return {
    name: port.name,
    symbol,
    isClass: (symbol.flags & ts.SymbolFlags.Class) !== 0,
    fits,
    isToken: (expression) => named(expression) === symbol && (symbol.flags & ts.SymbolFlags.Class) !== 0,
    declared: (node) => {
      const type = node && program.checker.getTypeAtLocation(node);
      const said = type && (type.aliasSymbol ?? (type.symbol as ts.Symbol | undefined));
      if (said === undefined) return 'unsaid';
      if (said === symbol) return 'port';
      return fits(said) || inherits(program, symbol, said) ? 'related' : 'other';
    },
    implementation: (expression) => {
      const found = named(expression);
      return fits(found) ? found?.declarations?.find(ts.isClassLike) : undefined;
    },
  };
}

function inherits(
  program: Program,
  symbol: ts.Symbol,
  wanted: ts.Symbol,
  seen = new Set<ts.Symbol>(),
): boolean {
  if (symbol === wanted) return true;
  if (seen.has(symbol)) return false;
  seen.add(symbol);
  return basesOf(program, symbol).some((base) => inherits(program, base, wanted, seen));
}

function basesOf({ checker }: Program, symbol: ts.Symbol): ts.Symbol[] {
  return (symbol.declarations ?? []).flatMap((declaration) => {
    if (!ts.isClassLike(declaration) && !ts.isInterfaceDeclaration(declaration)) return [];
    return (declaration.heritageClauses ?? []).flatMap(({ types }) =>
      types.flatMap(({ expression }) => {
        const base = checker.getSymbolAtLocation(expression);
        return base === undefined ? [] : [followAlias(checker, base)];
      }),
    );
  });
}
