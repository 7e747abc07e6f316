/** Identifiers of emitted code. The same contract always gives the same names. */
import type { Contract } from '../../contract/model.ts';

/** What emitted files use under its own name, so that a user's type of that name is imported under another. */
const taken = (
  'Array ArrayBuffer Buffer Date Error Map Object Promise Readonly Partial Pick Record RegExp Set String Number Boolean ' +
  'URL Uint8Array AbortSignal AbortController Json JsonObject Key Path Reader Writer Mutable WireError Host HostedModule ' +
  'Routes RpcCaller RpcErrorCodec RpcMethod RpcService Parameters JSON BigInt Symbol Function Infinity NaN'
).split(' ');

const reserved = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends false finally for function ' +
    'if import in instanceof new null return super switch this throw true try typeof var void while with yield let static ' +
    'implements interface package private protected public await async arguments eval undefined ' +
    'root fail child openChild inObject own construct crypto'
  ).split(' '),
);

/** Functions of the codec runtime whose names look like those that a type gives rise to. */
const runtime =
  'String Number Boolean Null Bigint Date Url Regexp Json Uint8Array Buffer ArrayBuffer Bytes Object Optional'
    .split(' ')
    .flatMap((name) => [`read${name}`, `write${name}`]);

export interface Names {
  /** The local name of a named type in every emitted file. */
  readonly types: Readonly<Record<string, string>>;
  /** The constant that describes a method, by the method's name: `chargeMethod`. */
  readonly methods: ReadonlyMap<string, string>;
  /** `hint`, or with the first number that makes it unused. */
  unique(hint: string): string;
}

export function planNames(contract: Contract): Names {
  const used = new Set<string>([...taken, ...runtime, contract.name, `${contract.name}HttpClient`]);
  const unique = (hint: string): string => {
    let name = hint;
    for (let n = 2; used.has(name); n++) name = `${hint}${n}`;
    used.add(name);
    return name;
  };
  const types: Record<string, string> = {};
  for (const [id, named] of Object.entries(contract.types)) types[id] = unique(pascal(named.name));
  // Their codecs have these names whatever else is declared.
  for (const name of Object.values(types))
    for (const reserved of [`encode${name}`, `decode${name}`, `${camel(name)}Codec`]) used.add(reserved);
  const methods = new Map(contract.methods.map(({ name }) => [name, unique(`${camel(name)}Method`)]));
  return { types, methods, unique };
}

/** `line-item`, `lineItem` → `LineItem`. Never empty, never starts with a digit. */
export function pascal(text: string): string {
  const words = text.split(/[^\p{ID_Continue}$]+/u).filter((word) => word !== '');
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[\p{ID_Start}$_]/u.test(joined) ? joined : `T${joined}`;
}

/** `PaymentDeclined` → `paymentDeclined`. */
export function camel(text: string): string {
  const name = pascal(text);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** `PaymentDeclined` → `payment-declined`, for file names. */
export function kebab(text: string): string {
  return text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1-$2')
    .replace(/[^\p{ID_Continue}]+/gu, '-')
    .toLowerCase();
}

export function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
}

/** A name that a variable may have: a reserved word, or one that emitted code uses itself, gets a suffix. */
export function variable(name: string): string {
  const safe = isIdentifier(name) ? name : camel(name);
  return reserved.has(safe) ? `${safe}Arg` : safe;
}

/** `id` or `'weird-name'` or `['__proto__']`: the key in an object literal. */
export function propertyKey(name: string): string {
  if (name === '__proto__') return `['__proto__']`;
  return isIdentifier(name) ? name : quote(name);
}

/** `value.id` or `value['weird-name']`. */
export function access(object: string, name: string): string {
  return isIdentifier(name) ? `${object}.${name}` : `${object}[${quote(name)}]`;
}

/** A string literal; lone surrogates and control characters as escapes. */
export function quote(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}

export function literal(value: string | number | boolean): string {
  return typeof value === 'string' ? quote(value) : String(value);
}
