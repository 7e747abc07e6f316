/** Objects that the code itself makes: with `new`, by a factory, in an object of dependencies, as an exported constant. */
import { ts } from 'ts-morph';
import { placeOf } from '../../../../analysis/places.ts';
import type { TextEdit } from '../../../../changes/index.ts';
import { diagnostic, type Diagnostic } from '../../../../diagnostics/index.ts';
import { importEdit, insert } from '../edits.ts';
import type { Composition, Wiring, WiringRequest, WiringStyle } from '../model.ts';
import { compose, type Composed } from '../slice/composition.ts';
import { exportedConstant, exportedValue, imported } from './exported.ts';
import { oneLine } from '../slice/slice.ts';
import { creationsOf, outermost } from './places.ts';
import { otherRoles } from './roles.ts';
import { siteOf, type Site } from './sites.ts';

export const creationStyle: WiringStyle = { id: 'construction', find: findCreation };

function findCreation(request: WiringRequest): Wiring | undefined {
  const { kind } = request.port;
  if (kind === 'functions' || kind === 'static' || kind === 'object') return undefined;
  const sites = distinct(creationsOf(request).map((each) => siteOf(request, each)));
  return sites.length === 0 ? undefined : wiringOf(request, sites);
}

export function wiringOf(request: WiringRequest, sites: readonly Site[]): Wiring {
  const { program } = request;
  const composed = sites.flatMap((site) => composedOf(request, site));
  const { composition, findings } = settle(request, sites, composed);
  return {
    style: sites[0]?.style ?? 'construction',
    sites: sites.map(({ style, bound }) => ({ style, place: placeOf(program, bound), text: oneLine(bound) })),
    edits: editsOf(request, sites),
    composition,
    findings: [...findings, ...otherRoles(request, sites)],
  };
}

const distinct = (sites: readonly Site[]): Site[] => [
  ...new Map(sites.map((site) => [site.bound, site])).values(),
];

/** The same for an exported constant that is an object itself. */
export const objectStyle: WiringStyle = { id: 'singleton', find: findObject };

function findObject(request: WiringRequest): Wiring | undefined {
  const { program, port, binder } = request;
  const value = port.kind === 'object' ? exportedValue(program, port.entryFile, port.exportName) : undefined;
  if (value === undefined) return undefined;
  const binding = boundValue(value, binder.name);
  const bound = binding ?? unwrapped(value);
  return wiringOf(request, [
    { style: 'singleton', bound, made: [bound], async: false, alreadyBound: binding !== undefined },
  ]);
}

/** `as const` and `satisfies` stay inside of the thunk. */
const unwrapped = (node: ts.Expression): ts.Expression =>
  ts.isParenthesizedExpression(node) ? unwrapped(node.expression) : node;

function boundValue(node: ts.Expression, binder: string): ts.Expression | undefined {
  const call = unwrapped(node);
  const [thunk] = ts.isCallExpression(call) && call.expression.getText() === binder ? call.arguments : [];
  return thunk !== undefined && ts.isArrowFunction(thunk) && !ts.isBlock(thunk.body)
    ? unwrapped(thunk.body)
    : undefined;
}

function composedOf({ program, port }: WiringRequest, { bound, made, async }: Site): Composed[] {
  const constant = exportedConstant(program, bound);
  if (constant !== undefined) return [imported(program, port.name, bound, constant)];
  return made.map((node) =>
    compose(program, port.name, node, (text) =>
      async && !ts.isAwaitExpression(node) ? `await ${text}` : text,
    ),
  );
}

/** All places must make the same; what one of them lacks is said once. */
function settle(
  { program, port }: WiringRequest,
  sites: readonly Site[],
  composed: readonly Composed[],
): Composed {
  const compositions = composed.flatMap(({ composition }) => composition ?? []);
  const findings = unique(composed.flatMap((each) => each.findings));
  const [first] = compositions;
  const same = compositions.every((each) => textOf(each) === (first && textOf(first)));
  if (same || first === undefined)
    return { composition: composed.length === compositions.length ? first : undefined, findings };
  const places = sites.flatMap(({ made }) => made.map((node) => placeOf(program, node)));
  const shown = places.map(({ file, line }) => `${file}:${line}`);
  const [at] = sites;
  const place = at === undefined ? {} : { place: placeOf(program, at.bound) };
  return {
    composition: undefined,
    findings: [...findings, diagnostic('many-instances', { port: port.name, places: shown }, place)],
  };
}

const textOf = ({ imports, statements, expression }: Composition): string =>
  JSON.stringify([
    [...imports].map((each) => `${each.module} ${each.imported} ${each.name}`).sort(),
    statements,
    expression,
  ]);

const unique = (findings: readonly Diagnostic[]): Diagnostic[] => [
  ...new Map(findings.map((each) => [JSON.stringify(each), each])).values(),
];

function editsOf(request: WiringRequest, sites: readonly Site[]): Map<string, TextEdit[]> {
  const { program, binder, specifier } = request;
  const edits = new Map<string, TextEdit[]>();
  for (const site of sites.filter(({ alreadyBound }) => !alreadyBound)) {
    const source = site.bound.getSourceFile();
    const path = program.pathOf(source);
    const name = site.async ? `${binder.name}Async` : binder.name;
    const known = edits.get(path) ?? [];
    const imported = importEdit(source, name, specifier(path, binder.file));
    const isNew = !known.some((each) => imported.some((one) => one.text === each.text));
    edits.set(path, [...known, ...(isNew ? imported : []), ...around(site, name)]);
  }
  return edits;
}

/** An object literal needs parentheses, or it would be the body of the thunk. */
function around({ bound }: Site, name: string): TextEdit[] {
  const whole = outermost(bound);
  const node = ts.isAsExpression(whole) || ts.isSatisfiesExpression(whole) ? bound : whole;
  const [open, close] = ts.isObjectLiteralExpression(node) ? ['(', ')'] : ['', ''];
  return [insert(node.getStart(), `${name}(() => ${open}`), insert(node.end, `${close})`)];
}
