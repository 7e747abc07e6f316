/** The thing in a file that a target names, as a port. */
import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { LocatedPort } from '../located-port.ts';
import { placeOf } from '../places.ts';
import { portSymbol } from '../port-symbol.ts';
import { portParts } from '../port-methods.ts';
import type { Program } from '../program.ts';
import { exportsOf } from '../symbols.ts';
import { describeExport, type ExportedThing } from './exported-things.ts';
import { implementationsOf } from './implementations.ts';
import { slugOf, titleOf } from './port-names.ts';

/** A port in a codebase that scaffold did not make, without its implementations when `shallow`. */
export function findTarget(program: Program, file: string, name: string | undefined): Outcome<LocatedPort> {
  const source = program.file(file);
  if (source === undefined) return refuse(diagnostic('target-file-unknown', { file, candidates: [] }));
  const things = [...exportsOf(program, source)].map(([exportName, symbol]) =>
    describeExport(program, exportName, symbol, source),
  );
  const whole = source.statements.find(isWholeExport);
  if (whole !== undefined) {
    const exported = whole.expression.getText().split('\n')[0] ?? '';
    return refuse(diagnostic('target-is-the-module', { file, exported }, { place: placeOf(program, whole) }));
  }
  const chosen =
    name === undefined ? chooseOnly(file, things) : chooseNamed(program, source, file, things, name);
  if (!chosen.ok) return chosen;
  return locate(program, file, chosen.value);
}

/** `export = Payments`: the file has no exports with names, it is one. */
const isWholeExport = (node: ts.Statement): node is ts.ExportAssignment =>
  ts.isExportAssignment(node) && node.isExportEquals === true;

type Chosen = ExportedThing | 'functions';

function chooseOnly(file: string, things: readonly ExportedThing[]): Outcome<Chosen> {
  const services = things.filter(({ kind }) => kind !== undefined);
  const [only, ...others] = services;
  if (only !== undefined && others.length === 0) return succeed(only);
  if (services.length > 1) {
    return refuse(diagnostic('target-ambiguous', { file, candidates: services.map(({ title }) => title) }));
  }
  if (things.some(({ is }) => is === 'a function')) return succeed('functions');
  return refuse(diagnostic('target-empty', { file }));
}

function chooseNamed(
  program: Program,
  source: ts.SourceFile,
  file: string,
  things: readonly ExportedThing[],
  name: string,
): Outcome<Chosen> {
  const found = things.find((each) => each.exportName === name) ?? things.find(({ title }) => title === name);
  if (found?.kind !== undefined) return succeed(found);
  if (found !== undefined) {
    const { is, hint } = found;
    return refuse(diagnostic('target-not-a-service', { file, name, is, hint: hint(file) }));
  }
  if (isDeclared(program, source, name)) return refuse(diagnostic('target-not-exported', { file, name }));
  const candidates = things.map(({ title }) => title);
  return refuse(
    diagnostic('target-name-unknown', { file, name, candidates, nearest: nearest(name, candidates) }),
  );
}

const isDeclared = ({ checker }: Program, source: ts.SourceFile, name: string): boolean =>
  checker
    .getSymbolsInScope(source, ts.SymbolFlags.Value | ts.SymbolFlags.Type)
    .some((each) => each.name === name && each.declarations?.[0]?.getSourceFile() === source);

function locate(program: Program, file: string, chosen: Chosen): Outcome<LocatedPort> {
  const kind = chosen === 'functions' ? 'functions' : (chosen.kind ?? 'interface');
  const name = chosen === 'functions' ? titleOf(fileTitle(file)) : chosen.title;
  const exportName = chosen === 'functions' ? {} : { exportName: chosen.exportName };
  const symbol = portSymbol(program, { kind, entryFile: file, ...exportName });
  if (symbol === undefined) return refuse(diagnostic('target-empty', { file }));
  const place = placeOf(program, symbol.declaration);
  const port: LocatedPort = {
    kind,
    slug: slugOf(name),
    name: kind === 'object' ? titleOf(name) : name,
    ...exportName,
    specifier: `file:${file}`,
    entryFile: file,
    place,
    implementations: [],
  };
  const methods = portParts(program, kind, symbol).methods.map((each) => each.name);
  return succeed({ ...port, implementations: implementationsOf(program, kind, symbol, methods) });
}

/** `payments` of `src/payments/index.ts` and of `src/payments.ts`, `payments-service` of `src/payments/service.ts`. */
function fileTitle(file: string): string {
  const base = posix.basename(file).replace(/\.[cm]?tsx?$/, '');
  const folder = posix.basename(posix.dirname(file));
  if (/^(?:\.|src|lib|app|server)$/.test(folder)) return base;
  if (base === 'index') return folder;
  return saysLittle.test(base) ? `${folder}-${base}` : base;
}

/** Names that many folders have a file of: two of them would be one service by name. */
const saysLittle =
  /^(?:api|actions?|client|data|functions?|handlers?|helpers?|lib|main|queries|query|repository|server|services?|store|utils?)$/;
