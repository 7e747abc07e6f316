/** The port as the compiler sees it, found again from its plain record. */
import { ts } from 'ts-morph';
import { functionsIn, type Callees } from '../../analysis/calls.ts';
import type { LocatedObject, LocatedPort } from '../../analysis/located-port.ts';
import { functionOf, type ObjectSource } from '../../analysis/flow.ts';
import { exportedTypes } from '../../analysis/port-type.ts';
import type { Program } from '../../analysis/program.ts';
import { walk, type FunctionNode } from '../../analysis/symbols.ts';
import { baseOf } from './types/constructors.ts';

export interface Target {
  readonly port: LocatedPort;
  readonly type: ts.Type;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.Declaration;
  readonly implementations: readonly ObjectSource[];
}

/** Throws where the record is not of this program. */
export function openTarget(program: Program, port: LocatedPort): Target {
  const entry = program.file(port.entryFile);
  const exported = entry && exportedTypes(program, entry).find(({ name }) => name === port.name);
  if (exported === undefined)
    throw new Error(`${port.entryFile} does not export ${port.name} in this program.`);
  const { type, symbol, declaration } = exported;
  const implementations = port.implementations.flatMap((each) => objectAt(program, each) ?? []);
  return { port, type, symbol, declaration, implementations };
}

function objectAt(program: Program, { file, start }: LocatedObject): ObjectSource | undefined {
  const source = program.file(file);
  let found: ObjectSource | undefined;
  if (source === undefined) return undefined;
  walk(source, (node) => {
    if ((ts.isClassLike(node) || ts.isObjectLiteralExpression(node)) && node.getStart(source) === start)
      found ??= node;
    return found === undefined;
  });
  return found;
}

/** The bodies of a method of the port: in what its factory returns, else in whatever implements it. */
export function bodiesOf(
  program: Program,
  callees: Callees,
  target: Target,
  member: ts.Symbol,
): readonly FunctionNode[] {
  const direct = target.implementations.flatMap((each) => memberOf(program, each, member.name));
  if (direct.length > 0) return direct;
  const declarations = member.declarations ?? [];
  return declarations.flatMap((each) => [...functionOf(each), ...callees.implementing(each)]);
}

function memberOf(program: Program, source: ObjectSource, name: string): FunctionNode[] {
  if (ts.isObjectLiteralExpression(source)) {
    return source.properties
      .filter((property) => property.name?.getText() === name)
      .flatMap((property) => functionsIn(program, property));
  }
  const own = source.members.filter((member) => member.name?.getText() === name).flatMap(functionOf);
  const base = baseOf(program.checker, source);
  return own.length > 0 || base === undefined ? own : memberOf(program, base, name);
}
