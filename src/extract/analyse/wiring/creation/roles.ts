/** An object may be handed on as more than the port: what is bound in its place would not do for the others. */
import { ts } from 'ts-morph';
import { placeOf } from '../../../../analysis/places.ts';
import { portSymbol } from '../../../../analysis/port-symbol.ts';
import { symbolAt, walk } from '../../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../../diagnostics/index.ts';
import type { WiringRequest } from '../model.ts';
import { outermost } from './places.ts';
import type { Site } from './sites.ts';

export function otherRoles(request: WiringRequest, sites: readonly Site[]): Diagnostic[] {
  const { program, port } = request;
  const symbol = portSymbol(program, port)?.symbol;
  if (symbol === undefined) return [];
  const type = program.checker.getDeclaredTypeOfSymbol(symbol);
  const uses = sites.flatMap((site) => variableOf(request, site)).flatMap((each) => usesOf(request, each));
  const roles = uses.filter((use) => !suits(request, type, use));
  const [first] = roles;
  if (first === undefined || isGeneric(type)) return [];
  const names = roles.map((use) => program.checker.typeToString(expectedOf(request, use) ?? type));
  const [implementation] = port.implementations;
  const args = {
    port: port.name,
    variable: first.getText(),
    roles: [...new Set(names)],
    target: implementation === undefined ? undefined : `${implementation.file}#${implementation.name}`,
  };
  return [diagnostic('object-in-other-roles', args, { place: placeOf(program, first) })];
}

const isGeneric = (type: ts.Type): boolean => ((type as ts.InterfaceType).typeParameters?.length ?? 0) > 0;

/** The variable that takes its type from what is bound. */
function variableOf({ program }: WiringRequest, { bound, alreadyBound }: Site): ts.Symbol[] {
  const { parent } = outermost(bound);
  if (alreadyBound || !ts.isVariableDeclaration(parent) || parent.type !== undefined) return [];
  const symbol = ts.isIdentifier(parent.name) ? symbolAt(program.checker, parent.name) : undefined;
  return symbol === undefined ? [] : [symbol];
}

function usesOf({ program }: WiringRequest, symbol: ts.Symbol): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  for (const file of program.files.filter(({ text }) => text.includes(symbol.name))) {
    walk(file, (node) => {
      if (!ts.isIdentifier(node) || node.text !== symbol.name || ts.isVariableDeclaration(node.parent))
        return;
      if (symbolAt(program.checker, node) === symbol) found.push(node);
    });
  }
  return found;
}

const expectedOf = ({ program }: WiringRequest, use: ts.Identifier): ts.Type | undefined =>
  ts.isPropertyAccessExpression(use.parent) ? undefined : program.checker.getContextualType(use);

function suits(request: WiringRequest, type: ts.Type, use: ts.Identifier): boolean {
  const expected = expectedOf(request, use);
  if (expected === undefined || expected.flags & ts.TypeFlags.TypeParameter) return true;
  return request.program.checker.isTypeAssignableTo(type, expected);
}
