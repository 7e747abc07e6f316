/** Opens just as much of a codebase as one target needs: what it imports, and the files that use it. */
import { posix, relative, resolve } from 'node:path';
import type { ts } from 'ts-morph';
import { diagnostic, refuse, succeed, type Diagnostic, type Outcome } from '../../diagnostics/index.ts';
import { readCompilerOptions } from '../compiler-options.ts';
import type { LocatedPort } from '../located-port.ts';
import { overlayFiles, toPosix, type Overlay, type OverlayFiles } from '../overlay.ts';
import { portParts } from '../port-methods.ts';
import { portSymbol } from '../port-symbol.ts';
import { openProgram, type Program } from '../program.ts';
import type { Codebase } from './codebase.ts';
import { findConfig } from './find-config.ts';
import { isWithin } from './find-folders.ts';
import { findTarget } from './find-target.ts';
import { openImportMap } from './import-map.ts';
import { importFindings } from './missing-packages.ts';
import { withDefaults } from './project-options.ts';
import { readCodebase, type ReadCodebase } from './read-codebase.ts';
import { sourceFiles } from './source-files.ts';
import { checkTarget, parseTarget } from './target-path.ts';
import { namesToLookFor, usesAny, type Names } from './users.ts';

export interface CodebaseRequest {
  /** Absolute folder that the target is relative to. */
  readonly cwd: string;
  /** `<file>#<Name>` or `<file>`. */
  readonly target: string;
  /** Texts over the disk, by path relative to `cwd`. */
  readonly files?: Overlay;
  /** Leave out what only tests use; they are loaded otherwise. */
  readonly withTests?: boolean;
}

export interface OpenedCodebase {
  readonly codebase: Codebase;
  readonly program: Program;
  readonly port: LocatedPort;
  /** Files that were loaded because they use the target, relative to the root. */
  readonly users: readonly string[];
  /** How many source files the codebase has; the program holds fewer. */
  readonly sources: number;
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
  const entry = toPosix(relative(root, file));
  const overlay = rebased(request.files, cwd, root);
  const alone = openProgram(programRequest(read, overlay, [entry]));
  const shallow = findTarget(alone, entry, name);
  if (!shallow.ok) return { ok: false, findings: [...read.findings, ...shallow.findings] };
  const { users, sources } = findUsers(files, read, file, {
    ...namesToLookFor(shallow.value, methodNames(alone, shallow.value)),
    tests: request.withTests ?? false,
  });
  const program = openProgram({ ...programRequest(read, overlay, [entry, ...users]), before: alone });
  const port = findTarget(program, entry, name);
  if (!port.ok) return { ok: false, findings: [...read.findings, ...port.findings] };
  const findings: Diagnostic[] = [...read.findings, ...importFindings(files, read.codebase, program, alone)];
  return succeed({ codebase: read.codebase, program, port: port.value, users, sources }, findings);
}

const rebased = (files: Overlay | undefined, cwd: string, root: string): Overlay =>
  new Map(
    [...(files ?? [])].map(([path, text]) => [toPosix(relative(root, posix.resolve(cwd, path))), text]),
  );

const programRequest = ({ codebase, options }: ReadCodebase, files: Overlay, entries: readonly string[]) => ({
  root: codebase.root,
  packages: codebase.packages,
  options,
  files,
  entries,
});

function methodNames(program: Program, port: LocatedPort): string[] {
  const symbol = portSymbol(program, port);
  return symbol === undefined ? [] : portParts(program, port.kind, symbol).methods.map(({ name }) => name);
}

/** Files that import the target, through whatever chain, and mention it or one of its methods. */
function findUsers(
  files: OverlayFiles,
  read: ReadCodebase,
  target: string,
  names: Names & { readonly tests: boolean },
): { users: string[]; sources: number } {
  const { root } = read.codebase;
  const sources = sourceFiles(files, { root, members: read.members });
  const map = openImportMap(files, { sources, optionsFor: optionsByFolder(files, read, target) });
  const importers = [...map.importersOf([target])].filter((each) => each !== target);
  const users = usesAny(importers, map, names);
  return { users: users.map((each) => toPosix(relative(root, each))).sort(), sources: sources.length };
}

/** Each folder has the options of its own tsconfig.json; those of the target are the usual ones. */
function optionsByFolder(
  files: OverlayFiles,
  { codebase, options }: ReadCodebase,
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
  const byFolder = new Map<string, ts.CompilerOptions>([[posix.dirname(target), usual]]);
  return (file) => {
    const folder = posix.dirname(file);
    const known = byFolder.get(folder);
    if (known !== undefined) return known;
    const foreign = codebase.packages.find(({ directory }) =>
      isWithin(file, posix.join(codebase.root, directory)),
    );
    const inOwn = isWithin(file, own) && (codebase.folder !== '' || foreign === undefined);
    const config = inOwn ? undefined : findConfig(files, codebase.root, file);
    const found =
      config === undefined
        ? usual
        : readCompilerOptions(files, { ...request, own: withDefaults(config.options, codebase.typescript) });
    byFolder.set(folder, found);
    return found;
  };
}
