import { entry } from '../diagnostic.ts';

/** Findings about a scaffolded project as a whole. */
export const projectCatalogue = {
  'not-a-project': entry<{ folder: string }>('error', ({ folder }) => ({
    what: `${folder} is not in a project made by scaffold`,
    why: 'there is no scaffold.json in it or in a folder above it',
    hint: 'go to the project’s folder, name it with --cwd <dir>, or make one: scaffold new <name>',
  })),
  'manifest-broken': entry<{ problems: readonly string[] }>('error', ({ problems }) => ({
    what: `scaffold.json cannot be read: ${problems.join('; ')}`,
    why: 'it says which files are generated and which are yours, so nothing is written without it',
    hint: 'restore it with: git checkout scaffold.json',
  })),
  'module-unknown': entry<{ module: string; candidates: readonly string[]; nearest?: string | undefined }>(
    'error',
    ({ module, candidates, nearest }) => ({
      what: `there is no module ${module}`,
      why: `the modules here are: ${candidates.join(', ') || 'none'}`,
      hint: nearest
        ? `did you mean ${nearest}?`
        : 'a module is a folder below modules/ with the exports "." and "./host"',
    }),
  ),
  'module-exists': entry<{ module: string }>('error', ({ module }) => ({
    what: `there is already a module ${module}`,
    why: 'it would be overwritten',
    hint: `choose another name, or look at modules/${module}`,
  })),
  'composition-not-found': entry<{ module: string; file: string; factory: string }>(
    'error',
    ({ module, file, factory }) => ({
      what: `${file} does not call ${factory}`,
      why: `the composition root is where ${module} is put together, and the one line that an extraction changes`,
      hint: `construct it in ${file} with: const ${module} = ${factory}({ … });`,
    }),
  ),
  'composition-shape': entry<{ file: string; expected: string }>('error', ({ file, expected }) => ({
    what: `${file} has no ${expected}`,
    why: 'that is the place where a module is added',
    hint: `add ${expected} to ${file}, or wire the module by hand and run the command with the module’s folder in place`,
  })),
  'composition-not-portable': entry<{ module: string; name: string; file: string }>(
    'error',
    ({ module, name, file }) => ({
      what: `${module} is constructed with ${name}, which exists only in ${file}`,
      why: 'the service’s host constructs the module with the same expression, and there it has only `host`, imports and other modules',
      hint: `build ${name} from \`host\` inside the call, or move it into the module’s ./host`,
    }),
  ),
  'dependency-in-process': entry<{ module: string; dependency: string }>(
    'error',
    ({ module, dependency }) => ({
      what: `${module} uses ${dependency}, which still lives in the monolith`,
      why: 'the new service would have to call back into the process it was taken from',
      hint: `extract ${dependency} first: scaffold extract ${dependency}`,
    }),
  ),
  'routes-not-separable': entry<{ module: string; routes: string }>('error', ({ module, routes }) => ({
    what: `${module} has public routes, but its ./host does not export ${routes}`,
    why: 'with the module elsewhere, its routes stay where they were and need a port to work over',
    hint: `export const ${routes} = (port) => …; from the module’s ./host, and use it in its factory`,
  })),
  'dependencies-not-installed': entry('warning', () => ({
    what: 'the project’s dependencies are not installed',
    why: 'types from packages outside the project are unknown to this check',
    hint: 'npm install',
  })),
  'new-type-errors': entry<{ errors: readonly string[] }>('refuse', ({ errors }) => ({
    what: `the changed project would have ${errors.length} new type error(s): ${errors.slice(0, 5).join(' | ')}`,
    why: 'nothing is written that does not compile as well as before',
    hint: 'this is a fault of scaffold unless the project was changed meanwhile; please report it with this output',
  })),
};
