import { entry } from '../diagnostic.ts';

/** Findings about the code that calls a port, and about what it counts on. */
export const extractCatalogue = {
  'call-in-transaction': entry<{
    caller: string;
    method: string;
    /** How the transaction is opened, in words. */
    opened?: string;
    /** From the function that opens it to the call. */
    chain?: string;
    reads?: boolean;
  }>('error', (args) => ({
    what: `${args.method} is called inside a transaction of ${args.caller}${args.opened ? `, opened by ${args.opened}` : ''}${args.chain ? `: ${args.chain}` : ''}`,
    why: args.reads
      ? 'it seems only to read: the other process does not see what the transaction has not committed yet, and locks are held while it answers'
      : 'the other process does not take part in the transaction: a rollback leaves its work done, and locks are held while it answers',
    hint: `call ${args.method} before the transaction begins or after it has committed`,
  })),
  'transaction-passed': entry<{ caller: string; method: string; argument: string; type: string }>(
    'refuse',
    ({ caller, method, argument, type }) => ({
      what: `${caller} passes its transaction ${argument} (${type}) to ${method}`,
      why: 'a transaction belongs to one connection of one process: the service would run without it and still answer',
      hint: `let ${method} open its own transaction and call it outside of this one, or keep it in process with @local`,
    }),
  ),
  'call-in-loop': entry<{ caller: string; method: string; together?: boolean; many?: string }>(
    'warning',
    ({ caller, method, together, many }) => ({
      what: `${caller} calls ${method} ${together ? 'for each item at once' : 'in a loop'}`,
      why: together
        ? 'each item becomes a request over the network, all of them at the same time'
        : 'each round becomes a request over the network, one after the other',
      hint: many
        ? `call ${many} once with the whole list`
        : `add a method to the port that takes the whole list, next to ${method}`,
    }),
  ),
  'result-mutated': entry<{ caller: string; method: string; variable: string }>('warning', (args) => ({
    what: `${args.caller} changes ${args.variable}, which ${args.method} returned`,
    why: 'over the wire it is a copy; if the module kept the object, it used to see the change',
    hint: `copy it first: const own = { ...${args.variable} }`,
  })),
  'identity-compared': entry<{ caller: string; method: string; comparison: string }>('warning', (args) => ({
    what: `${args.caller} compares what ${args.method} returned by identity: ${args.comparison}`,
    why: 'each answer over the wire is a new object, so this is never true again',
    hint: 'compare a field that identifies the object, such as its id',
  })),
  'call-not-awaited': entry<{ caller: string; method: string }>('warning', ({ caller, method }) => ({
    what: `${caller} calls ${method} and does not wait for it`,
    why: 'two such calls can overtake each other, and when the service cannot be reached nobody hears of it: the process may end with an unhandled rejection',
    hint: `await the call, or add .catch((error) => …) to it`,
  })),
  'remote-error-unhandled': entry<{ port: string; sites: number; first: string }>(
    'info',
    ({ port, sites, first }) => ({
      what: `nothing around ${sites === 1 ? 'the call' : `${sites} calls`} of ${port} catches an error, first in ${first}`,
      why: 'a call that could not fail now can: the service may be down, slow, or its answer lost',
      hint: 'decide at the edge what a RemoteCallError means there: 503, a default, or try later',
    }),
  ),
  'call-retried': entry<{ caller: string; method: string; wrapper: string }>('warning', (args) => ({
    what: `${args.caller} wraps ${args.method} in ${args.wrapper}, which tries it again`,
    why: 'the client repeats calls that are safe to repeat by itself, so attempts multiply; one that is not safe may run twice',
    hint: `take ${args.wrapper} away, or tag ${args.method} @mutating so that only one of the two repeats`,
  })),
};
