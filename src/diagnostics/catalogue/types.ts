import { entry, type CatalogueEntry, type Level } from '../diagnostic.ts';

/** Where a type stands that cannot cross the wire, or not unchanged. */
export interface CrossingArgs {
  /** `Payments.charge` */
  readonly method: string;
  /** `parameter request.items[]`, `result`, or a member of a named type: `Order.lines[]`. */
  readonly at: string;
  /** The type as TypeScript prints it. */
  readonly type: string;
  /** What exactly is in the way, where the code alone does not say it. */
  readonly reason?: string;
  /** The package that declares the type in which it stands, which nobody here can change. */
  readonly library?: string;
}

type Words = string | ((args: CrossingArgs) => string);

const say = (words: Words, args: CrossingArgs): string => (typeof words === 'string' ? words : words(args));

function crossing(level: Level, why: Words, hint: Words): CatalogueEntry<CrossingArgs> {
  return entry<CrossingArgs>(level, (args) => ({
    what: `${args.method}: ${args.at} is ${args.type}`,
    why: say(why, args),
    hint: say(hint, args),
  }));
}

const refused = (why: Words, hint: Words): CatalogueEntry<CrossingArgs> =>
  crossing('refuse', why, (args) => typeOfLibrary(args) ?? say(hint, args));

