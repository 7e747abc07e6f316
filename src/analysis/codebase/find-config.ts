/** Which tsconfig.json applies to a file, also where the nearest one only refers to others. */
import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { toPosix, type OverlayFiles } from '../overlay.ts';
import { foldersAbove, isWithin } from './find-folders.ts';

export interface FoundConfig {
  /** Absolute. */
  readonly path: string;
  readonly options: ts.CompilerOptions;
  /** What the compiler says of it that may change how code is read. */
  readonly problems: readonly string[];
}

/** The configuration that includes the file; else the nearest one; undefined where there is none up to the root. */
export type ConfigFinder = (file: string) => FoundConfig | undefined;

/** Every configuration is read once, however many files are asked for. */
export function openConfigs(files: OverlayFiles, root: string): ConfigFinder {
  const inFolder = remember((folder: string) => configsIn(files, folder));
  const configAt = remember((path: string) => readConfig(files, path));
  return (file) => {
    let nearest: ReadConfig | undefined;
    for (const folder of foldersAbove(file).filter((each) => isWithin(each, root))) {
      for (const name of inFolder(folder)) {
        const path = posix.join(folder, name);
        const found = including(files, configAt, path, file, new Set());
        if (found !== undefined) return withoutDetails(found);
        if (name === 'tsconfig.json') nearest ??= configAt(path);
      }
    }
    return nearest && withoutDetails(nearest);
  };
}

function remember<T>(ask: (path: string) => T): (path: string) => T {
  const answers = new Map<string, T>();
  return (path) => {
    const known = answers.get(path);
    if (known !== undefined) return known;
    const answer = ask(path);
    answers.set(path, answer);
    return answer;
  };
}

/** `tsconfig.json` first, then its siblings such as `tsconfig.app.json`; those of tests last. */
function configsIn(files: OverlayFiles, folder: string): string[] {
  const names = files
    .list(folder)
    .map(({ path }) => posix.basename(path))
    .filter((name) => /^tsconfig(?:\.[\w-]+)*\.json$/.test(name));
  const rank = (name: string): number =>
    name === 'tsconfig.json' ? 0 : /spec|test|e2e|lint|eslint/.test(name) ? 2 : 1;
  return names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

interface ReadConfig extends FoundConfig {
  readonly references: readonly string[];
  readonly includes: (file: string) => boolean;
}

const withoutDetails = ({ path, options, problems }: FoundConfig): FoundConfig => ({
  path,
  options,
  problems,
});

function including(
  files: OverlayFiles,
  configAt: (path: string) => ReadConfig,
  path: string,
  file: string,
  seen: Set<string>,
): ReadConfig | undefined {
  if (seen.has(path) || !files.exists(path)) return undefined;
  seen.add(path);
  const config = configAt(path);
  if (config.includes(file)) return config;
  for (const reference of config.references) {
    const found = including(files, configAt, reference, file, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Options at the end of the `extends` chain, comments and trailing commas allowed. Listed files are not looked for. */
function readConfig(files: OverlayFiles, path: string): ReadConfig {
  const folder = posix.dirname(path);
  const { config, error } = ts.readConfigFile(path, files.read) as { config?: object; error?: ts.Diagnostic };
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    fileExists: files.exists,
    readFile: files.read,
    readDirectory: () => [],
  };
  const parsed = ts.parseJsonConfigFileContent(config ?? {}, host, folder, undefined, path);
  const problems = [...(error ? [error] : []), ...parsed.errors.filter(matters)];
  return {
    path,
    options: parsed.options,
    problems: problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
    references: (parsed.projectReferences ?? []).map((each) => configOf(files, toPosix(each.path))),
    includes: inclusion(parsed.raw as RawConfig, folder),
  };
}

/** An option or value that this compiler does not know was written for another version of it. */
const matters = ({ code }: ts.Diagnostic): boolean =>
  ![18002, 18003, 5023, 5025, 6046, 5024, 5102, 5107, 5108].includes(code);

const configOf = (files: OverlayFiles, path: string): string =>
  files.isDirectory(path) ? posix.join(path, 'tsconfig.json') : path;

interface RawConfig {
  readonly files?: unknown;
  readonly include?: unknown;
  readonly exclude?: unknown;
}

function inclusion({ files, include, exclude }: RawConfig, folder: string): (file: string) => boolean {
  const at = (pattern: string): string => toPosix(posix.resolve(folder, pattern));
  const named = new Set(strings(files).map(at));
  const listed = include === undefined && files !== undefined;
  const wanted = (include === undefined ? ['**/*'] : strings(include)).map((each) => patternOf(at(each)));
  const unwanted = strings(exclude).map((each) => patternOf(at(each)));
  const matches = (patterns: readonly RegExp[], file: string): boolean =>
    patterns.some((each) => each.test(file));
  return (file) => named.has(file) || (!listed && matches(wanted, file) && !matches(unwanted, file));
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

/** A pattern of `include` or `exclude`; a folder stands for all that is in it. */
function patternOf(pattern: string): RegExp {
  const source = pattern
    .split('/')
    .map((segment) => (segment === '**' ? segment : segmentSource(segment)))
    .join('/')
    .replaceAll('/**/', '/(?:.+/)?')
    .replace(/\/\*\*$/, '/.+');
  return new RegExp(`^${source}(?:/.+)?$`);
}

const segmentSource = (segment: string): string =>
  segment
    .replace(/[.+^$()|[\]\\{}]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
