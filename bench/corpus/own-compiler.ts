/** The codebase's own type check, run over texts that are not on its disk. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import type TypeScript from 'typescript';
import bundled from 'typescript';
import type { CompilerError } from '../../src/analysis/index.ts';

type Compiler = typeof TypeScript;

/** Texts over the disk, by absolute path; `undefined` hides a file. */
export type Texts = ReadonlyMap<string, string | undefined>;

export interface OwnCheck {
  /** Version of the compiler: the codebase's own, or ours where that one cannot be called from a program. */
  readonly version: string;
  /** All errors of the program, as `tsc -p` reports them. */
  errors(changed: Texts): CompilerError[];
}

/** Each check starts from the same first one: what a change cannot have touched is not checked again. */
export function openOwnCheck(root: string, tsconfig: string): OwnCheck {
  const compiler = compilerOf(dirname(tsconfig));
  const { options, fileNames } = readOwnConfig(compiler, tsconfig);
  const known = new Map<string, TypeScript.SourceFile | undefined>();
  const build = (changed: Texts, before?: TypeScript.SemanticDiagnosticsBuilderProgram) => {
    const host = compiler.createIncrementalCompilerHost(options, systemOver(compiler, changed));
    const load = host.getSourceFile.bind(host);
    host.getSourceFile = (file, ...how) => {
      if (changed.has(file)) return load(file, ...how);
      if (!known.has(file)) known.set(file, load(file, ...how));
      return known.get(file);
    };
    const added = [...changed.keys()].filter((file) => /(?<!\.d)\.[cm]?tsx?$/.test(file));
    const entries = [...new Set([...fileNames, ...added])].filter((file) => host.fileExists(file));
    return compiler.createSemanticDiagnosticsBuilderProgram(entries, options, host, before);
  };
  const first = build(new Map());
  first.getSemanticDiagnostics();
  return {
    version: compiler.version,
    errors: (changed) => errorsOf(compiler, root, changed.size === 0 ? first : build(changed, first)),
  };
}

function errorsOf(
  compiler: Compiler,
  root: string,
  program: TypeScript.SemanticDiagnosticsBuilderProgram,
): CompilerError[] {
  const { declaration, composite } = program.getCompilerOptions();
  const found = [
    ...program.getSyntacticDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSemanticDiagnostics(),
    ...(declaration === true || composite === true ? program.getDeclarationDiagnostics() : []),
  ].filter(({ category }) => category === compiler.DiagnosticCategory.Error);
  return found.map(({ file, start, code, messageText }) => {
    const at = file?.getLineAndCharacterOfPosition(start ?? 0) ?? { line: 0, character: 0 };
    return {
      file: file === undefined ? '' : relative(root, file.fileName),
      line: at.line + 1,
      column: at.character + 1,
      code,
      message: compiler.flattenDiagnosticMessageText(messageText, '\n'),
    };
  });
}

function readOwnConfig(compiler: Compiler, tsconfig: string) {
  const { config } = compiler.readConfigFile(tsconfig, compiler.sys.readFile) as { config?: object };
  const parsed = compiler.parseJsonConfigFileContent(
    config ?? {},
    compiler.sys,
    dirname(tsconfig),
    undefined,
    tsconfig,
  );
  // A later compiler refuses what an older one was told; its own defaults would change what is checked.
  const ours = compiler === bundled ? { ignoreDeprecations: '6.0' } : {};
  const options = { ...parsed.options, ...ours, noEmit: true, composite: false, incremental: false };
  delete options.tsBuildInfoFile;
  return { options, fileNames: parsed.fileNames };
}

function systemOver(compiler: Compiler, changed: Texts): TypeScript.System {
  const { sys } = compiler;
  const folders = new Set([...changed.keys()].flatMap(foldersAbove));
  return {
    ...sys,
    fileExists: (path) => (changed.has(path) ? changed.get(path) !== undefined : sys.fileExists(path)),
    readFile: (path, encoding) => (changed.has(path) ? changed.get(path) : sys.readFile(path, encoding)),
    directoryExists: (path) => folders.has(path) || sys.directoryExists(path),
  };
}

function foldersAbove(file: string): string[] {
  const folder = dirname(file);
  return folder === file ? [] : [folder, ...foldersAbove(folder)];
}

/** TypeScript 7 has no such function: there the compiler of this repository checks in its place. */
function compilerOf(folder: string): Compiler {
  try {
    const own = createRequire(join(folder, 'package.json'))('typescript') as Partial<Compiler>;
    return own.createIncrementalCompilerHost === undefined ? bundled : (own as Compiler);
  } catch {
    return bundled;
  }
}

/** The nearest tsconfig.json above each file: the programs that a change of these files is checked in. */
export function configsFor(root: string, files: readonly string[]): string[] {
  const found = files.flatMap((file) => {
    const folders = foldersAbove(resolve(root, file)).filter(
      (folder) => folder === root || folder.startsWith(`${root}/`),
    );
    return folders.map((folder) => join(folder, 'tsconfig.json')).find(bundled.sys.fileExists) ?? [];
  });
  return [...new Set(found)].sort();
}

/** Milliseconds on the processor, as for the targets: a machine that is busy otherwise does not count. */
export function timeOwnCompiler(tsconfigs: readonly string[]): number {
  return tsconfigs.map(timeOf).reduce((sum, each) => sum + each, 0);
}

function timeOf(tsconfig: string): number {
  const command = 'npx --no-install tsc --noEmit -p "$0" >/dev/null 2>&1; times';
  const ran = spawnSync('sh', ['-c', command, tsconfig], { cwd: dirname(tsconfig), encoding: 'utf8' });
  const [user = 0, system = 0] = [...(ran.stdout.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  return (user + system) * 1000;
}
