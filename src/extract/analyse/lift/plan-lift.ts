/** Everything that has to change so that the members of a target can be asynchronous, or why they cannot. */
import type { ts } from 'ts-morph';
import type { Program } from '../../../analysis/program.ts';
import { nameOfPlace } from '../../../analysis/symbols.ts';
import { diagnostic, refuse, succeed, type Outcome } from '../../../diagnostics/index.ts';
import { isDefaultExport, titleOf } from './declarations.ts';
import { reportEscapes } from './escapes.ts';
import { aliasesOf, liftFlow, liftHeritage } from './families.ts';
import { reportFloating } from './floating.ts';
import { awaitCalls, writeAwaits } from './lift-calls.ts';
import { liftDeclaration } from './lift-declaration.ts';
import { openLifting, placeIn, report, type Lifting } from './lifting.ts';
import { readTarget, type TargetMember, type TargetMembers } from './members.ts';
import { liftMockCalls } from './mocks.ts';
import type { LiftedFunction, LiftOptions, LiftReport, LiftTarget } from './model.ts';
import { reportRaces, reportTransactions } from './races.ts';
import { liftReturnTypes, refuseComponents } from './type-uses.ts';

/** Beyond this, the cut is in the wrong place. */
const defaultMaxFunctions = 400;

/**
 * What lifting the target means. The report is whole even where findings block: what it found tells which other files
 * have to be looked at.
 */
export function analyseLift(
  program: Program,
  target: LiftTarget,
  options: LiftOptions = {},
): Outcome<LiftReport> {
  const found = readTarget(program, target);
  if (found === undefined) {
    const args = { file: target.file, name: target.name ?? '', candidates: [] };
    return refuse(diagnostic('target-name-unknown', args));
  }
  const unknown = unknownMethods(found, options);
  if (unknown.length > 0) return refuse(...unknown);
  const wanted = found.members.filter(
    ({ name, synchronous }) => synchronous && (options.methods?.includes(name) ?? true),
  );
  const lifting = openLifting(program, found.name);
  for (const finding of found.findings) report(lifting, finding);
  for (const { declarations } of wanted)
    for (const each of declarations) liftDeclaration(lifting, each, undefined);
  propagate(lifting, found.members);
  finishLifting(lifting, found.members, options.maxFunctions ?? defaultMaxFunctions);
  return succeed(reportOf(lifting, found.name, wanted));
}

function unknownMethods({ name, members }: TargetMembers, { methods = [] }: LiftOptions) {
  const known = members.filter(({ synchronous }) => synchronous).map((member) => member.name);
  return methods
    .filter((method) => !members.some((member) => member.name === method))
    .map((method) => diagnostic('lift-method-unknown', { method, target: name, known }));
}

/** Follows callers, families and values until nothing more becomes asynchronous. */
function propagate(lifting: Lifting, members: readonly TargetMember[]): void {
  const { index, names, lifted } = lifting;
  for (const { name } of members) names.add(name);
  for (let before = -1; before !== sizeOf(lifting);) {
    before = sizeOf(lifting);
    index.include(names);
    for (const alias of aliasesOf(lifting)) names.add(alias);
    index.include(names);
    if (unnamed(lifting).length > 0) index.includeAll();
    for (const name of names) liftHeritage(lifting, name);
    for (const flow of index.flows) liftFlow(lifting, flow);
    for (const declaration of lifted.keys()) awaitCalls(lifting, declaration);
  }
}

const sizeOf = ({ lifted, names, asyncs, awaited, index }: Lifting): number =>
  lifted.size + names.size + asyncs.size + awaited.size + index.files.length;

function finishLifting(lifting: Lifting, members: readonly TargetMember[], limit: number): void {
  if (lifting.lifted.size > 0) {
    writeAwaits(lifting);
    liftReturnTypes(lifting);
    liftMockCalls(lifting);
    refuseComponents(lifting);
    reportEscapes(lifting);
    reportRaces(lifting);
    reportTransactions(lifting);
  }
  reportFloating(lifting, members);
  const functions = asyncFunctions(lifting).length;
  if (functions > limit) {
    report(
      lifting,
      diagnostic('lift-too-many-functions', { functions, limit, callers: topCallers(lifting) }),
    );
  }
}

/** The callers that pull in most: what waits for them, and what waits for that. */
function topCallers({ lifted, members }: Lifting): string[] {
  const weight = new Map<string, number>();
  for (const declaration of lifted.keys()) {
    let at = lifted.get(declaration);
    const seen = new Set<unknown>();
    while (at !== undefined && !members.has(at) && !seen.has(at)) {
      seen.add(at);
      weight.set(titleOf(at), (weight.get(titleOf(at)) ?? 0) + 1);
      at = lifted.get(at);
    }
  }
  return [...weight]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 10)
    .map(([name]) => name);
}

function reportOf(lifting: Lifting, target: string, wanted: readonly TargetMember[]): LiftReport {
  const functions = asyncFunctions(lifting).map(([node, cause]): LiftedFunction => ({
    name: nameOfPlace(lifting.program, node),
    place: placeIn(lifting, node),
    ...(cause === undefined || lifting.members.has(node) ? {} : { because: titleOf(cause) }),
  }));
  return {
    target,
    members: wanted.map(({ name }) => name),
    functions,
    awaited: lifting.awaited.size,
    splices: lifting.splices,
    names: [...lifting.names].sort(),
    sources: sourcesOf(lifting, [...lifting.lifted.keys()]),
    unnamed: sourcesOf(lifting, unnamed(lifting)),
    files: lifting.index.files.map((file) => lifting.program.pathOf(file)),
    findings: lifting.findings,
  };
}

/** The functions that get the keyword; callbacks that become loops do not. */
const asyncFunctions = ({ asyncs, inlined }: Lifting) => [...asyncs].filter(([node]) => !inlined.has(node));

const unnamed = ({ program, lifted }: Lifting): ts.SignatureDeclaration[] =>
  [...lifted.keys()].filter((node) => isDefaultExport(program, node));

function sourcesOf({ program }: Lifting, declarations: readonly ts.SignatureDeclaration[]): string[] {
  return [...new Set(declarations.map((node) => program.pathOf(node.getSourceFile())))].sort();
}
