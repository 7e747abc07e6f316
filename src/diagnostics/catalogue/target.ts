import { entry } from '../diagnostic.ts';

const didYouMean = (nearest: string | undefined, otherwise: string): string =>
  nearest === undefined ? otherwise : `did you mean ${nearest}?`;

const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, 12).join(', ');
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown || 'nothing';
};

/** Findings about the target that a command was given. All of them end it with exit code 2. */
export const targetCatalogue = {
  'target-file-unknown': entry<{ file: string; nearest?: string | undefined; candidates: readonly string[] }>(
    'error',
    ({ file, nearest, candidates }) => ({
      what: `there is no file ${file}`,
      why:
        candidates.length === 0
          ? 'a target is a TypeScript file, with #Name behind it for one of the things it exports'
          : `files of a similar name: ${listed(candidates)}`,
      hint: didYouMean(nearest, 'check the path; it is relative to the folder you are in'),
    }),
  ),
  'target-name-unknown': entry<{
    file: string;
    name: string;
    nearest?: string | undefined;
    candidates: readonly string[];
  }>('error', ({ file, name, nearest, candidates }) => ({
    what: `${file} exports nothing called ${name}`,
    why: `it exports: ${listed(candidates)}`,
    hint: didYouMean(nearest && `${file}#${nearest}`, 'name one of these after the #'),
  })),
  'target-not-exported': entry<{ file: string; name: string }>('error', ({ file, name }) => ({
    what: `${file} declares ${name}, but does not export it`,
    why: 'a client has to name what it stands in for',
    hint: `write export before the declaration of ${name}`,
  })),
  'target-is-the-module': entry<{ file: string; exported: string }>('error', ({ file, exported }) => {
    const name = /^[\w$]+$/.test(exported) ? exported : 'a name';
    return {
      what: `${file} is ${exported}, by export =`,
      why: 'generated code imports what it calls by a name, and such a file exports none',
      hint: `write export { ${name} } in place of it, and import { ${name} } from … where it is imported`,
    };
  }),
  'target-ambiguous': entry<{ file: string; candidates: readonly string[] }>(
    'error',
    ({ file, candidates }) => ({
      what: `${file} exports several things that could be extracted: ${listed(candidates)}`,
      why: 'one interface, class, object or module of functions is extracted at a time',
      hint: `name one of them: ${file}#${candidates[0] ?? 'Name'}`,
    }),
  ),
  'target-not-a-service': entry<{ file: string; name: string; is: string; hint: string }>(
    'error',
    ({ file, name, is, hint }) => ({
      what: `${name} in ${file} is ${is}`,
      why: 'what can be extracted is an interface, an abstract class, a class, an object with methods, or a module of functions',
      hint,
    }),
  ),
  'target-empty': entry<{ file: string }>('error', ({ file }) => ({
    what: `${file} exports nothing that could be extracted`,
    why: 'what can be extracted is an interface, an abstract class, a class, an object with methods, or a module of functions',
    hint: `name a file that exports one of these`,
  })),
  'target-not-typescript': entry<{ file: string }>('error', ({ file }) => ({
    what: `${file} is not a TypeScript file`,
    why: 'the wire form of a call is read from declared types',
    hint: 'name a .ts, .tsx, .mts or .cts file; a .js file has to be given types first',
  })),
  'target-is-declaration': entry<{ file: string }>('error', ({ file }) => ({
    what: `${file} is a declaration file`,
    why: 'it says what some other code looks like; that code is what would be extracted',
    hint: 'name the source file that it was made from',
  })),
  'target-is-generated': entry<{ file: string; sign: string }>('error', ({ file, sign }) => ({
    what: `${file} is generated: ${sign}`,
    why: 'whatever is changed in it is lost when it is generated again',
    hint: 'name the source that it is generated from, or an interface that you write by hand in front of it',
  })),
  'target-outside': entry<{ file: string; root: string }>('error', ({ file, root }) => ({
    what: `${file} lies outside of the project in ${root}`,
    why: 'its settings and its callers are those of another project',
    hint: 'go to the project that the file belongs to, or name it with --cwd <dir>',
  })),
  'target-unreadable': entry<{ file: string; reason: string }>('error', ({ file, reason }) => ({
    what: `${file} cannot be read: ${reason}`,
    why: 'nothing can be said of a file that cannot be read',
    hint: `check the file, for example with: ls -l ${file}`,
  })),
};
