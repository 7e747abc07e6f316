import { posix } from 'node:path';
import { ts } from 'ts-morph';

/** What a tsconfig says of import paths. Paths are relative to the codebase's root, with `/`. */
export interface Aliases {
  /** Folder that bare paths start from, where there is one. */
  readonly baseUrl: string | undefined;
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
}

/**
 * The aliases of a tsconfig or jsconfig, those that it extends included. A config that extends a package which is not
 * installed still gives its own. `read` takes a path relative to the root.
 */
export function readAliases(path: string, read: (path: string) => string | undefined): Aliases {
  const relative = (absolute: string): string => posix.relative('/', absolute);
  const readFile = (absolute: string): string | undefined => read(relative(absolute));
  const file = `/${path}`;
  const { config } = ts.readConfigFile(file, readFile) as { config?: object };
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    fileExists: (absolute) => readFile(absolute) !== undefined,
    readFile,
    readDirectory: () => [],
  };
  const { options } = ts.parseJsonConfigFileContent(config ?? {}, host, posix.dirname(file), undefined, file);
  const { baseUrl, paths = {} } = options;
  const { pathsBasePath } = options as { readonly pathsBasePath?: string };
  const from = baseUrl ?? pathsBasePath ?? posix.dirname(file);
  return {
    baseUrl: baseUrl === undefined ? undefined : relative(baseUrl),
    paths: Object.entries(paths).map(([pattern, targets]) => ({
      pattern,
      targets: targets.map((target) => relative(posix.resolve(from, target))),
    })),
  };
}
