/** The members of a port, and what rules out the port as a whole. */
import { ts } from 'ts-morph';
import { placeFor } from '../../analysis/places.ts';
import type { Program } from '../../analysis/program.ts';
import { isHidden } from '../../analysis/port-methods.ts';
import { isBuiltIn, packageOf } from '../../analysis/symbols.ts';
import { diagnostic, type Diagnostic, type Place } from '../../diagnostics/index.ts';
import { madeByAll } from './factories.ts';
import { recordLibrary } from './record-class.ts';
import type { Session } from './session.ts';
import type { Target } from './target.ts';
import { instantiationsOf } from './types/instantiation.ts';

/**
 * What has to be callable over the wire. A property of an interface is one too, and is refused as such: whoever implements
 * the interface has to have it. Fields of a class matter only where somebody reads them; see callers/field-findings.
 */
export function portMembers({ port, parts }: Target): readonly ts.Symbol[] {
  const withData = port.kind === 'interface' || port.directory !== undefined;
  return withData ? [...parts.methods, ...parts.data] : parts.methods;
}

/** Findings about the port as a whole. */
export function portFindings({ program, checker }: Session, target: Target): Diagnostic[] {
  const { port, type, declaration, parts } = target;
  const place = placeFor(program, declaration, port.name);
  const all = port.kind === 'functions' || port.kind === 'static' ? [] : checker.getPropertiesOfType(type);
  const args = { method: port.name, at: 'the port', type: port.name };
  const hidden =
    port.directory !== undefined && all.some(({ declarations = [] }) => declarations.some(isHidden));
  const hooks = parts.hooks.map(({ name }) => name);
  const instantiations = [...instantiationsOf(program, target).keys()];
  const several = diagnostic('port-instantiations', { port: port.name, types: instantiations }, { place });
  const generic = diagnostic('port-generic', { port: port.name, file: port.entryFile }, { place });
  const open = isGeneric(declaration) && port.kind !== 'static' && instantiations.length === 0;
  return [
    ...(instantiations.length > 0 ? [several] : []),
    ...(open ? [generic] : []),
    ...recordFinding(program, target, place),
    ...factoryFinding(program, target, place),
    ...(all.some(isBuiltIn) ? [diagnostic('event-emitter-port', args, { place })] : []),
    ...(hidden ? [diagnostic('class-with-private-members', args, { place })] : []),
    ...(portMembers(target).length === 0 ? [diagnostic('port-empty', { port: port.name }, { place })] : []),
    ...inheritedFinding(target, place),
    ...(hooks.length > 0 ? [diagnostic('lifecycle-hooks', { port: port.name, hooks }, { place })] : []),
  ];
}

function recordFinding(program: Program, { port, declaration }: Target, place: Place): Diagnostic[] {
  const library = port.kind === 'class' ? recordLibrary(program, declaration) : undefined;
  return library === undefined ? [] : [diagnostic('port-is-record', { port: port.name, library }, { place })];
}

function factoryFinding(program: Program, { port, parts }: Target, place: Place): Diagnostic[] {
  const made = port.kind === 'functions' ? madeByAll(program, parts.methods) : [];
  const [first] = made;
  if (first === undefined) return [];
  const services = made.map(({ name, target }) => `${name} makes ${target.split('#')[1] ?? target}`);
  const args = { file: port.entryFile, services, target: first.target };
  return [diagnostic('functions-make-services', args, { place })];
}

function inheritedFinding({ port, parts }: Target, place: Place): Diagnostic[] {
  const [first] = parts.inherited;
  if (first === undefined) return [];
  const from = packageOf(first) ?? 'a package';
  return [
    diagnostic('inherited-left-out', { port: port.name, count: parts.inherited.length, from }, { place }),
  ];
}

const isGeneric = (node: ts.Declaration): boolean =>
  (ts.isInterfaceDeclaration(node) || ts.isClassLike(node) || ts.isTypeAliasDeclaration(node)) &&
  node.typeParameters !== undefined;
