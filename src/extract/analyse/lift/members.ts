/** The members of a target that can be lifted: a cheap look that changes nothing. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import type { Program } from '../../../analysis/program.ts';
import { exportsOf } from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import { isAsync } from './containers.ts';
import { declarationsOf } from './declarations.ts';
import type { LiftTarget } from './model.ts';
import { kindOfType, returnKind } from './return-kind.ts';

export interface TargetMember {
  readonly name: string;
  readonly declarations: readonly ts.SignatureDeclaration[];
  /** True where some way of calling it returns no promise. */
  readonly synchronous: boolean;
}

export interface TargetMembers {
  readonly name: string;
  readonly members: readonly TargetMember[];
  /** About members that are no methods. */
  readonly findings: readonly Diagnostic[];
}

export function readTarget(program: Program, { file, name }: LiftTarget): TargetMembers | undefined {
  const source = program.file(file);
  if (source === undefined) return undefined;
  const exported = exportsOf(program, source);
  if (name === undefined) return functionsOf(program, file, exported);
  const symbol = exported.get(name) ?? localSymbol(program, source, name);
  return symbol === undefined ? undefined : membersOf(program, name, symbol);
}

/** Names of the members that are still synchronous. */
export function synchronousMembers(program: Program, target: LiftTarget): readonly string[] {
  return (readTarget(program, target)?.members ?? [])
    .filter(({ synchronous }) => synchronous)
    .map(({ name }) => name);
}

const localSymbol = ({ checker }: Program, file: ts.SourceFile, name: string): ts.Symbol | undefined =>
  checker
    .getSymbolsInScope(file, ts.SymbolFlags.Type | ts.SymbolFlags.Value)
    .find(
      (symbol) => symbol.name === name && symbol.declarations?.some((each) => each.getSourceFile() === file),
    );

function functionsOf(
  program: Program,
  file: string,
  exported: ReadonlyMap<string, ts.Symbol>,
): TargetMembers {
  const members = [...exported].flatMap(([name, symbol]) => {
    if (symbol.flags & ts.SymbolFlags.Class) return [];
    const declarations = symbol.flags & ts.SymbolFlags.Value ? declarationsOf(program.checker, symbol) : [];
    return declarations.length === 0 ? [] : [memberOf(program, name, declarations)];
  });
  return { name: file, members, findings: [] };
}

const memberOf = (
  { checker }: Program,
  name: string,
  declarations: readonly ts.SignatureDeclaration[],
): TargetMember => ({
  name,
  declarations,
  synchronous: declarations.some((each) => !isAsync(each) && returnKind(checker, each) !== 'promise'),
});

function membersOf(program: Program, name: string, symbol: ts.Symbol): TargetMembers {
  const { checker } = program;
  const isType =
    (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class | ts.SymbolFlags.TypeAlias)) !== 0;
  const type = isType ? checker.getDeclaredTypeOfSymbol(symbol) : checker.getTypeOfSymbol(symbol);
  const called = isType ? [] : declarationsOf(checker, symbol);
  const properties = checker.getPropertiesOfType(type).filter(isPublic);
  const own =
    called.length > 0
      ? [memberOf(program, name, called)]
      : properties.flatMap((property) => methodOf(program, property));
  const statics =
    isType && own.length === 0 && symbol.flags & ts.SymbolFlags.Class
      ? checker
          .getPropertiesOfType(checker.getTypeOfSymbol(symbol))
          .filter((each) => each.name !== 'prototype' && isPublic(each))
          .flatMap((each) => methodOf(program, each))
      : [];
  const left =
    called.length > 0 ? [] : properties.filter((property) => methodOf(program, property).length === 0);
  return {
    name,
    members: [...own, ...statics],
    findings: left.flatMap((property) => leftFinding(program, name, property)),
  };
}

function methodOf(program: Program, property: ts.Symbol): TargetMember[] {
  const declarations = declarationsOf(program.checker, property);
  return declarations.length === 0 ? [] : [memberOf(program, property.name, declarations)];
}

function isPublic(property: ts.Symbol): boolean {
  const declaration = property.valueDeclaration ?? property.declarations?.[0];
  if (
    declaration === undefined ||
    (declaration as ts.NamedDeclaration).name?.kind === ts.SyntaxKind.PrivateIdentifier
  )
    return false;
  return !(
    ts.getCombinedModifierFlags(declaration) &
    (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)
  );
}

function leftFinding(program: Program, name: string, property: ts.Symbol): Diagnostic[] {
  const declaration = property.declarations?.[0];
  if (declaration === undefined || !program.files.includes(declaration.getSourceFile())) return [];
  const kind = kindOfType(program.checker, program.checker.getTypeOfSymbol(property));
  if (kind === 'promise') return [];
  const member = `${name}.${property.name}`;
  return [diagnostic('lift-property-left', { member }, { place: placeFor(program, declaration, member) })];
}
