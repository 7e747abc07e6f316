import { entry } from '../diagnostic.ts';

/** Findings about how a port is put together, and about code that knows what is behind it. */
export const wiringCatalogue = {
  'wiring-not-found': entry<{ port: string; looked: number }>('refuse', ({ port, looked }) => ({
    what: `no place was found that makes ${port}, in the ${looked} files that were looked at`,
    why: 'that place decides whether calls stay in the process, so it is the one that is changed',
    hint: `make it in one place, as in: export const instance: ${port} = new …()`,
  })),
  'repository-looked-up': entry<{ port: string; call: string; users: readonly string[] }>(
    'refuse',
    ({ port, call, users }) => ({
      what: `${port} is made by its library wherever it is looked up: ${call}`,
      why: 'it lives on the connection that it is asked from, and shares its transactions: there is no one object that could be bound',
      hint:
        users.length === 0
          ? 'name the service that uses it as the target'
          : `name what uses it as the target: scaffold inspect ${users.join(', or ')}`,
    }),
  ),
  'object-in-other-roles': entry<{
    port: string;
    variable: string;
    roles: readonly string[];
    target: string | undefined;
  }>('refuse', ({ port, variable, roles, target }) => ({
    what: `${variable} is handed on as ${roles.join(' and as ')} too, which ${port} is not`,
    why: 'what is bound in its place has the methods of the port alone, so that these uses would no longer compile',
    hint: `name what has them all as the target${target === undefined ? '' : `: scaffold inspect ${target}`}`,
  })),
  'wired-in-two-ways': entry<{ port: string; ways: string }>('refuse', ({ port, ways }) => ({
    what: `${port} is put together in more than one way: ${ways}`,
    why: 'each of them would need a service of its own, made in its own way',
    hint: 'leave one of these places, and let the others use what it makes',
  })),
  'many-instances': entry<{ port: string; places: readonly string[] }>('refuse', ({ port, places }) => ({
    what: `${port} is made in ${places.length} places with different arguments: ${places.join(', ')}`,
    why: 'one service has one instance; which of these its callers would get is not clear',
    hint: 'make one of them in one place, and pass what differs to the methods',
  })),
  'composition-not-found-out': entry<{ port: string; what: string; reason: string; hint: string }>(
    'refuse',
    ({ port, what, reason, hint }) => ({
      what: `what ${port} is made of cannot be made in another process: ${what}`,
      why: reason,
      hint,
    }),
  ),
  'composition-starts-server': entry<{ port: string; file: string; through: string }>('refuse', (args) => ({
    what: `the process of ${args.port} would import ${args.through}, which loads ${args.file}, and that starts a server`,
    why: 'a second copy of the whole application would run in the process of the service',
    hint: `move what ${args.port} needs into a file that only declares things, and import it from there`,
  })),
  'composition-effect-left-out': entry<{ value: string; statement: string }>(
    'warning',
    ({ value, statement }) => ({
      what: `${statement} does something with ${value}, and is not part of the new process`,
      why: 'only what makes a value is taken over, not what is done with it afterwards',
      hint: 'if the service needs it, add it to compose.ts',
    }),
  ),
  'instanceof-implementation': entry<{ caller: string; implementation: string }>(
    'error',
    ({ caller, implementation }) => ({
      what: `${caller} tests for ${implementation} with instanceof`,
      why: 'a client is no instance of it, so the test is false once the calls are remote',
      hint: 'ask for a method or a property of the interface instead',
    }),
  ),
  'implementation-subclassed': entry<{ subclass: string; implementation: string }>(
    'refuse',
    ({ subclass, implementation }) => ({
      what: `${subclass} extends ${implementation}`,
      why: 'what a subclass changes or adds does not travel to another process with it',
      hint: `let ${subclass} take an instance instead of extending it, or name ${subclass} as the target`,
    }),
  ),
  'private-access': entry<{ caller: string; member: string }>('error', ({ caller, member }) => ({
    what: `${caller} reads ${member}, which is no method of the port`,
    why: 'a client has the methods alone; the value is undefined once the calls are remote',
    hint: `add a method that returns it, or leave ${member} to the implementation`,
  })),
  'module-effects': entry<{ file: string; statement: string }>('warning', ({ file, statement }) => ({
    what: `${file} runs ${statement} when it is loaded`,
    why: 'the file is still imported where the port is bound, so this runs in remote mode too',
    hint: 'move it into a function that the implementation calls when it is made',
  })),
  'mutable-export': entry<{ name: string; file: string }>('refuse', ({ name, file }) => ({
    what: `${file} exports ${name}, which is assigned to later`,
    why: 'the variable of another process cannot be followed',
    hint: `export a function that returns ${name}`,
  })),
  'project-has-modules': entry<{ file: string }>('error', ({ file }) => ({
    what: `the project of ${file} was made by scaffold`,
    why: 'there a module becomes a service as a whole, with its routes, tables and tests',
    hint: 'name the module, as in: scaffold extract payments',
  })),
  'environment-taken': entry<{ variable: string; file: string }>('error', ({ variable, file }) => ({
    what: `${file} already reads ${variable}`,
    why: 'the variable would mean two things',
    hint: 'choose another prefix, as in: --env BILLING_SERVICE',
  })),
  'options-not-supported': entry<{ option: string; reason: string; hint: string }>(
    'refuse',
    ({ option, reason, hint }) => ({
      what: `the codebase is compiled with ${option}`,
      why: reason,
      hint,
    }),
  ),
};
