/** The state of one lifting: what is lifted so far, and what that does to the text. */
import type { ts } from 'ts-morph';
import { placeFor, placeOf } from '../../../analysis/places.ts';
import type { Program } from '../../../analysis/program.ts';
import { nameOfPlace, type FunctionNode } from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic, type DiagnosticCode } from '../../../diagnostics/index.ts';
import { openIndex, type CodeIndex, type Flow } from './code-index.ts';
import { titleOf, type CallLike } from './declarations.ts';
import type { Piece, Splice } from './model.ts';

/** Why something is lifted: the declaration it waits for. None for the members of the target. */
export type Cause = ts.SignatureDeclaration | undefined;

export interface Lifting {
  readonly program: Program;
  readonly index: CodeIndex;
  /** What the members are called in findings: `Prices`. */
  readonly target: string;
  /** Declarations whose calls return a promise from now on. */
  readonly lifted: Map<ts.SignatureDeclaration, Cause>;
  /** Members of the target itself. */
  readonly members: Set<ts.SignatureDeclaration>;
  /** Functions that get the keyword. */
  readonly asyncs: Map<FunctionNode, Cause>;
  /** Names under which something lifted is called. */
  readonly names: Set<string>;
  /** Calls that were dealt with, and what they are awaited in. */
  readonly awaited: Map<CallLike | ts.Expression, ts.Node>;
  /** Callbacks whose body becomes that of a loop: what they return is awaited in any case. */
  readonly inlined: Set<ts.Node>;
  /** Statements that something was moved in front of. */
  readonly hoisted: Set<ts.Node>;
  readonly settled: Set<Flow>;
  readonly splices: Map<string, Splice[]>;
  readonly findings: Diagnostic[];
}

export function openLifting(program: Program, target: string): Lifting {
  return {
    program,
    target,
    index: openIndex(program),
    lifted: new Map(),
    members: new Set(),
    asyncs: new Map(),
    names: new Set(),
    awaited: new Map(),
    inlined: new Set(),
    hoisted: new Set(),
    settled: new Set(),
    splices: new Map(),
    findings: [],
  };
}

export function splice(lifting: Lifting, node: ts.Node, change: Splice): void {
  const path = lifting.program.pathOf(node.getSourceFile());
  lifting.splices.set(path, [...(lifting.splices.get(path) ?? []), change]);
}

export const insert = (lifting: Lifting, node: ts.Node, at: number, text: string): void =>
  splice(lifting, node, { start: at, end: at, pieces: [text] });

/** Puts text around a node. */
export function wrap(lifting: Lifting, node: ts.Node, before: string, after: string): void {
  const span = spanOf(node);
  splice(lifting, node, { ...span, pieces: [before, span, after] });
}

export function replace(lifting: Lifting, node: ts.Node, pieces: readonly Piece[]): void {
  splice(lifting, node, { ...spanOf(node), pieces });
}

export const spanOf = (node: ts.Node): { start: number; end: number } => ({
  start: node.getStart(),
  end: node.getEnd(),
});

/** Reports a finding once for each place. */
export function report(lifting: Lifting, finding: Diagnostic): void {
  const key = keyOf(finding);
  if (!lifting.findings.some((known) => keyOf(known) === key)) lifting.findings.push(finding);
}

const keyOf = ({ code, place, args }: Diagnostic): string => JSON.stringify([code, place, args]);

/** The codes that say of a call where it stands and why it cannot wait there. */
export type BlockedCode = Extract<
  DiagnosticCode,
  | `lift-in-${string}`
  | 'lift-at-module-level'
  | 'lift-writes-in-callback'
  | 'lift-void-callback'
  | 'lift-callback-unknown'
  | 'lift-component'
  | 'lift-returns-thenable'
  | 'lift-unreadable'
>;

export function block(
  lifting: Lifting,
  code: BlockedCode,
  node: ts.Node,
  about: { readonly calls: string; readonly reason?: string | undefined; readonly caller?: string },
): void {
  const caller = about.caller ?? callerOf(lifting, node);
  const args = {
    caller,
    calls: about.calls,
    ...(about.reason === undefined ? {} : { reason: about.reason }),
  };
  report(lifting, diagnostic(code, args, { place: placeFor(lifting.program, node, caller) }));
}

/** The function that a node stands in, by its name. */
export const callerOf = ({ program }: Lifting, node: ts.Node): string => nameOfPlace(program, node);

export const placeIn = ({ program }: Lifting, node: ts.Node) => placeOf(program, node);

export const titleOfCause = (lifting: Lifting, cause: Cause): string =>
  cause === undefined ? lifting.target : titleOf(cause);

export const isOwn = ({ program }: Lifting, node: ts.Node): boolean =>
  program.files.includes(node.getSourceFile());
