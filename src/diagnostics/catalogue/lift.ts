import { entry, type CatalogueEntry, type Level } from '../diagnostic.ts';

/** A call that would have to be awaited where nothing can be. */
export interface BlockedArgs {
  /** The function or place that the call stands in: `OrderService.total`. */
  readonly caller: string;
  /** What is called there: `Prices.of`. */
  readonly calls: string;
  /** What exactly is in the way, where the code alone does not say it. */
  readonly reason?: string;
}

type Words = string | ((args: BlockedArgs) => string);

const say = (words: Words, args: BlockedArgs): string => (typeof words === 'string' ? words : words(args));

const blocked = (
  where: Words,
  why: Words,
  hint: Words,
  level: Level = 'refuse',
): CatalogueEntry<BlockedArgs> =>
  entry<BlockedArgs>(level, (args) => ({
    what: `${args.calls} is called in ${say(where, args)}`,
    why: say(why, args),
    hint: say(hint, args),
  }));

const because = ({ reason }: BlockedArgs): string => reason ?? 'it has to run without waiting';

/** Findings about making a synchronous interface asynchronous, through all of its callers. */
export const liftCatalogue = {
  'lift-in-constructor': blocked(
    ({ caller }) => `the constructor ${caller}`,
    'a constructor cannot wait for a result',
    ({ calls, caller }) =>
      `write a static method create that awaits ${calls} and passes the result to ${caller.split('.')[0]}; replace new by await create`,
  ),
  'lift-in-field': blocked(
    ({ caller }) => `a field of ${caller}`,
    'fields and static blocks are set while the class or object is made, which cannot wait',
    ({ calls }) => `call ${calls} in the method that needs it, or pass its result to the constructor`,
  ),
  'lift-in-accessor': blocked(
    ({ caller }) => `the accessor ${caller}`,
    'get and set cannot be async: readers would get a promise without a sign of it',
    ({ caller }) => `replace ${caller} by a method, and call that where it is read`,
  ),
  'lift-in-generator': blocked(
    ({ caller }) => `the generator ${caller}`,
    'as an async generator it can only be read with for await, which its readers do not do',
    ({ calls }) => `await ${calls} before, and give the results to the generator`,
  ),
  'lift-in-default-parameter': blocked(
    ({ caller }) => `a default value of a parameter of ${caller}`,
    'await is not allowed in parameters',
    ({ calls }) => `give the value in the body: if (value === undefined) value = ${calls}(…)`,
  ),
  'lift-in-decorator': blocked(
    'a decorator, or in a part of a declaration that runs with it',
    'declarations are evaluated without waiting',
    ({ calls }) => `call ${calls} in the method itself`,
  ),
  'lift-at-module-level': blocked(
    ({ caller }) => `${caller}, outside of any function`,
    ({ reason }) => reason ?? 'a CommonJS module cannot wait while it is loaded',
    ({ calls }) => `call ${calls} in a function that is awaited at start, or on first use`,
  ),
  'lift-in-type-guard': blocked(
    ({ caller }) => caller,
    ({ reason }) =>
      reason ??
      'an async function cannot be a type guard or an assertion: the compiler would no longer narrow',
    ({ calls }) =>
      `split it: const known = await ${calls}(…) in the caller, and a guard that takes what is known`,
  ),
  'lift-in-callback': blocked(
    ({ caller }) => `a callback in ${caller}`,
    because,
    ({ calls }) => `await ${calls} before, for every item, and let the callback look at the results`,
  ),
  'lift-writes-in-callback': blocked(
    ({ caller }) => `a callback in ${caller} that also changes ${'what stands outside of it'}`,
    because,
    'write it as a loop: for (const item of items) { … }',
  ),
  'lift-void-callback': blocked(
    ({ caller }) => `a callback in ${caller} that nobody waits for`,
    ({ reason }) =>
      `${reason ?? 'its caller'} ignores what it returns: an error in it becomes an unhandled rejection, and what follows runs before it is done`,
    'catch in the callback: () => { void run().catch(report); }, or accept it',
    'error',
  ),
  'lift-callback-unknown': blocked(
    ({ caller }) => `a callback in ${caller}`,
    ({ reason }) =>
      `${reason ?? 'its caller'} may do anything with what it returns, and does not say that it waits`,
    'look whether a returned promise is awaited there; if it is, accept this',
    'error',
  ),
  'lift-component': blocked(
    ({ caller }) => `the component ${caller}`,
    'a component is rendered without waiting',
    ({ calls }) => `await ${calls} in an effect or a loader, and give the result as a property`,
  ),
  'lift-returns-thenable': blocked(
    ({ caller }) => `${caller}, which returns ${'a thenable of its own'}`,
    'an async function would resolve it at once, and callers that go on building it would find a promise',
    ({ calls }) => `await ${calls} in its caller, and pass the result on`,
  ),
  'lift-unreadable': blocked(
    ({ caller }) => caller,
    ({ reason }) => reason ?? 'this place was not understood',
    'write it as a plain call in a function of its own',
  ),
  'lift-external-override': entry<{ member: string; declared: string }>('refuse', ({ member, declared }) => ({
    what: `${member} is declared by ${declared}, where it returns no promise`,
    why: 'whoever calls it by that declaration would get a promise and not know',
    hint: `give the port a method of its own that calls ${member}, and lift that one`,
  })),
  'lift-external-function': entry<{ member: string; given: string }>('refuse', ({ member, given }) => ({
    what: `${given} is used as ${member}, and is not code of this project`,
    why: 'it cannot be made async',
    hint: `wrap it: async (...args) => ${given}(...args)`,
  })),
  'lift-protocol-member': entry<{ member: string }>('refuse', ({ member }) => ({
    what: `${member} is called by the language itself`,
    why: 'operators, templates, loops and JSON do not wait for it',
    hint: `leave it out with --method, naming the others, or rename it`,
  })),
  'lift-type-guard-member': entry<{ member: string; returns: string }>('refuse', ({ member, returns }) => ({
    what: `${member} returns ${returns}`,
    why: 'an async function cannot narrow types or end the control flow of its callers',
    hint: `return a boolean or the value itself from ${member}, or throw in the caller`,
  })),
  'lift-iterator-member': entry<{ member: string }>('refuse', ({ member }) => ({
    what: `${member} is a generator`,
    why: 'its readers would have to use for await, each of them',
    hint: `let ${member} return an array`,
  })),
  'lift-no-type': entry<{ member: string }>('refuse', ({ member }) => ({
    what: `${member} says no result type, and has no body to infer it from`,
    why: 'what it returns is any: whether that is a promise cannot be known',
    hint: `declare the result of ${member}`,
  })),
  'lift-shadowed-promise': entry<{ file: string }>('refuse', ({ file }) => ({
    what: `${file} has a Promise of its own`,
    why: 'an async function returns the global Promise',
    hint: 'rename the import, for example to Bluebird',
  })),
  'lift-untyped-call': entry<{ caller: string; calls: string }>('error', ({ caller, calls }) => ({
    what: `${caller} calls ${calls} on something of type any`,
    why: 'it may be what is lifted, since that is handed on untyped elsewhere; then it would work with a promise',
    hint: 'give it a type and run this again, or accept it',
  })),
  'lift-function-escapes': entry<{ member: string; caller: string; to: string }>(
    'error',
    ({ member, caller, to }) => ({
      what: `${caller} hands ${member} on as a function, to ${to}`,
      why: 'how it is called from there is not seen; the result would be a promise',
      hint: `pass an arrow function whose result is awaited by its caller, or accept it`,
    }),
  ),
  'lift-new-type-errors': entry<{ errors: readonly string[] }>('refuse', ({ errors }) => ({
    what: `the lifted code would have ${errors.length} ${errors.length === 1 ? 'type error' : 'type errors'} more: ${errors.slice(0, 5).join('; ')}`,
    why: 'nothing is written that compiles less well than before',
    hint: 'change these places so that they can wait, then run this again',
  })),
  'lift-not-awaited': entry<{ caller: string; calls: string }>('refuse', ({ caller, calls }) => ({
    what: `${caller} would use the promise of ${calls} as if it were the result`,
    why: 'it compiles, and does something else',
    hint: `call ${calls} directly there, so that it can be awaited`,
  })),
  'lift-too-many-functions': entry<{ functions: number; limit: number; callers: readonly string[] }>(
    'refuse',
    ({ functions, limit, callers }) => ({
      what: `${functions} functions would become async, more than ${limit}`,
      why: `most of them because of ${callers.join(', ')}; a better cut is often one level above`,
      hint: `--max-changed-functions ${functions}`,
    }),
  ),
  'lift-method-unknown': entry<{ method: string; target: string; known: readonly string[] }>(
    'refuse',
    ({ method, target, known }) => ({
      what: `${target} has no method ${method}`,
      why: `its synchronous methods are ${known.join(', ') || 'none'}`,
      hint: known.length > 0 ? `--method ${known[0]}` : 'leave out --method',
    }),
  ),
  'lift-race': entry<{ caller: string; state: string; read: number; await: number; write: number }>(
    'warning',
    ({ caller, state, read, await: waits, write }) => ({
      what: `${caller} reads ${state} in line ${read}, waits in line ${waits}, and changes it in line ${write}`,
      why: 'this ran in one go; from now on another call may change it in between, and one of the changes is lost or made on an old check',
      hint: `await before ${state} is read, or let one call at a time through`,
    }),
  ),
  'lift-concurrent': entry<{ caller: string; calls: string }>('warning', ({ caller, calls }) => ({
    what: `${caller} would call ${calls} for all items at the same time`,
    why: 'they ran one after the other; after a failure the others now run on, and a long list is a burst of requests',
    hint: `write a loop with await if the order or the number matters, or add a method that takes the list`,
  })),
  'lift-escape': entry<{ target: string; caller: string; to: string }>(
    'warning',
    ({ target, caller, to }) => ({
      what: `${caller} hands ${target} on as ${to}`,
      why: 'calls that are made through it cannot be seen; they would get a promise',
      hint: `look there for calls of ${target}, or give it its type`,
    }),
  ),
  'lift-decorated': entry<{ member: string; decorator: string }>('warning', ({ member, decorator }) => ({
    what: `${member} becomes async below the decorator ${decorator}`,
    why: 'a decorator that looks at the result now gets a promise',
    hint: `look whether ${decorator} waits for what the method returns`,
  })),
  'lift-top-level-await': entry<{ file: string; calls: string }>('warning', ({ file, calls }) => ({
    what: `${file} would await ${calls} while it is loaded`,
    why: 'all that import it wait for that, and it can no longer be loaded with require',
    hint: `call ${calls} in a function if that is not wanted`,
  })),
  'lift-property-left': entry<{ member: string }>('warning', ({ member }) => ({
    what: `${member} is no method, and is left as it is`,
    why: 'reading a property cannot wait',
    hint: `replace it by a method if it has to be read from another process`,
  })),
  'lift-mock': entry<{ member: string }>('warning', ({ member }) => ({
    what: `a mock of ${member} could not be changed`,
    why: 'it would return a value where a promise is expected',
    hint: `let the mock return a promise`,
  })),
  'floating-call': entry<{ caller: string; calls: string }>('warning', ({ caller, calls }) => ({
    what: `${caller} calls ${calls} and does not wait for it`,
    why: 'its errors are lost, and what follows runs before it is done',
    hint: `await it, or write void and catch its errors`,
  })),
};
