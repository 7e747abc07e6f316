import { posix } from 'node:path';
import { openCodebase, type OpenedCodebase } from '../analysis/codebase/index.ts';
import { findPort, openProgram, type Overlay, type Program } from '../analysis/index.ts';
import { diagnostic, refuse, succeed, type Outcome } from '../diagnostics/index.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { LiftReport, LiftTarget } from '../extract/analyse/lift/index.ts';
import type { Project } from '../workspace/index.ts';

/** What is lifted, and the program around it as far as it was loaded. */
export interface LiftSource {
  /** Absolute. */
  readonly root: string;
  readonly target: LiftTarget;
  readonly program: Program;
  /** The same program with more files, or with other texts for some. */
  load(more: { readonly entries: readonly string[]; readonly files?: Overlay }): Program;
  /** Files that may call something lifted. Relative to the root. */
  callers(report: LiftReport): readonly string[];
}

/** The port of a module in a scaffolded project. All of the project's code is looked at, tests included. */
export function moduleSource(project: Project, name: string): Outcome<LiftSource> {
  const module = project.modules.find((each) => each.name === name);
  if (module === undefined) {
    const candidates = project.modules.map((each) => each.name);
    return refuse(
      diagnostic('module-unknown', { module: name, candidates, nearest: nearest(name, candidates) }),
    );
  }
  const { files } = project;
  const sources = ['modules', 'apps', 'clients']
    .flatMap((folder) => files.below(folder))
    .filter(isTypeScript);
  const open = (overlay: Overlay, before?: Program): Program =>
    openProgram({
      root: files.root,
      files: overlay,
      entries: sources,
      ...(before === undefined ? {} : { before }),
    });
  const program = open(files.overlay());
  const port = findPort(program, { module: module.folder });
  if (!port.ok) return port;
  return succeed({
    root: files.root,
    target: { file: port.value.entryFile, name: port.value.name },
    program,
    load: (more) => open(new Map([...files.overlay(), ...(more.files ?? [])]), program),
    callers: () => [],
  });
}

const isTypeScript = (path: string): boolean => /\.[mc]?tsx?$/.test(path) && !/\.d\.[mc]?ts$/.test(path);

/** `<file>#<Name>` or `<file>` in any codebase. */
export function fileSource(cwd: string, target: string): Outcome<LiftSource> {
  const opened = openCodebase({ cwd, target, withTests: true });
  if (!opened.ok) return opened;
  const { codebase, port, program, load } = opened.value;
  const { kind, entryFile } = port;
  return succeed(
    {
      root: codebase.root,
      target:
        kind === 'functions' ? { file: entryFile } : { file: entryFile, name: port.exportName ?? port.name },
      program,
      load,
      callers: (report) => callersIn(opened.value, report),
    },
    opened.findings,
  );
}

function callersIn(opened: OpenedCodebase, { names, sources, unnamed }: LiftReport): string[] {
  const { root } = opened.codebase;
  const importersOf = (files: readonly string[]): ReadonlySet<string> =>
    opened.imports.importersOf(files.map((file) => posix.join(root, file)));
  const importers = importersOf(sources);
  const mentioning = names.flatMap((name) => opened.filesMentioning(name));
  const named = mentioning.filter((file) => importers.has(posix.join(root, file)));
  const others = [...importersOf(unnamed)].map((file) => posix.relative(root, file));
  return [...new Set([...named, ...others])].sort();
}
