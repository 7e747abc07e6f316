import { entry } from '../diagnostic.ts';

const some = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');

/** Findings about a codebase as a whole: its settings, its packages, and what an analyser could not look at. */
export const codebaseCatalogue = {
  'tsconfig-missing': entry<{ folder: string }>('warning', ({ folder }) => ({
    what: `there is no tsconfig.json for ${folder}`,
    why: 'the code is read with the settings of a strict ES module, which may not be those it is compiled with',
    hint: `write a tsconfig.json next to the package.json: npx tsc --init`,
  })),
  'tsconfig-broken': entry<{ file: string; problems: readonly string[]; install?: string }>(
    'error',
    ({ file, problems, install }) => ({
      what: `${file} cannot be read in full: ${problems.join('; ')}`,
      why: 'with other settings the same code has other types, so what is found may not hold',
      hint:
        install === undefined
          ? `correct it until this shows your settings: npx tsc --showConfig -p ${file}`
          : `install what it extends: ${install}`,
    }),
  ),
  'packages-not-installed': entry<{ packages: readonly string[]; install: string }>(
    'error',
    ({ packages, install }) => ({
      what: `${packages.length === 1 ? 'a package is' : `${packages.length} packages are`} not installed: ${some(packages)}`,
      why: 'every type that comes from there reads as any, so neither what is sent nor who calls is known',
      hint: `install them first: ${install}`,
    }),
  ),
  'import-not-resolved': entry<{ specifiers: readonly string[] }>('warning', ({ specifiers }) => ({
    what: `${specifiers.length === 1 ? 'an import leads' : `${specifiers.length} imports lead`} nowhere: ${some(specifiers)}`,
    why: 'every type that comes from there reads as any',
    hint: 'generate the missing files first (a client, a schema, translations), or correct the import',
  })),
  'baseline-errors': entry<{ errors: number; files: number; first: string }>(
    'info',
    ({ errors, files, first }) => ({
      what: `the compiler reports ${errors} ${errors === 1 ? 'error' : 'errors'} in the ${files} ${files === 1 ? 'file' : 'files'} looked at, as they are now: ${first}`,
      why: 'an extraction is held against this: not one error more',
      hint: 'none needed; to see them all: npx tsc --noEmit',
    }),
  ),
  'analyser-failed': entry<{ analyser: string; unknown: string; message: string }>(
    'error',
    ({ analyser, unknown, message }) => ({
      what: `the analyser ${analyser} failed: ${message}`,
      why: `this was not looked at: ${unknown}`,
      hint: 'this is a fault of scaffold; please report it with the declaration that stands there',
    }),
  ),
};
