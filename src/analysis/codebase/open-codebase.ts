/** Opens just as much of a codebase as one target needs: what it imports, and the files that use it. */
import { posix, relative, resolve } from 'node:path';
import type { ts } from 'ts-morph';
import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import { readCompilerOptions, type Purpose } from '../compiler-options.ts';
import type { LocatedPort } from '../located-port.ts';
import { overlayFiles, toPosix, type Overlay, type OverlayFiles } from '../overlay.ts';
import { portParts } from '../port-methods.ts';
import { portSymbol } from '../port-symbol.ts';
import { openProgram, type Program } from '../program.ts';
import { isTestFile } from '../test-files.ts';
import type { Codebase } from './codebase.ts';
import { openConfigs } from './find-config.ts';
import { isWithin } from './find-folders.ts';
import { findTarget } from './find-target.ts';
import { openImportMap, type ImportMap } from './import-map.ts';
import { importFindings } from './missing-packages.ts';
import { withDefaults } from './project-options.ts';
import { readCodebase, type ReadCodebase } from './read-codebase.ts';
import { sourceFiles } from './source-files.ts';
import { checkTarget, parseTarget } from './target-path.ts';
import { namesToLookFor, usersAmong, wordPattern } from './users.ts';
import { withWorkspaceLinks } from './workspace-links.ts';

export interface CodebaseRequest {
  /** Folder that the target is relative to. */
  readonly cwd: string;
  /** `<file>#<Name>` or `<file>`. */
  readonly target: string;
  /** Texts over the disk, by path relative to `cwd`. */
  readonly files?: Overlay;
  /** Load tests that use the target too. */
  readonly withTests?: boolean;
  /** A target of the same codebase that was opened before: what did not change since is not read again. */
  readonly before?: OpenedCodebase;
}

export interface LoadRequest {
  /** More files to load, relative to the root. */
  readonly entries?: readonly string[];
  /** Texts over the disk, relative to the root. */
  readonly files?: Overlay;
  readonly purpose?: Purpose;
}

export interface OpenedCodebase {
  readonly codebase: Codebase;
  readonly program: Program;
  readonly port: LocatedPort;
  /** Files that were loaded because they use the target, relative to the root. */
  readonly users: readonly string[];
  /** Every source file of the codebase, relative to the root; the program holds fewer. */
  readonly sources: readonly string[];
  /** Source files with a word in their text, relative to the root. */
  filesMentioning(word: string): string[];
  /** The same program with more files, or with some changed. */
  load(request: LoadRequest): Program;
  /** Texts and imports of the sources as they were read. */
  readonly imports: ImportMap;
}

export function openCodebase(request: CodebaseRequest): Outcome<OpenedCodebase> {
  const cwd = toPosix(resolve(request.cwd));
  const files = overlayFiles(cwd, request.files ?? new Map());
  const target = checkTarget(files, cwd, parseTarget(cwd, request.target));
  if (!target.ok) return target;
  const { file, name } = target.value;
  const read = readCodebase(files, file);
  const { root } = read.codebase;
  if (!isWithin(file, cwd) && !isWithin(cwd, root))
    return refuse(diagnostic('target-outside', { file: toPosix(relative(cwd, file)), root: cwd }));
  const before = request.before?.codebase.root === root ? request.before : undefined;
  const entry = toPosix(relative(root, file));
  const open = programOpener(read, rebased(request.files, cwd, root));
  const alone = open({ entries: [entry], ...(before ? { before: before.program } : {}) });
  const shallow = findTarget(alone, entry, name);
  if (!shallow.ok) return { ok: false, findings: [...read.findings, ...shallow.findings] };
  const sources = sourceFiles(files, { root, members: read.members });
  const imports =
    before?.imports ?? openImportMap(files, { sources, optionsFor: optionsByFolder(files, read, file) });
  const names = namesToLookFor(shallow.value, methodNames(alone, shallow.value));
  const importers = [...imports.importersOf([file])].filter((each) => each !== file);
  const inRoot = (path: string): string => toPosix(relative(root, path));
  const wanted = request.withTests ? importers : importers.filter((each) => !isTestFile(inRoot(each)));
  const users = usersAmong(wanted, file, imports, names).map(inRoot).sort();
  const program = open({ entries: [entry, ...users], before: alone });
  const port = findTarget(program, entry, name);
  if (!port.ok) return { ok: false, findings: [...read.findings, ...port.findings] };
  const opened: OpenedCodebase = {
    codebase: read.codebase,
    program,
    port: port.value,
    users,
    sources: sources.map(inRoot),
    filesMentioning: (word) => filesMentioning(sources, imports, word).map(inRoot),
    load: ({ entries = [], ...more }) =>
      open({ entries: [entry, ...users, ...entries], before: program, ...more }),
    imports,
  };
  return succeed(opened, [...read.findings, ...importFindings(files, read.codebase, program, alone)]);
}

const filesMentioning = (sources: readonly string[], imports: ImportMap, word: string): string[] => {
  const pattern = wordPattern([word]);
  return sources.filter((each) => pattern.test(imports.text(each)));
};

const rebased = (files: Overlay | undefined, cwd: string, root: string): Overlay =>
  new Map(
    [...(files ?? [])].map(([path, text]) => [toPosix(relative(root, posix.resolve(cwd, path))), text]),
  );

type Opener = (request: LoadRequest & { readonly before?: Program }) => Program;

const programOpener =
  ({ codebase, options }: ReadCodebase, overlay: Overlay): Opener =>
  ({ entries = [], files, purpose, before }) =>
    openProgram({
      root: codebase.root,
      packages: codebase.packages,
      options,
      entries,
      files: new Map([...overlay, ...(files ?? [])]),
      ...(purpose === undefined ? {} : { purpose }),
      ...(before === undefined ? {} : { before }),
    });

function methodNames(program: Program, port: LocatedPort): string[] {
  const symbol = portSymbol(program, port);
  return symbol === undefined ? [] : portParts(program, port.kind, symbol).methods.map(({ name }) => name);
}

/** Each folder has the options of its own tsconfig.json; those of the target are the usual ones. */
function optionsByFolder(
  files: OverlayFiles,
  { codebase, options, members }: ReadCodebase,
  target: string,
): (file: string) => ts.CompilerOptions {
  const request = {
    root: codebase.root,
    entries: [target],
    packages: codebase.packages,
    purpose: 'analyse',
  } as const;
  const usual = readCompilerOptions(files, { ...request, own: options });
  const own = posix.join(codebase.root, codebase.folder);
  const configOf = openConfigs(withWorkspaceLinks(files, members), codebase.root);
  const byFolder = new Map<string, ts.CompilerOptions>([[posix.dirname(target), usual]]);
  return (file) => {
    const folder = posix.dirname(file);
    const known = byFolder.get(folder);
    if (known !== undefined) return known;
    const foreign = codebase.packages.find(({ directory }) =>
      isWithin(file, posix.join(codebase.root, directory)),
    );
    const inOwn = isWithin(file, own) && (codebase.folder !== '' || foreign === undefined);
    const config = inOwn ? undefined : configOf(file);
    const found =
      config === undefined
        ? usual
        : readCompilerOptions(files, { ...request, own: withDefaults(config.options, codebase.typescript) });
    byFolder.set(folder, found);
    return found;
  };
}
