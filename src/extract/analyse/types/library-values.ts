/** Value objects of well-known libraries: each is written as one text or number and made again by the library itself. */
import { ts } from 'ts-morph';
import { isBuiltIn, packageOf } from '../../../analysis/symbols.ts';
import type { ClassStrategy, TypeOrigin, WireType } from '../../contract/model.ts';
import { note, refuseType, type Session, type Spot } from '../session.ts';
import { intern } from './intern.ts';

interface LibraryValue {
  readonly library: RegExp;
  readonly name: RegExp;
  /** The method that writes it. */
  readonly write: string;
  /** `new`, `call`, or the static method that reads what was written. */
  readonly read: string;
  /** Where the value to call stands, if not where the type does. */
  readonly value?: readonly string[];
  readonly wire: WireType;
  /** What an instance has beside what is sent. */
  readonly loses?: string;
}

const digits: WireType = {
  kind: 'template',
  pattern: '^-?\\d{1,400}(?:\\.\\d{1,400})?(?:e[+-]?\\d{1,9})?$',
  text: 'string',
};
const hex: WireType = { kind: 'template', pattern: '^[0-9a-f]{24}$', text: 'string' };
const instant: WireType = { kind: 'number' };

const values: readonly LibraryValue[] = [
  {
    library: /^(?:decimal\.js(?:-light)?|@prisma\/client|prisma)$/,
    name: /^Decimal$/,
    write: 'valueOf',
    read: 'new',
    wire: digits,
  },
  { library: /^bignumber\.js$/, name: /^BigNumber$/, write: 'valueOf', read: 'new', wire: digits },
  { library: /^big\.js$/, name: /^Big$/, write: 'valueOf', read: 'new', value: ['default'], wire: digits },
  {
    library: /^(?:bson|mongodb|mongoose)$/,
    name: /^ObjectId$/,
    write: 'toHexString',
    read: 'new',
    wire: hex,
  },
  {
    library: /^dayjs$/,
    name: /^Dayjs$/,
    write: 'valueOf',
    read: 'call',
    value: ['default'],
    wire: instant,
    loses: 'its time zone, locale and plugins',
  },
  {
    library: /^moment$/,
    name: /^Moment$/,
    write: 'valueOf',
    read: 'call',
    value: ['default'],
    wire: instant,
    loses: 'its time zone and locale',
  },
  {
    library: /^luxon$/,
    name: /^DateTime$/,
    write: 'valueOf',
    read: 'fromMillis',
    wire: instant,
    loses: 'its time zone and locale',
  },
];

const temporal =
  /^(?:Instant|ZonedDateTime|PlainDate|PlainTime|PlainDateTime|PlainYearMonth|PlainMonthDay|Duration)$/;
const temporalLibraries = /^(?:temporal-polyfill|@js-temporal\/polyfill|temporal-spec)$/;
const temporalText: WireType = { kind: 'string' };

/** The wire type of a value object that is known; nothing for any other type. */
export function readLibraryValue(session: Session, type: ts.Type, spot: Spot): WireType | undefined {
  const symbol = type.symbol as ts.Symbol | undefined;
  if (symbol === undefined) return undefined;
  const library = packageOf(symbol);
  const known = isTemporal(symbol, library)
    ? { write: 'toString', read: 'from', wire: temporalText }
    : library === undefined
      ? undefined
      : values.find((each) => each.library.test(library) && each.name.test(symbol.name));
  if (known === undefined) return undefined;
  const { name, origin } = originOf(session, symbol, library);
  if (!origin.exported)
    return refuseType(
      session,
      'class-not-revivable',
      type,
      spot,
      `no file imports it from ${library ?? name}`,
    );
  const { write, read, wire, value, loses } = known as LibraryValue;
  if (loses !== undefined) note(session, 'library-value-narrowed', type, spot, { reason: loses });
  const strategy: ClassStrategy = { by: 'library', write, read, ...(value ? { value } : {}) };
  return intern(session, type, name, spot, () => ({
    kind: 'class',
    name,
    origin,
    strategy,
    fields: [],
    wire,
  }));
}

/** A global of the language, or the same from a polyfill. */
function isTemporal(symbol: ts.Symbol, library: string | undefined): boolean {
  if (!temporal.test(symbol.name)) return false;
  if (library !== undefined) return temporalLibraries.test(library);
  return isBuiltIn(symbol) && (symbol as { parent?: ts.Symbol }).parent?.name === 'Temporal';
}

function originOf(
  session: Session,
  symbol: ts.Symbol,
  library: string | undefined,
): { readonly name: string; readonly origin: TypeOrigin } {
  const found = session.origins.find(symbol);
  if (library !== undefined || found.origin.exported) return found;
  return {
    name: symbol.name,
    origin: { ...found.origin, module: 'global', exported: true, path: ['Temporal', symbol.name] },
  };
}

/** Libraries whose types stand for something running: a request, a server, a subscription. */
const running =
  /^(?:rxjs|express|express-serve-static-core|fastify|koa|@hapi\/hapi|hono|@nestjs\/core|socket\.io)$/;

/** Refused in words that fit it; nothing for what is data. An interface without methods is data also there. */
export function refuseRunning(session: Session, type: ts.Type, spot: Spot): WireType | undefined {
  const library = type.symbol && packageOf(type.symbol);
  if (library === undefined || !running.test(library)) return undefined;
  const hasMethods = session.checker
    .getPropertiesOfType(type)
    .some((property) => property.flags & ts.SymbolFlags.Method);
  return hasMethods ? refuseType(session, 'live-handle', type, spot, `it belongs to ${library}`) : undefined;
}

/** A class that a library declares: a known value, or refused in the words that fit it. */
export function readLibraryClass(session: Session, type: ts.Type, spot: Spot): WireType {
  const known = readLibraryValue(session, type, spot) ?? refuseRunning(session, type, spot);
  if (known !== undefined) return known;
  const library = packageOf(type.symbol) ?? 'a library';
  return refuseType(session, 'class-not-revivable', type, spot, `it belongs to ${library}`);
}
