import { entry } from '../diagnostic.ts';
import { targetCatalogue } from './target.ts';

const didYouMean = (nearest: string | undefined, otherwise: string): string =>
  nearest === undefined ? otherwise : `did you mean ${nearest}?`;

/** Findings about how a command was called. All of them end it with exit code 2. */
export const usageCatalogue = {
  ...targetCatalogue,
  'unknown-command': entry<{ message: string; hint: string }>('error', ({ message, hint }) => ({
    what: message,
    why: 'nothing was done',
    hint,
  })),
  'unknown-option': entry<{ message: string; hint: string }>('error', ({ message, hint }) => ({
    what: message,
    why: 'nothing was done',
    hint,
  })),
  'wrong-arguments': entry<{ message: string; hint: string }>('error', ({ message, hint }) => ({
    what: message,
    why: 'nothing was done',
    hint,
  })),
  'folder-unknown': entry<{ folder: string }>('error', ({ folder }) => ({
    what: `there is no folder ${folder}`,
    why: 'it was named with --cwd',
    hint: 'check the path',
  })),
  'option-without-effect': entry<{ option: string; needs: string }>('error', ({ option, needs }) => ({
    what: `${option} has no effect here`,
    why: 'an option that is passed over in silence looks as if it had been used',
    hint: `${needs}, or leave ${option} out`,
  })),
  'commit-unknown': entry<{ commit: string }>('error', ({ commit }) => ({
    what: `git knows no commit ${commit}`,
    why: 'the contracts that are compared with are read from it',
    hint: 'name a branch, a tag or a commit of this repository; in CI, fetch its history first',
  })),
  'advise-folder-unknown': entry<{ folder: string }>('error', ({ folder }) => ({
    what: `there is no folder ${folder}`,
    why: 'it was named as the codebase to look at',
    hint: 'check the path; without one, the current folder is looked at',
  })),
  'answers-missing': entry<{ flags: readonly string[] }>('error', ({ flags }) => ({
    what: `${flags.length === 1 ? 'one answer is' : `${flags.length} answers are`} missing: ${flags.join('  ')}`,
    why: 'there is no terminal to ask in, and nothing is guessed',
    hint: 'give them as flags or in a file with --answers <file>, or take the defaults with --yes',
  })),
  'answers-unreadable': entry<{ file: string; reason: string }>('error', ({ file, reason }) => ({
    what: `the answers file ${file} cannot be read: ${reason}`,
    why: 'it must be a file with one JSON object',
    hint: 'for example: { "Q2-team": 12, "Q3-observe": "yes", "modules": ["users", "orders"] }',
  })),
  'answers-unknown-key': entry<{ file: string; key: string; nearest?: string | undefined }>(
    'error',
    ({ file, key, nearest }) => ({
      what: `${file} has an unknown key "${key}"`,
      why: 'a key that is not understood is never passed over',
      hint: didYouMean(nearest, 'the keys are listed in schemas/answers.json of this package'),
    }),
  ),
  'value-invalid': entry<{ name: string; value: string; expected: string }>(
    'error',
    ({ name, value, expected }) => ({
      what: `${name} cannot be ${value}`,
      why: `it takes ${expected}`,
      hint: `change ${name}`,
    }),
  ),
  'signal-unknown': entry<{ id: string; nearest?: string | undefined; candidates: readonly string[] }>(
    'error',
    ({ id, nearest, candidates }) => ({
      what: `there is no signal ${id}`,
      why: `the signals are: ${candidates.join(', ')}`,
      hint: didYouMean(nearest, 'for example: --signal S-autonomy=yes'),
    }),
  ),
  'name-invalid': entry<{ name: string; reason: string; suggestion?: string | undefined }>(
    'error',
    ({ name, reason, suggestion }) => ({
      what: `a project cannot be called "${name}": ${reason}`,
      why: 'the name becomes the scope of its packages, the prefix of its database roles and part of host names',
      hint:
        suggestion === undefined ? 'choose another name, for example: my-shop' : `for example: ${suggestion}`,
    }),
  ),
  'folder-not-empty': entry<{ folder: string }>('error', ({ folder }) => ({
    what: `${folder} already exists and is not an empty folder`,
    why: 'nothing that is there is ever overwritten',
    hint: 'choose another path, or move what is there',
  })),
  'module-name-invalid': entry<{ module: string; reason: string }>('error', ({ module, reason }) => ({
    what: `a module cannot be called "${module}": ${reason}`,
    why: 'the name becomes a folder, a package, a database schema and a variable',
    hint: 'use lower-case words joined by hyphens, for example: order-history',
  })),
  'module-repeated': entry<{ module: string }>('error', ({ module }) => ({
    what: `the module ${module} is named twice`,
    why: 'each module is a folder of its own',
    hint: 'name each module once',
  })),
  'module-not-declared': entry<{
    module: string;
    usedBy: string;
    nearest?: string | undefined;
    candidates: readonly string[];
  }>('error', ({ module, usedBy, nearest, candidates }) => ({
    what:
      usedBy === module
        ? `there is no module ${module} that could use others`
        : `${usedBy} uses ${module}, which is not among the modules`,
    why: `the modules are: ${candidates.join(', ') || 'none'}`,
    hint: didYouMean(nearest, `add ${module} to --modules`),
  })),
  'module-uses-itself': entry<{ module: string }>('error', ({ module }) => ({
    what: `${module} uses itself`,
    why: 'a module always has its own code at hand',
    hint: `leave ${module} out of what ${module} uses`,
  })),
  'module-circle': entry<{ circle: readonly string[] }>('error', ({ circle }) => ({
    what: `the modules use each other in a circle: ${circle.join(' → ')}`,
    why: 'none of them could be built, understood or extracted without the others',
    hint: `drop one of these uses, or make one module of ${circle.slice(1).join(', ')}`,
  })),
  'reason-missing': entry<{ accepted: readonly string[] }>('error', ({ accepted }) => ({
    what: `no reason is given for accepting ${accepted.join(', ')}`,
    why: 'whoever meets the consequence later should find out why it was accepted',
    hint: 'add --reason "<why this is all right here>"',
  })),
  'system-unknown': entry<{ system: string; nearest?: string | undefined; candidates: readonly string[] }>(
    'error',
    ({ system, nearest, candidates }) => ({
      what: `there is no system ${system}`,
      why: `what can be added: ${candidates.join(', ')}`,
      hint: didYouMean(nearest, 'scaffold add --help says what each of them is'),
    }),
  ),
  'system-name-unused': entry<{ system: string; name: string }>('error', ({ system, name }) => ({
    what: `${system} is added without a name, and "${name}" was given`,
    why: 'only a module has a name of its own',
    hint: `scaffold add ${system}`,
  })),
  'system-absent': entry<{ system: string; present: readonly string[] }>('error', ({ system, present }) => ({
    what: `this project does not have ${system}`,
    why: present.length === 0 ? 'it has no systems' : `the systems that it has: ${present.join(', ')}`,
    hint: `scaffold add ${system} brings it in`,
  })),
  'system-needed': entry<{ system: string; by: readonly string[] }>('error', ({ system, by }) => ({
    what: `${system} cannot be taken out while the project has ${by.join(', ')}`,
    why: `${by.length === 1 ? 'that stands' : 'these stand'} on it`,
    hint: `take out ${by.join(', ')} first: ${by.map((id) => `scaffold remove ${id}`).join(', ')}`,
  })),
  'module-glob-empty': entry<{ name: string; glob: string; files: number }>(
    'error',
    ({ name, glob, files }) => ({
      what: `the glob ${glob} of module ${name} matches no source file`,
      why: `nothing would be measured for it; ${files} source files were compared, by their path from the root`,
      hint: 'quote the glob, and start it at the root of the codebase: --module billing="src/billing/**"',
    }),
  ),
  'module-globs-overlap': entry<{ one: string; other: string; files: readonly string[]; count: number }>(
    'error',
    ({ one, other, files, count }) => ({
      what: `the modules ${one} and ${other} both claim ${count} ${count === 1 ? 'file' : 'files'}: ${files.join(', ')}${count > files.length ? ', …' : ''}`,
      why: 'a file has one owner, or no figure of either module would be true',
      hint: `narrow the glob of ${one} or of ${other}`,
    }),
  ),
  interrupted: entry('error', () => ({
    what: 'interrupted',
    why: 'nothing was written',
    hint: 'run the command again when you are ready',
  })),
  'internal-error': entry<{ message: string; details: string }>('error', ({ message, details }) => ({
    what: `scaffold itself failed: ${message}`,
    why: 'this is a fault of scaffold, not of your input',
    hint: `please report it to the maintainers of scaffold with the details in: ${details}`,
  })),
  'load-target-missing': entry('error', () => ({
    what: 'the address to test is missing',
    why: 'a load test needs something to send requests to',
    hint: 'scaffold advise load http://127.0.0.1:3000/ (to advise on a folder called load, write ./load)',
  })),
  'load-target-invalid': entry<{ target: string }>('error', ({ target }) => ({
    what: `${target} is not an address that can be tested`,
    why: 'it must be an http or https URL without a user and password: those go into --header',
    hint: 'for example: http://127.0.0.1:3000/orders',
  })),
  'load-target-remote': entry<{ host: string }>('error', ({ host }) => ({
    what: `${host} is not this machine`,
    why: 'a load test can take a system down, and somebody else’s must not be tested without asking',
    hint: 'if it is yours to test, add --allow-remote',
  })),
};
