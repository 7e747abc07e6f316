import { posix } from 'node:path';
import { minimatch } from 'minimatch';
import { diagnostic, refuse, succeed, type Diagnostic, type Outcome } from '../../../diagnostics/index.ts';
import type { CandidateModule } from '../model.ts';

export interface GivenModule {
  readonly name: string;
  readonly globs: readonly string[];
}

/** `name=glob` options; several with one name add up. */
export function readGivenModules(options: readonly string[]): Outcome<readonly GivenModule[]> {
  const problems: Diagnostic[] = [];
  const globs = new Map<string, string[]>();
  for (const option of options) {
    const at = option.indexOf('=');
    const name = option.slice(0, at).trim();
    const glob = option
      .slice(at + 1)
      .trim()
      .replace(/^\.\//, '');
    if (at < 1 || name === '' || glob === '')
      problems.push(
        diagnostic('value-invalid', {
          name: '--module',
          value: option,
          expected: 'name=glob, e.g. billing="src/billing/**"',
        }),
      );
    else globs.set(name, [...(globs.get(name) ?? []), glob]);
  }
  if (problems.length > 0) return refuse(...problems);
  return succeed([...globs].map(([name, patterns]) => ({ name, globs: patterns })));
}

export interface ExpandedModule {
  readonly module: CandidateModule;
  readonly files: readonly string[];
}

/** The files of each given module. A glob that matches nothing, or a file that two modules claim, is refused. */
export function expandGivenModules(
  given: readonly GivenModule[],
  sources: readonly string[],
): Outcome<readonly ExpandedModule[]> {
  const expanded = given.map(({ name, globs }) => {
    const patterns = globs.map(asPattern);
    const files = sources.filter((path) => patterns.some((glob) => minimatch(path, glob, { dot: true })));
    return { module: { name, paths: foldersOf(patterns), from: 'given' as const }, files };
  });
  const problems = [
    ...given.flatMap(({ name, globs }) =>
      globs
        .filter((glob) => !sources.some((path) => minimatch(path, asPattern(glob), { dot: true })))
        .map((glob) => diagnostic('module-glob-empty', { name, glob, files: sources.length })),
    ),
    ...overlaps(expanded),
  ];
  return problems.length > 0 ? refuse(...problems) : succeed(expanded);
}

/** A folder means everything below it. */
const asPattern = (glob: string): string => {
  if (/[*?{[]/.test(glob) || /\.[cm]?[jt]sx?$/.test(glob)) return glob;
  return `${glob.replace(/\/+$/, '')}/**`;
};

/** The part of each pattern before its first wildcard. */
const foldersOf = (patterns: readonly string[]): string[] => [
  ...new Set(
    patterns.map((pattern) => {
      const fixed = pattern
        .split('/')
        .slice(
          0,
          Math.max(
            0,
            pattern.split('/').findIndex((one) => /[*?{[]/.test(one)),
          ),
        )
        .join('/');
      return /[*?{[]/.test(pattern) ? posix.normalize(fixed === '' ? '.' : fixed) : pattern;
    }),
  ),
];

function overlaps(expanded: readonly ExpandedModule[]): Diagnostic[] {
  return expanded.flatMap((one, index) =>
    expanded.slice(index + 1).flatMap((other) => {
      const known = new Set(one.files);
      const both = other.files.filter((path) => known.has(path));
      if (both.length === 0) return [];
      return [
        diagnostic('module-globs-overlap', {
          one: one.module.name,
          other: other.module.name,
          files: both.slice(0, 3),
          count: both.length,
        }),
      ];
    }),
  );
}