/** What stands in a type of a library can be changed only by not using that type. */
function typeOfLibrary({ at, method, library }: CrossingArgs): string | undefined {
  const named = /^([\w$]+)[.[]/.exec(at)?.[1];
  return library === undefined || named === undefined
    ? undefined
    : `use an interface of your own in ${method} in place of ${named}, which ${library} declares`;
}

/** The last name of a place: `items` of `parameter request.items[]`. */
const lastName = (at: string): string => /([\w$]+)(?:\[\])*$/.exec(at)?.[1] ?? at;

/** Findings about types in a port: what crosses a process boundary as it is, and what does not. */
export const typesCatalogue = {
  'callback-parameter': refused(
    'a function cannot cross a process boundary: the other process cannot call it',
    ({ at }) =>
      `return a Promise of what ${lastName(at)} would be called with, or let the caller apply ${lastName(at)} to the result`,
  ),
  'function-in-data': refused(
    'a function cannot cross a process boundary',
    ({ at }) =>
      `replace ${lastName(at)} by the data it computes, or move it to a function that takes the data`,
  ),
  'any-type': refused(
    ({ reason }) =>
      `any says nothing about what is sent, so it can be neither encoded nor checked${reason === undefined ? '' : `; the implementation returns ${reason}`}`,
    ({ at }) =>
      `declare the type of ${at}; or write the tag @json above it if it is plain JSON whatever it holds`,
  ),
  'type-not-found': refused(
    'the compiler does not find this type, so nothing is known of what is sent',
    'install the dependencies, make what is generated (as with: npx prisma generate), and run the command again',
  ),
  'unknown-type': refused(
    ({ reason }) =>
      `unknown says nothing about what is sent, so it can be neither encoded nor checked${reason === undefined ? '' : `; the implementation returns ${reason}`}`,
    ({ at }) =>
      `declare the type of ${at}; or write the tag @json above it if it is plain JSON whatever it holds`,
  ),
  'object-type': refused(
    'this type names no properties, so nothing of it would be sent',
    ({ at }) => `declare the properties of ${at} in an interface`,
  ),
  'weak-collection': refused(
    'a weak collection is keyed by identity, and identity does not survive a copy',
    ({ at }) => `keep ${lastName(at)} inside the module, or key a Map by an id`,
  ),
  'symbol-type': refused(
    'a symbol exists in one process only',
    ({ at }) => `use a string literal type for ${lastName(at)}`,
  ),
  'symbol-key': refused(
    'a property under a symbol is not sent, and would be missing on the other side',
    'give the property a name that is a string',
  ),
  'promise-in-data': refused(
    'a promise inside data cannot be awaited by the other process',
    ({ at }) => `await ${lastName(at)} before it is put into the data, and declare its awaited type`,
  ),
  'class-not-revivable': refused(
    ({ reason }) =>
      `an instance of this class cannot be rebuilt on the other side: ${reason ?? 'its state is hidden'}`,
    ({ type, method, reason }) =>
      reason?.startsWith('it belongs to ') === true
        ? `write a type of your own in the signature of ${method}, with the data of ${type} that the other side needs`
        : `give ${type} the methods toJSON() and static fromJSON(json), or send an interface instead`,
  ),
  'library-result': refused(
    ({ reason }) => `an instance cannot be rebuilt on the other side: ${reason ?? 'it has no constructor'}`,
    ({ method }) =>
      `let ${method} return { ok: true; value: … } | { ok: false; error: … }, and make a result of it where callers want one`,
  ),
  'type-not-exported': refused(
    ({ reason }) => `generated code has to name this ${reason ?? 'type'}, and it has no exported name`,
    ({ type }) => `export ${type} where it is declared, and from the module's src/index.ts if it has one`,
  ),
  'interface-with-methods': refused(
    ({ reason }) =>
      `an object with methods lives where it was made: ${reason ?? 'a method'} could not be called on the other side`,
    'return an interface with data only, or make it a port of its own whose methods take an id',
  ),
  'this-type': refused(
    'a method that returns its own object hands out the object itself, and a client is not that object',
    ({ method }) => `let ${method} return Promise<void>, or the data it has changed`,
  ),
  'generic-method': refused(
    ({ reason }) =>
      `which type is sent depends on the call, so no one codec fits: ${reason === undefined ? 'no call says what its type parameters are' : `it is called as ${reason}`}`,
    ({ method }) => `write one method for each type that ${method} is called with`,
  ),
  'type-parameter': refused(
    'a type parameter that nothing fixes has no codec',
    'declare an interface for the concrete type and use it here',
  ),
  'conditional-type': refused(
    'this type stays open until a call fixes it, so no one codec fits',
    'write the resulting type out',
  ),
  'parameter-not-sent': crossing(
    'warning',
    'it cannot cross, and no caller gives it: between processes it is left out, and the service gets undefined as it does today',
    ({ at, method }) => `remove ${lastName(at)} from ${method}, so that no caller comes to rely on it`,
  ),
  overloads: refused(
    'overloads with rest parameters cannot be read as one signature, and a request names the method only',
    ({ method }) => `give each overload of ${method} a name of its own, or use one signature with a union`,
  ),
  'union-not-separable': refused(
    ({ reason }) =>
      `which member a value is cannot be told at run time: ${reason ?? 'their encoded forms overlap'}`,
    "give each member a property with a literal type of its own, as in kind: 'card'",
  ),
  'web-body-type': refused(
    'a web body belongs to one request and can be read once',
    ({ at }) => `take the bytes of ${lastName(at)} as Uint8Array and its metadata as fields`,
  ),
  'database-handle': refused(
    'a transaction or connection belongs to one process; the other cannot take part in it',
    ({ at, method }) => `remove ${lastName(at)} from ${method}: let the module open its own transaction`,
  ),
  'live-handle': refused(
    'this object is tied to a resource of one process',
    ({ at }) => `send the data that ${lastName(at)} gives access to`,
  ),
  'stream-result': refused(
    'streams are not carried yet',
    ({ method }) =>
      `let ${method} return pages (an array and a cursor), or keep it in process with: --local ${method.split('.').at(-1)}`,
  ),
  'stream-parameter': refused(
    'streams are not carried yet',
    ({ at }) => `take ${lastName(at)} as an array or as Uint8Array`,
  ),
  'typed-array': refused(
    'memory that is shared cannot be, and half-precision numbers are not carried',
    ({ at }) => `use Uint8Array or Float32Array for ${lastName(at)}`,
  ),
  'lazy-iterable': refused(
    'an iterable makes its items when they are asked for, and the other process cannot ask',
    ({ at }) => `declare ${at} as an array and return [...items]`,
  ),
  'built-in-type': refused(
    'this built-in type has no form on the wire',
    ({ at }) => `replace ${lastName(at)} by an interface with the data that is needed`,
  ),
  'error-in-data': crossing(
    'warning',
    'its name and message are sent: a class of its own, other fields and its cause are not',
    ({ at }) => `declare a class that extends Error with the fields that callers of ${lastName(at)} need`,
  ),
  'error-field-open': crossing(
    'warning',
    'nothing says what it holds: it is sent where that is JSON, and stays behind where it is not',
    ({ at }) => `declare the type of ${at}, or make it private if callers do not read it`,
  ),
  'private-state': crossing(
    'error',
    ({ reason, type }) =>
      `an instance of ${type} cannot be made again without what it keeps private (${reason ?? 'a field'}), which would be sent`,
    ({ type }) =>
      `write the tag @wirePrivate above ${type} if that may leave the process, or send an interface`,
  ),
  'subclass-sliced': crossing(
    'warning',
    ({ reason, type }) =>
      `${reason ?? 'other classes'} extend it, and an instance of one would arrive as ${type}`,
    ({ type }) => `declare the union of the classes that may be sent, or an interface, instead of ${type}`,
  ),
  'import-side-effect': crossing(
    'error',
    ({ reason }) =>
      `its class is needed on both sides, and importing the file that declares it runs: ${reason ?? 'something'}`,
    ({ type }) => `move ${type} to a file that only declares it`,
  ),
  'hidden-when-serialised': crossing(
    'warning',
    ({ reason }) =>
      `${reason ?? 'a decorator'} shapes what leaves as JSON, and has no say between the two processes`,
    ({ type }) => `declare a type without what must not leave, and return that instead of ${type}`,
  ),
  'library-value-narrowed': crossing(
    'warning',
    ({ reason }) => `the moment it stands for is sent; ${reason ?? 'the rest'} is not`,
    ({ at }) => `use Date for ${lastName(at)}, or send what else is needed as a field of its own`,
  ),
  'signal-in-result': refused(
    'a signal is listened to in one process',
    ({ at }) => `remove ${lastName(at)} from the result`,
  ),
  'never-parameter': refused(
    'no value has this type, so the method can never be called',
    'remove the parameter',
  ),
  'infinite-type': refused(
    'each level of this type contains a new type, without end',
    'refer to the same type again instead of a new instantiation of it',
  ),
  'regexp-pattern': crossing(
    'warning',
    'a pattern from a caller runs in the service, and some patterns run nearly for ever',
    ({ at }) => `take a string to search for instead of ${lastName(at)}`,
  ),
  'template-not-checked': crossing(
    'warning',
    'the template is ambiguous, so only that it is a string is checked',
    'none needed; declare a union of literals if the check matters',
  ),
  'synchronous-method': refused(
    'the answer of another process takes time, and this signature promises it at once',
    'run scaffold lift with this same target: the method and all that waits for it become asynchronous',
  ),
  'custom-thenable': refused(
    'callers may use what this object has besides then(), and a client returns a plain Promise',
    ({ method, reason }) => `let ${method} return ${reason ?? 'Promise'}`,
  ),
  'optional-method': refused(
    'whether the method exists would have to be asked over the wire',
    ({ method }) => `make ${method} required; let it return undefined where there is nothing to do`,
  ),
  'property-on-port': refused(
    'a property is read at once, and the other process cannot answer at once',
    ({ method }) => `replace it by a method: ${getterFor(method)}`,
  ),
  'then-method': refused(
    'awaiting an object with a method then() calls it, so a client could not be awaited or returned',
    'give the method another name',
  ),
  'reserved-method': refused(
    'every class has a member of this name, so the client cannot have another',
    'give the method another name',
  ),
  'index-signature': refused(
    'beside other keys, only a signature for every string key can be told apart',
    ({ at }) =>
      `give ${lastName(at)} one signature [key: string], or put the open keys into a property of their own`,
  ),
  'timeout-not-understood': refused(
    ({ reason }) => `the tag @timeout says ${reason ?? 'something else'}, which would be ignored`,
    'write a number with its unit: @timeout 20s, or @timeout 500ms',
  ),
  'idempotency-key-not-found': refused(
    ({ reason }) => `the tag @idempotencyKey leads nowhere: ${reason ?? 'there is no such parameter'}`,
    'name a parameter or a property of one that holds a string or a number, as in @idempotencyKey request.orderId',
  ),
  'symbol-member': refused(
    'a member under a symbol has no name on the wire',
    'give the member a name that is a string',
  ),
  'event-emitter-port': refused(
    'listeners are functions, and functions do not cross a process boundary',
    'take the events out of the port and publish them as messages',
  ),
  'class-with-private-members': refused(
    'a class with private members is only assignable from itself, so no client can stand in for it',
    ({ type }) =>
      `export an interface with the public methods of ${type} from src/index.ts and use it as the port`,
  ),
};

function getterFor(method: string): string {
  const name = method.split('.').at(-1) ?? 'value';
  return `get${name.slice(0, 1).toUpperCase()}${name.slice(1)}(): Promise<…>`;
}
