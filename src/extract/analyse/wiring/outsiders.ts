/** Code outside of an implementation that knows what it is, rather than what it can do. */
import { ts } from 'ts-morph';
import type { LocatedPort } from '../../../analysis/located-port.ts';
import { placeOf } from '../../../analysis/places.ts';
import { portSymbol } from '../../../analysis/port-symbol.ts';
import { portParts } from '../../../analysis/port-methods.ts';
import type { Program } from '../../../analysis/program.ts';
import { nameOfPlace, symbolAt, walk } from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import { isTest } from '../options.ts';
import { effectsOf } from './modules.ts';
import { oneLine } from './slice/slice.ts';

export interface OutsiderQuestion {
  readonly program: Program;
  readonly port: LocatedPort;
  /** Folder of generated code. */
  readonly generated: string;
  readonly methods: readonly string[];
}

export function outsiderFindings(question: OutsiderQuestion): Diagnostic[] {
  const { program, port, generated } = question;
  const classes = implementingClasses(question);
  const outside = program.files.filter((file) => {
    const path = program.pathOf(file);
    return !isTest(path) && !path.startsWith(`${generated}/`);
  });
  return [...outside.flatMap((file) => inFile(question, file, classes)), ...moduleEffects(program, port)];
}

function implementingClasses({ program, port }: OutsiderQuestion): ts.ClassLikeDeclaration[] {
  return port.implementations.flatMap(({ file, start }) => {
    const source = program.file(file);
    let found: ts.ClassLikeDeclaration | undefined;
    if (source !== undefined)
      walk(source, (node) => {
        if (ts.isClassLike(node) && node.getStart(source) === start) found = node;
        return found === undefined;
      });
    return found ?? [];
  });
}

function inFile(
  question: OutsiderQuestion,
  file: ts.SourceFile,
  classes: readonly ts.ClassLikeDeclaration[],
): Diagnostic[] {
  const { program } = question;
  const found: Diagnostic[] = [];
  const classAt = (node: ts.Node): ts.ClassLikeDeclaration | undefined => {
    const name = ts.isPropertyAccessExpression(node) ? node.name : node;
    const declarations: readonly ts.Node[] = symbolAt(program.checker, name)?.declarations ?? [];
    return classes.find((each) => declarations.includes(each));
  };
  const members = dataOf(question);
  const names = new Set([...members].map((each) => each?.name));
  walk(file, (node) => {
    if (classes.some((each) => each === node)) return false;
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword) {
      const tested = classAt(node.right);
      if (tested !== undefined) found.push(instanceofFinding(program, node, tested));
    }
    if (ts.isClassLike(node)) found.push(...subclassFindings(program, node, classAt, classes));
    const isField = ts.isPropertyAccessExpression(node) && names.has(node.name.text);
    if (isField && members.has(symbolAt(program.checker, node.name)))
      found.push(accessFinding(question, node, node.name.text));
    return true;
  });
  return found;
}

function instanceofFinding(program: Program, node: ts.Node, tested: ts.ClassLikeDeclaration): Diagnostic {
  const args = { caller: nameOfPlace(program, node), implementation: tested.name?.text ?? 'the class' };
  return diagnostic('instanceof-implementation', args, { place: placeOf(program, node) });
}

/** Other implementations of the port may extend each other. */
function subclassFindings(
  program: Program,
  node: ts.ClassLikeDeclaration,
  classAt: (node: ts.Node) => ts.ClassLikeDeclaration | undefined,
  classes: readonly ts.ClassLikeDeclaration[],
): Diagnostic[] {
  const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  const extended = base && classAt(base.expression);
  if (extended === undefined || classes.includes(node)) return [];
  const args = { subclass: node.name?.text ?? 'a class', implementation: extended.name?.text ?? 'the class' };
  return [diagnostic('implementation-subclassed', args, { place: placeOf(program, node) })];
}

/** Public fields of a class that is its own type: callers may read what a client does not have. */
function dataOf({ program, port }: OutsiderQuestion): ReadonlySet<ts.Symbol | undefined> {
  const symbol = port.kind === 'class' ? portSymbol(program, port) : undefined;
  return new Set(symbol === undefined ? [] : portParts(program, port.kind, symbol).data);
}

function accessFinding({ program, port }: OutsiderQuestion, node: ts.Node, member: string): Diagnostic {
  const args = { caller: nameOfPlace(program, node), member: `${port.name}.${member}` };
  return diagnostic('private-access', args, { place: placeOf(program, node) });
}

function moduleEffects(program: Program, port: LocatedPort): Diagnostic[] {
  const files = new Set(port.implementations.map(({ file }) => file));
  return [...files].flatMap((path) => {
    const file = program.file(path);
    return (file === undefined ? [] : effectsOf(file)).map((statement) =>
      diagnostic(
        'module-effects',
        { file: path, statement: oneLine(statement) },
        { place: placeOf(program, statement) },
      ),
    );
  });
}
