/** Which errors a method declares: what its bodies throw and what its tags say, as far as callers can name them. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import {
  declaredName,
  isBuiltIn,
  packageOf,
  symbolAt,
  type FunctionNode,
} from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import { isBelow } from '../options.ts';
import { findingsOf, newOwner, type Owner, type Session } from '../session.ts';
import { internBuiltInError, isBuiltInError } from './built-in-errors.ts';
import { depthOf, extendsClass, isErrorClass } from './error-classes.ts';
import { readError, statusOf } from './error-shape.ts';
import { classOfInstances, replacedPrototypes } from './instances.ts';
import { libraryObstacle } from './library-classes.ts';
import { libraryFields } from './library-errors.ts';
import type { ThrowAnalysis, Thrown } from './throws.ts';

export interface ErrorQuestion {
  /** `Payments.charge` */
  readonly title: string;
  /** Declarations of the method, on the port and in implementations. */
  readonly nodes: readonly ts.Node[];
  readonly bodies: readonly FunctionNode[];
  readonly throws: ThrowAnalysis;
  readonly infrastructure: readonly string[];
  /** True for code that moves with the port. */
  readonly inside: (node: ts.Node) => boolean;
  /** The file whose exports callers import. */
  readonly entryFile: string;
}

export interface DeclaredErrors {
  /** Most derived first. */
  readonly symbols: readonly ts.Symbol[];
  readonly ids: readonly string[];
  /** To be asked once every union is settled. */
  findings(): Diagnostic[];
}

export function declareErrors(session: Session, question: ErrorQuestion): DeclaredErrors {
  const tagged = question.nodes.flatMap((node) => taggedErrors(session, node));
  const made = new Set(question.bodies.flatMap((body) => [...question.throws.by(body)]));
  const thrown = new Set(
    [...made].map((each) => (typeof each === 'string' ? each : classOfInstances(session.checker, each))),
  );
  const classes = [...thrown]
    .filter((each) => typeof each !== 'string')
    .flatMap((each) => concrete(session, each));
  const candidates = [
    ...new Set([...tagged, ...classes.filter((each) => isApplication(session, each, question))]),
  ];
  const exported = candidates.filter((each) => session.origins.find(each).origin.exported);
  const hidden = candidates.filter((each) => !exported.includes(each));
  const owner = newOwner();
  const read = byDepth(session, exported).map((symbol) => ({
    symbol,
    ...describe(session, symbol, owner, question),
  }));
  return {
    symbols: read.filter(({ id }) => id !== undefined).map(({ symbol }) => symbol),
    ids: read.flatMap(({ id }) => id ?? []),
    findings: () => [
      ...replacedPrototypes(
        session,
        question.title,
        [...made].filter((each) => typeof each !== 'string'),
      ),
      ...nonErrors(session, thrown, question),
      ...plainErrors(session, thrown, candidates, question),
      ...foreignErrors(session, thrown, candidates, question),
      ...hidden.flatMap((symbol) => notExported(session, symbol, question)),
      ...read.flatMap(({ findings }) => findings),
      ...findingsOf(session, owner, question.title, 'result'),
    ],
  };
}

function describe(
  session: Session,
  symbol: ts.Symbol,
  owner: Owner,
  { title, nodes }: ErrorQuestion,
): { id?: string; findings: Diagnostic[] } {
  const type = session.checker.getDeclaredTypeOfSymbol(symbol);
  const declaration = symbol.declarations?.find(ts.isClassLike);
  const [first] = nodes;
  if (isBuiltIn(symbol) && first !== undefined) {
    const spot = { owner, at: declaredName(symbol), node: first, json: false, depth: 0 };
    const ref = internBuiltInError(session, type, spot);
    return { ...(ref.kind === 'ref' ? { id: ref.id } : {}), findings: [] };
  }
  const own = declaration?.getSourceFile().isDeclarationFile === false ? declaration : undefined;
  const node = own ?? nodes[0];
  if (declaration === undefined || node === undefined) return { findings: [] };
  const read = readError(session, type, { owner, at: declaredName(symbol), node, json: false, depth: 0 });
  const place = placeFor(session.program, node, title);
  if (!read.ok)
    return {
      findings: [
        diagnostic(
          'error-not-revivable',
          { method: title, error: declaredName(symbol), reason: read.reason },
          { place },
        ),
      ],
    };
  const { status, reserved } = statusOf(session, type, declaration);
  const findings =
    reserved === undefined
      ? []
      : [
          diagnostic(
            'error-status-reserved',
            { error: declaredName(symbol), status: reserved, used: status },
            { place },
          ),
        ];
  return { id: read.ref.id, findings };
}

/** Errors of the project that are not those of the calling machinery itself. */
function isApplication(session: Session, symbol: ts.Symbol, { infrastructure }: ErrorQuestion): boolean {
  const { program, origins } = session;
  const file = symbol.declarations?.[0]?.getSourceFile();
  if (file === undefined) return false;
  const isExported = origins.find(symbol).origin.exported;
  if (isBuiltIn(symbol)) return symbol.name !== 'Error' && isBuiltInError(symbol.name) && isExported;
  if (packageOf(symbol) !== undefined) return reasonAgainst(session, symbol) === undefined;
  return !isBelow(program.pathOf(file), infrastructure);
}

