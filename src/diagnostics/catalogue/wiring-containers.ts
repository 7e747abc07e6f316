import { entry } from '../diagnostic.ts';

/** Findings about ports that a dependency injection container puts together. */
export const wiringContainersCatalogue = {
  'token-not-exported': entry<{ port: string; token: string }>('error', ({ port, token }) => ({
    what: `${port} is registered under ${token}, which its file does not export`,
    why: 'the service’s process asks its container for the port by that token',
    hint: `export ${token} from the file that declares it`,
  })),
  'container-not-reachable': entry<{ port: string; container: string }>('error', ({ port, container }) => ({
    what: `${port} is registered in a container that no other file can get at: ${container}`,
    why: 'the service’s process makes the same registrations and asks that container for the port',
    hint: 'export the container, or export a function that makes the registrations and returns it, from a file that starts no server',
  })),
  'container-starts-server': entry<{ port: string; file: string; call: string }>(
    'error',
    ({ port, file, call }) => ({
      what: `${port} is registered in ${file}, which also runs ${call} when it is imported`,
      why: 'the service’s process makes the same registrations, and must not start the application’s server',
      hint: `move the registrations out of ${file} into a file that only registers, and import it from both`,
    }),
  ),
  'container-loads-modules': entry<{ port: string; call: string }>('error', ({ port, call }) => ({
    what: `${port} is registered by ${call}, which finds classes by the names of their files at run time`,
    why: 'there is no line that could be changed to bind it, and which name it gets is not in the code',
    hint: `register ${port} by itself after that call: container.register({ name: asClass(${port}).singleton() })`,
  })),
  'container-no-registration-place': entry<{ port: string; container: string }>(
    'error',
    ({ port, container }) => ({
      what: `${port} is registered nowhere: ${container} makes it from its class when it is asked for`,
      why: 'there is no line that could be changed, and no file with registrations to add one to',
      hint: `register it where the application starts: container.register(${port}, { useClass: ${port} })`,
    }),
  ),
  'container-form-unknown': entry<{ port: string; form: string }>('error', ({ port, form }) => ({
    what: `${port} is registered in a way that was not understood: ${form}`,
    why: 'it would stay in the application while other places use the service',
    hint: 'register the class itself, or a function written in place that returns it',
  })),
  'container-scoped': entry<{ port: string; scope: string }>('refuse', ({ port, scope }) => ({
    what: `${port} is made anew ${scope}`,
    why: 'what it is made with differs each time and stays in the application: the service has one instance, and would not know for whom it works',
    hint: `make ${port} a singleton and pass what differs as a parameter of its methods`,
  })),
  'container-instances': entry<{ port: string; lifetime: string }>('warning', ({ port, lifetime }) => ({
    what: `${port} is made anew ${lifetime}; as a service there is one instance for all`,
    why: 'fields that one consumer sets would be seen by the others',
    hint: `none needed if ${port} keeps nothing in its fields between calls`,
  })),
  'container-value': entry<{ port: string; value: string }>('warning', ({ port, value }) => ({
    what: `${port} is registered as the value ${value}, which is made before the registration`,
    why: 'in remote it is constructed all the same, with everything that it needs, and never used',
    hint: `construct it where it is registered, with a factory instead of the value`,
  })),
  'container-disposer': entry<{ port: string }>('error', ({ port }) => ({
    what: `the registration of ${port} has a disposer`,
    why: 'in remote it would be given the client, which has nothing to release',
    hint: `let the disposer do nothing for what it does not know: (value) => value instanceof ${port} ? value.close() : undefined`,
  })),
  'container-other-registration': entry<{ port: string; implementation: string; places: string }>(
    'error',
    ({ port, implementation, places }) => ({
      what: `${implementation} is also injected as itself, not as ${port}: ${places}`,
      why: 'those places would go on with an instance of their own in the application',
      hint: `inject ${port} there`,
    }),
  ),
  'container-own-token': entry<{ port: string; implementation: string }>(
    'error',
    ({ port, implementation }) => ({
      what: `${implementation} is registered under its own name, and not under ${port}`,
      why: `who injects it declares the class, and a client is only a ${port}`,
      hint: `extract the class itself: scaffold extract <its file>#${implementation}`,
    }),
  ),
  'container-argument-unknown': entry<{ port: string; parameter: string; reason: string }>(
    'error',
    ({ port, parameter, reason }) => ({
      what: `the constructor of ${port} takes ${parameter}, ${reason}`,
      why: 'the binding calls the constructor only where the port is local, so it has to name what the container would have given',
      hint: `register what ${parameter} stands for by its name`,
    }),
  ),
  'nest-module-unknown': entry<{ port: string }>('error', ({ port }) => ({
    what: `no module was found whose providers contain the one of ${port}`,
    why: 'the service’s process starts the module that provides the port',
    hint: 'list it in the providers of a class with @Module, directly or through a constant',
  })),
  'nest-module-hidden': entry<{ module: string }>('error', ({ module }) => ({
    what: `${module} is not exported`,
    why: 'the service’s process imports it',
    hint: `export class ${module}`,
  })),
  'nest-whole-application': entry<{ module: string; root: string; missing: string }>(
    'warning',
    ({ module, root, missing }) => ({
      what: `${module} cannot start without ${missing}, which it does not import; the service starts ${root} instead`,
      why: 'all of the application is constructed in the service’s process, without its HTTP server',
      hint: `import the modules that provide ${missing} in ${module}`,
    }),
  ),
  'nest-circular': entry<{ port: string; path: string }>('error', ({ port, path }) => ({
    what: `${port} is made with something that needs ${port} again: ${path}`,
    why: 'the service would have to call back into the process it was taken from, or have its own copy of it',
    hint: 'let the other side pass what is needed as a parameter, or take both out together',
  })),
  'nest-entry-point': entry<{ implementation: string; role: string; calls: readonly string[] }>(
    'refuse',
    ({ implementation, role, calls }) => ({
      what: `${implementation} ${role}: Nest itself calls it`,
      why: 'a client does not have what Nest looks for on the class, so nothing would be routed to it any more',
      hint:
        calls.length === 0
          ? `move the work into a class of its own that ${implementation} calls, and extract that`
          : `name what it calls as the target: scaffold inspect ${calls.join(', or ')}`,
    }),
  ),
  'nest-module-makes-it': entry<{ port: string; module: string }>('refuse', ({ port, module }) => ({
    what: `${module} makes ${port} and is alone to call it`,
    why: 'it configures a module of this process: there is no provider that could be bound, and no caller of yours',
    hint: `name a service that uses ${module.split('.')[0] ?? module} as the target`,
  })),
  'nest-event-listener': entry<{ method: string; decorator: string }>('error', ({ method, decorator }) => ({
    what: `${method} listens with @${decorator}`,
    why: 'events are emitted in the application’s process, where in remote nobody listens any more',
    hint: `move ${method} into a class that stays, and let it call the port`,
  })),
  'nest-schedule-moves': entry<{ method: string; decorator: string }>('warning', ({ method, decorator }) => ({
    what: `${method} runs by @${decorator}; in remote it runs in the service alone`,
    why: 'in loopback it does not run, and several instances of the service each run it',
    hint: 'run one instance of the service, or take a lock around the work',
  })),
  'nest-runs-in-both': entry<{ method: string; decorator: string; module: string }>('error', (args) => ({
    what: `${args.method} (@${args.decorator}) is provided by ${args.module}, which the service starts too`,
    why: 'it would run in the application and in the service',
    hint: `move it into a module that does not provide the port`,
  })),
  'nest-hook-in-both': entry<{ method: string; module: string }>('warning', ({ method, module }) => ({
    what: `${method} is called at start in both processes: ${module} is started by the service too`,
    why: 'work that must happen once, such as a migration or a seed, happens twice',
    hint: 'make it safe to repeat, or move it into a module that does not provide the port',
  })),
  'nest-hook-moves': entry<{ method: string }>('info', ({ method }) => ({
    what: `${method} is called by Nest where the implementation is: in remote, in the service alone`,
    why: 'a client has nothing to set up or to release',
    hint: 'none needed',
  })),
  'nest-decorator-without-effect': entry<{ symbol: string; decorator: string }>(
    'info',
    ({ symbol, decorator }) => ({
      what: `@${decorator} on ${symbol} has no effect: Nest applies it to controllers and resolvers`,
      why: 'it does not travel, and nothing is lost',
      hint: 'none needed',
    }),
  ),
  'nest-still-constructed': entry<{ port: string; classes: string }>('info', ({ port, classes }) => ({
    what: `in remote, Nest still constructs what only ${port} uses: ${classes}`,
    why: 'a module’s providers are constructed when it starts, whoever needs them',
    hint: 'none needed unless a constructor connects to something; a connection that only they use can be opened in the service alone',
  })),
  'nest-several-instances': entry<{ port: string; modules: string }>('warning', ({ port, modules }) => ({
    what: `several modules provide ${port}: ${modules}`,
    why: 'each has an instance of its own; as a service there is one for all',
    hint: `provide it in one module, export it there, and import that module in the others`,
  })),
};
