/** Values in their form on the wire. `Values` of a message are put together from these, as its codec is from its parts. */
import { chance, deeper, maxDepth, pick, whole } from './random.ts';
import type { Draw } from './random.ts';

export type { Draw } from './random.ts';

/** Draws a value as `JSON.parse` would give it; `undefined` where there is none. */
export type Values = (draw: Draw) => unknown;

type Named = Readonly<Record<string, Values>>;

const usualTexts = [
  'a',
  'A1',
  'EUR',
  'DE',
  'en',
  '1',
  'ada@example.org',
  'https://example.org/',
  '2026-01-31',
];
/** Lone surrogates and the names that every object has among them. */
const oddTexts = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'null',
  '\ud800',
  '\udfff',
  '\u0000',
  '\u2028',
  '😀',
];
const letters = 'abcxyzABC 0129_-./é';

export const text: Values = (draw) => {
  if (draw.mild || chance(draw, 0.3)) return pick(draw, usualTexts);
  if (chance(draw, 0.3)) return pick(draw, oddTexts);
  return Array.from({ length: whole(draw, 12) }, () => letters[whole(draw, letters.length)]).join('');
};

const oddNumbers = [0, -1, 1.5, 1e21, 5e-324, -1.7976931348623157e308, Number.MAX_SAFE_INTEGER, 0.1];

/** Zero has no sign on the wire. */
export const number: Values = (draw) => {
  if (draw.mild || chance(draw, 0.4)) return whole(draw, 20);
  return chance(draw, 0.5) ? pick(draw, oddNumbers) : (draw.next() - 0.5) * 10 ** whole(draw, 12);
};

export const boolean: Values = (draw) => chance(draw, 0.5);

export const nothing: Values = () => null;

/** A bigint. */
export const integer: Values = (draw) => {
  const sign = chance(draw, 0.3) ? '-' : '';
  const digits = draw.mild ? 2 : pick(draw, [1, 5, 20, 1_000]);
  const rest = Array.from({ length: whole(draw, digits) }, () => String(whole(draw, 10))).join('');
  return `${sign}${1 + whole(draw, 9)}${rest}`;
};

const oddMoments = [0, -1, 8.64e15, -8.64e15];

export const instant: Values = (draw) => {
  const odd = !draw.mild && chance(draw, 0.2);
  return new Date(odd ? pick(draw, oddMoments) : whole(draw, 4_102_444_800_000)).toISOString();
};

export const link: Values = (draw) =>
  pick(draw, ['https://example.org/', 'http://a.example:8080/b?c=d%20e#f', 'mailto:ada@example.org']);

export const pattern: Values = (draw) =>
  pick(draw, [
    ['a+', 'g'],
    ['^\\d{3}$', 'u'],
    ['[\\s\\S]*', ''],
  ]);

/** In base64: as many bytes as elements of `size` bytes have. */
export const bytes =
  (size = 1): Values =>
  (draw) =>
    Buffer.from(Array.from({ length: size * whole(draw, 6) }, () => whole(draw, 256))).toString('base64');

/** Any of the bits. */
export const flags =
  (mask: number): Values =>
  (draw) =>
    whole(draw, mask + 1) & mask;

export const oneOf =
  (...values: readonly unknown[]): Values =>
  (draw) =>
    pick(draw, values);

/** The parts of a text, one after the other. */
export const template =
  (...parts: readonly (string | Values)[]): Values =>
  (draw) =>
    parts.map((part) => (typeof part === 'string' ? part : String(part({ ...draw, mild: true })))).join('');

const several = (draw: Draw): readonly Draw[] =>
  Array.from({ length: draw.depth < maxDepth ? whole(draw, 4) : 0 }, () => deeper(draw));

export const list =
  (of: Values): Values =>
  (draw) =>
    several(draw).map(of);

/** No two are the same. */
export const distinct =
  (of: Values): Values =>
  (draw) =>
    firstOf(several(draw).map(of), (value) => value);

/** A map: pairs, each key once. */
export const pairs =
  (key: Values, value: Values): Values =>
  (draw) =>
    firstOf(
      several(draw).map((inner) => [key(inner), value(inner)]),
      (pair) => pair[0],
    );

function firstOf<T>(values: readonly T[], keyOf: (value: T) => unknown): T[] {
  const byKey = new Map<string, T>();
  for (const value of values) {
    const key = JSON.stringify(keyOf(value));
    if (!byKey.has(key)) byKey.set(key, value);
  }
  return [...byKey.values()];
}

export const tuple =
  (items: readonly Values[], required = items.length, rest?: Values): Values =>
  (draw) => {
    const length = required + whole(draw, items.length - required + 1);
    const head = items.slice(0, length).map((each) => each(deeper(draw)));
    return rest === undefined || length < items.length ? head : [...head, ...several(draw).map(rest)];
  };

/** An object with any keys but the one that no codec accepts. */
export const keyed =
  (value: Values, key: Values = text): Values =>
  (draw) => {
    const entries = several(draw).map((inner) => [String(key(inner)), value(inner)] as const);
    return Object.fromEntries(entries.filter(([name]) => name !== '__proto__'));
  };

/** Required keys, keys that may be missing, and what other keys hold. */
export const object =
  (required: Named, optional: Named = {}, rest?: Values): Values =>
  (draw) => {
    const own: Record<string, unknown> = {};
    for (const [name, values] of Object.entries(required)) own[name] = values(deeper(draw));
    for (const [name, values] of Object.entries(optional))
      if (draw.depth < maxDepth && chance(draw, 0.6)) own[name] = values(deeper(draw));
    return rest === undefined ? own : { ...(keyed(rest)(draw) as object), ...own };
  };

export const nullable =
  (of: Values): Values =>
  (draw) =>
    draw.depth < maxDepth && chance(draw, 0.75) ? of(draw) : null;

/** `undefined` beside null: a list of one, or of none. */
export const boxed =
  (of: Values): Values =>
  (draw) =>
    draw.depth < maxDepth && chance(draw, 0.75) ? [of(draw)] : [];

/** A result that may be nothing. */
export const perhaps =
  (of: Values): Values =>
  (draw) =>
    chance(draw, 0.8) ? of(draw) : undefined;

/** One of several. What goes on without end is only drawn while there is depth left. */
export const either =
  (ends: readonly Values[], goesOn: readonly Values[] = []): Values =>
  (draw) =>
    pick(draw, draw.depth < maxDepth || ends.length === 0 ? [...ends, ...goesOn] : ends)(deeper(draw));

/** One of several objects, or some of them in one. */
export const merged =
  (...members: readonly Values[]): Values =>
  (draw) => {
    const first = pick(draw, members)(draw) as object;
    return chance(draw, 0.5) ? first : { ...first, ...(pick(draw, members)(draw) as object) };
  };

/** Whatever JSON can be. */
export const json: Values = (draw) =>
  either([nothing, boolean, number, text], [list(json), keyed(json)])(draw);
