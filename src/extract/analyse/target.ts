/** The port as the compiler sees it, found again from its plain record. */
import { ts } from 'ts-morph';
import { functionsIn, type Callees } from '../../analysis/calls.ts';
import type { LocatedObject, LocatedPort } from '../../analysis/located-port.ts';
import { functionOf, type ObjectSource } from '../../analysis/flow.ts';
import { portParts, type PortParts } from '../../analysis/port-methods.ts';
import { portSymbol } from '../../analysis/port-symbol.ts';
import type { Program } from '../../analysis/program.ts';
import { walk, type FunctionNode } from '../../analysis/symbols.ts';
import { withInheritedInUse } from './inherited.ts';
import { isBelow } from './options.ts';
import { baseOf } from './types/constructors.ts';
import { instantiated } from './types/instantiation.ts';

export interface Target {
  readonly port: LocatedPort;
  readonly type: ts.Type;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.Declaration;
  readonly implementations: readonly ObjectSource[];
  readonly parts: PortParts;
  /** True for code that moves with the port: calls in it are made within the service. */
  inside(node: ts.Node): boolean;
}

/** Throws where the record is not of this program. */
export function openTarget(program: Program, port: LocatedPort): Target {
  const declared = portSymbol(program, port);
  const found = declared && instantiated(program, declared);
  if (found === undefined)
    throw new Error(`${port.entryFile} does not export ${port.exportName ?? port.name} in this program.`);
  const implementations = port.implementations.flatMap((each) => objectAt(program, each) ?? []);
  const inside = insideOf(program, port, implementations);
  const parts = withInheritedInUse(program, found, portParts(program, port.kind, found), inside);
  return { port, ...found, implementations, parts, inside };
}

/** Below the module's folder, where it has one; else in the implementations, and in the file of a module of functions. */
function insideOf(
  program: Program,
  { directory, kind, entryFile }: LocatedPort,
  implementations: readonly ObjectSource[],
): (node: ts.Node) => boolean {
  if (directory !== undefined) return (node) => isBelow(program.pathOf(node.getSourceFile()), [directory]);
  const moved = implementations.flatMap((each) => [each, ...basesOf(program, each)]);
  const files = new Set(moved.map((each) => each.getSourceFile()));
  return (node) => {
    const file = node.getSourceFile();
    if (kind === 'functions') return program.pathOf(file) === entryFile;
    return files.has(file) && moved.some((each) => each.pos <= node.pos && node.end <= each.end);
  };
}

function basesOf(program: Program, source: ObjectSource): ObjectSource[] {
  const base = ts.isObjectLiteralExpression(source) ? undefined : baseOf(program.checker, source);
  return base === undefined ? [] : [base, ...basesOf(program, base)];
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