/** Why the class of a library cannot be made again. */
function reasonAgainst(session: Session, symbol: ts.Symbol): string | undefined {
  const type = session.checker.getDeclaredTypeOfSymbol(symbol);
  return libraryFields(session.checker, type) === undefined ? libraryObstacle(session, type) : undefined;
}

/** An abstract class stands for the classes that extend it. */
function concrete({ checker, program }: Session, symbol: ts.Symbol): ts.Symbol[] {
  const declaration = symbol.declarations?.find(ts.isClassLike);
  const isAbstract =
    declaration !== undefined && (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Abstract) !== 0;
  if (!isAbstract) return [symbol];
  const classes = program.files.flatMap((file) => file.statements.filter(ts.isClassDeclaration));
  const symbols = classes.flatMap((each) => (each.name && checker.getSymbolAtLocation(each.name)) ?? []);
  return symbols.filter((each) => each !== symbol && extendsClass(checker, each, symbol));
}

function byDepth({ checker }: Session, symbols: readonly ts.Symbol[]): ts.Symbol[] {
  return [...symbols].sort((a, b) => depthOf(checker, b) - depthOf(checker, a) || (a.name < b.name ? -1 : 1));
}

/** `@throws {X}`; the type in it is looked up by name where the compiler does not resolve it. */
function taggedErrors(session: Session, node: ts.Node): ts.Symbol[] {
  return ts.getJSDocTags(node).flatMap((tag) => {
    if (!ts.isJSDocThrowsTag(tag)) return [];
    const type = tag.typeExpression?.type;
    const written = type?.getText() ?? /^\{?([\w.]+)/.exec(ts.getTextOfJSDocComment(tag.comment) ?? '')?.[1];
    const resolved =
      type && ts.isTypeReferenceNode(type) ? symbolAt(session.checker, type.typeName) : undefined;
    const symbol = resolved?.declarations
      ? resolved
      : written === undefined
        ? undefined
        : errorNamed(session, written);
    return symbol !== undefined &&
      isErrorClass(session.checker, session.checker.getDeclaredTypeOfSymbol(symbol))
      ? [symbol]
      : [];
  });
}

function errorNamed({ program, checker, origins }: Session, name: string): ts.Symbol | undefined {
  const found = program.files.flatMap((file) =>
    file.statements.flatMap((statement) =>
      ts.isClassDeclaration(statement) && statement.name?.text === name
        ? (checker.getSymbolAtLocation(statement.name) ?? [])
        : [],
    ),
  );
  return found.find((symbol) => origins.find(symbol).origin.exported) ?? found[0];
}

function nonErrors(
  { program }: Session,
  thrown: ReadonlySet<Thrown>,
  { title, nodes }: ErrorQuestion,
): Diagnostic[] {
  const [node] = nodes;
  const texts = [...thrown].filter((each) => typeof each === 'string');
  const at = node === undefined ? {} : { place: placeFor(program, node, title) };
  return texts.map((type) => diagnostic('non-error-throw', { method: title, type }, at));
}

/** What is thrown as `Error` itself arrives as an internal error: no class tells it apart, and its message stays behind. */
function plainErrors(
  { program }: Session,
  thrown: ReadonlySet<Thrown>,
  declared: readonly ts.Symbol[],
  { title, nodes }: ErrorQuestion,
): Diagnostic[] {
  const [node] = nodes;
  const names = [...thrown].flatMap((each) =>
    typeof each !== 'string' && isBuiltIn(each) && !declared.includes(each) ? [each.name] : [],
  );
  if (names.length === 0 || node === undefined) return [];
  const args = { method: title, errors: [...names].sort() };
  return [diagnostic('plain-error-thrown', args, { place: placeFor(program, node, title) })];
}

/** Errors of libraries that cannot be made again. */
function foreignErrors(
  session: Session,
  thrown: ReadonlySet<Thrown>,
  declared: readonly ts.Symbol[],
  { title, nodes }: ErrorQuestion,
): Diagnostic[] {
  const [node] = nodes;
  if (node === undefined) return [];
  return [...thrown].flatMap((each) => {
    const library = typeof each === 'string' ? undefined : packageOf(each);
    if (typeof each === 'string' || library === undefined || declared.includes(each)) return [];
    const reason = reasonAgainst(session, each) ?? 'its declaration says too little';
    const args = { method: title, error: declaredName(each), library, reason };
    return [diagnostic('library-error-thrown', args, { place: placeFor(session.program, node, title) })];
  });
}

/** Only of the module itself: another module's inner errors are not this port's to export. */
function notExported(
  { program }: Session,
  symbol: ts.Symbol,
  { title, inside, entryFile, nodes }: ErrorQuestion,
): Diagnostic[] {
  const declaration = symbol.declarations?.[0];
  if (declaration === undefined || !inside(declaration)) return [];
  const args = { method: title, error: declaredName(symbol), module: entryFile };
  return [
    diagnostic('error-not-exported', args, { place: placeFor(program, nodes[0] ?? declaration, title) }),
  ];
}
