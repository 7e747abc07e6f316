import { entry } from '../diagnostic.ts';

/** Findings about what an implementation keeps, reads or expects of the process that it runs in. */
export const stateCatalogue = {
  'in-memory-state': entry<{ symbol: string; state: string }>('warning', ({ symbol, state }) => ({
    what: `${symbol} keeps ${state} in memory between calls`,
    why: 'a service may run several times at once, and each process has its own copy',
    hint: `keep ${state} in the module's database, or run one instance only`,
  })),
  'argument-mutated': entry<{ method: string; parameter: string }>('warning', ({ method, parameter }) => ({
    what: `${method} changes its argument ${parameter}`,
    why: 'over the wire it changes a copy, and the caller never sees it',
    hint: `return the changed value, and leave ${parameter} as it is`,
  })),
  'readonly-writes': entry<{ method: string; operation: string }>('error', ({ method, operation }) => ({
    what: `${method} is tagged @readonly and reaches ${operation}`,
    why: 'a method that is readonly may be repeated and shadowed at any time',
    hint: 'replace the tag by @idempotent or @mutating',
  })),
  'ambient-identity': entry<{ method: string; reads: string; chain: string }>('error', (args) => ({
    what: `${args.method} takes who is asking from ${args.reads}: ${args.chain}`,
    why: 'the service has no such context: a check of rights that is made with it would fail, or worse, be passed over',
    hint: `pass what it needs as a parameter of ${args.method}`,
  })),
  'ambient-state': entry<{ method: string; reads: string; chain: string; what: string }>('info', (args) => ({
    what: `${args.method} reads ${args.what} from ${args.reads}: ${args.chain}`,
    why: 'the service has its own process: what is set, and where, may differ there',
    hint: `give the service the same setting, or pass the value as a parameter`,
  })),
  'path-argument': entry<{ method: string; parameter: string; use: string }>('warning', (args) => ({
    what: `${args.method} uses its parameter ${args.parameter} as the path of a file, in ${args.use}`,
    why: 'the service does not see the files of the caller',
    hint: `take the content of the file instead, as a Uint8Array or a string`,
  })),
  'url-fetched': entry<{ method: string; parameter: string; use: string }>('warning', (args) => ({
    what: `${args.method} fetches an address that it gets as ${args.parameter}, in ${args.use}`,
    why: 'requests will come from the network of the service: addresses that only it can reach become reachable for whoever chooses the address',
    hint: `check ${args.parameter} against a list of hosts before it is fetched`,
  })),
  'shared-module-state': entry<{ state: string; file: string; method: string; others: string }>(
    'error',
    (args) => ({
      what: `${args.state} in ${args.file} is used by ${args.method} and by ${args.others}, and is changed`,
      why: 'each process has its own copy: what one side writes the other never sees',
      hint: `keep it in the database, or let only one side use it, behind the port`,
    }),
  ),
  'events-stay-in-process': entry<{ method: string; event: string; listeners?: string }>(
    'warning',
    (args) => ({
      what: `${args.method} fires ${args.event} in process${args.listeners ? `; ${args.listeners} listens to it` : ''}`,
      why: 'events of an emitter do not leave the process: listeners on the other side no longer hear them',
      hint: 'publish it through the outbox or a broker, or let the caller fire it after the call',
    }),
  ),
  'safety-proposed': entry<{ method: string; safety: string; why: string }>(
    'info',
    ({ method, safety, why }) => ({
      what: `${method} looks ${safety}: ${why}`,
      why: 'untagged methods are taken for mutating: they are not repeated when an answer is lost, and not compared in shadow mode',
      hint: `if that is so, write /** @${safety} */ above ${method}`,
    }),
  ),
};
