import { entry } from '../diagnostic.ts';

/** Findings about finding a port, its errors, and code that relies on its being in process. */
export const portCatalogue = {
  'module-entry-missing': entry<{ module: string; file: string }>('refuse', ({ module, file }) => ({
    what: `the module ${module} has no ${file}`,
    why: 'the port and its types are read from there',
    hint: `make ${file} and export the module's interface from it`,
  })),
  'module-host-missing': entry<{ module: string; file: string }>('refuse', ({ module, file }) => ({
    what: `the module ${module} has no ${file}`,
    why: 'the function that makes the module is read from there',
    hint: `make ${file} and export a function from it that returns HostedModule<Port>`,
  })),
  'factory-missing': entry<{ file: string }>('refuse', ({ file }) => ({
    what: `${file} exports no function whose result has a property port`,
    why: 'a host starts a module by calling that function',
    hint: `export a function from ${file} that returns HostedModule<Port>, with the module's interface for Port`,
  })),
  'factory-ambiguous': entry<{ file: string; names: string; name: string }>(
    'refuse',
    ({ file, names, name }) => ({
      what: `${file} exports several functions whose result has a property port: ${names}`,
      why: 'which of them starts the module is not clear',
      hint: `rename the one that hosts call to ${name}`,
    }),
  ),
  'port-not-exported': entry<{ type: string; file: string }>('refuse', ({ type, file }) => ({
    what: `the port is ${type}, which ${file} does not export`,
    why: 'a client has to implement it under a name that it can import',
    hint: `export an interface with the public methods of ${type} from ${file}, and declare the result as HostedModule of it`,
  })),
  'port-generic': entry<{ port: string; file: string }>('refuse', ({ port, file }) => ({
    what: `the port ${port} has type parameters`,
    why: 'one service has one set of types',
    hint: `export an interface from ${file} that extends ${port} with concrete types`,
  })),
  'functions-make-services': entry<{ file: string; services: readonly string[]; target: string }>(
    'refuse',
    ({ file, services, target }) => ({
      what: `what ${file} exports makes services: ${services.join(', ')}`,
      why: 'what is called over the wire is what a factory makes, not the factory',
      hint: `name what it makes: scaffold inspect ${target}`,
    }),
  ),
  'port-is-record': entry<{ port: string; library: string }>('refuse', ({ port, library }) => ({
    what: `each ${port} is a row of a table, which ${library} reads and saves`,
    why: 'a service is one object that many call; a row is made by each who reads it, and tied to its connection',
    hint: `name the class or the functions that find and change ${port}, and let them return an interface with its columns`,
  })),
  'port-empty': entry<{ port: string }>('refuse', ({ port }) => ({
    what: `${port} has no method`,
    why: 'there is nothing to call over the wire',
    hint: `declare the methods that other modules call in ${port}`,
  })),
  'inherited-left-out': entry<{ port: string; count: number; from: string }>(
    'info',
    ({ port, count, from }) => ({
      what: `${port} inherits ${count} ${count === 1 ? 'method' : 'methods'} from ${from}, which no other code calls`,
      why: 'they are no part of the wire, and would be missing on the client',
      hint: `none needed; to be told by the compiler, let callers hold an interface instead of ${port}`,
    }),
  ),
  'lifecycle-hooks': entry<{ port: string; hooks: readonly string[] }>('info', ({ port, hooks }) => ({
    what: `${port} has ${hooks.join(', ')}, which the framework calls when a process starts or stops`,
    why: 'no other code calls it, so it is no part of the wire: it runs in the process that makes the object',
    hint: 'none needed',
  })),
  'factory-not-called': entry<{ factory: string; files: string }>('refuse', ({ factory, files }) => ({
    what: `${factory} is called nowhere in ${files}`,
    why: 'the place that makes the module is the one that is changed',
    hint: `call ${factory} in a composition root, as in: const module = ${factory}({ … })`,
  })),
  'factory-called-twice': entry<{ factory: string; places: string }>('refuse', ({ factory, places }) => ({
    what: `${factory} is called in more than one place: ${places}`,
    why: 'two instances cannot become one service without sharing what they hold',
    hint: 'call it once and pass the result on',
  })),
  'factory-async': entry<{ factory: string }>('refuse', ({ factory }) => ({
    what: `${factory} returns a promise of the module`,
    why: 'whether it is made here or called elsewhere is decided when the composition root runs, which does not wait',
    hint: `return the module at once, and let its methods await what ${factory} awaits now; or do that work in a worker`,
  })),
  'call-not-in-variable': entry<{ factory: string }>('refuse', ({ factory }) => ({
    what: `the result of ${factory} is not kept in a variable`,
    why: 'the variable is what the rest of the composition root goes on using',
    hint: `write: const module = ${factory}({ … });`,
  })),
  'error-not-exported': entry<{ method: string; error: string; module: string }>('warning', (args) => ({
    what: `${args.method} throws ${args.error}, which ${args.module} does not export`,
    why: 'callers cannot test for it by its class; from a service it arrives as RemoteInternalError',
    hint: `export ${args.error} from where callers import the port, or throw an error that is exported`,
  })),
  'error-not-revivable': entry<{ method: string; error: string; reason: string }>('refuse', (args) => ({
    what: `${args.method} throws ${args.error}, which cannot be rebuilt for the caller`,
    why: args.reason,
    hint: `let the constructor of ${args.error} take exactly its public fields, or declare the fields public instead of private`,
  })),
  'error-prototype-replaced': entry<{ method: string; error: string; becomes: string }>(
    'warning',
    (args) => ({
      what: `${args.method} throws ${args.error}, whose constructor makes it an instance of ${args.becomes} instead`,
      why: `instanceof ${args.error} is false wherever it is asked; callers of a service get ${args.becomes}, as they do now`,
      hint: `write Object.setPrototypeOf(this, new.target.prototype) in the constructor, or leave the line out`,
    }),
  ),
  'non-error-throw': entry<{ method: string; type: string }>('refuse', ({ method, type }) => ({
    what: `${method} throws ${type}, which is not an Error`,
    why: 'only classes that extend Error come back as what was thrown',
    hint: 'throw an instance of a class that extends Error',
  })),
  'error-status-reserved': entry<{ error: string; status: number; used: number }>(
    'info',
    ({ error, status, used }) => ({
      what: `${error} has status ${status}; between the two processes it travels as ${used}`,
      why: 'proxies and clients act on 401, 407, 408, 425, 429 and 5xx themselves',
      hint: `none needed: the class and its status are the same for callers; or write @status ${used} above ${error}`,
    }),
  ),
  'catch-of-undeclared-error': entry<{ caller: string; error: string; methods: string }>(
    'warning',
    (args) => ({
      what: `${args.caller} tests for ${args.error} around ${args.methods}, which does not declare it`,
      why: 'only declared errors keep their class between processes, so the test would never be true',
      hint: `map it in the module to an exported error and add: @throws {ThatError} to ${args.methods}`,
    }),
  ),
};
