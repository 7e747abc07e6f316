/** Habits of a codebase that generated code follows. */
import { posix, relative } from 'node:path';
import { toPosix, type OverlayFiles } from '../overlay.ts';
import type { ImportStyle, TestRunner } from './codebase.ts';
import type { PackageJson } from './json.ts';
import { isWithin } from './find-folders.ts';

/** How most relative imports end, in the target and what lies near it. */
export function importStyleOf(
  files: OverlayFiles,
  target: string,
  moduleKind: 'esm' | 'commonjs',
): ImportStyle {
  const folder = posix.dirname(target);
  const near = [folder, posix.dirname(folder)].flatMap((each) => files.list(each));
  const texts = [target, ...near.map(({ path }) => path).filter((path) => /\.[cm]?tsx?$/.test(path))].slice(
    0,
    40,
  );
  const counts: Record<ImportStyle, number> = { ts: 0, js: 0, none: 0 };
  for (const text of texts.map((path) => files.read(path) ?? '')) {
    for (const [, specifier = ''] of text.matchAll(/\bfrom\s*['"](\.[^'"]*)['"]/g)) {
      if (/\.[cm]?tsx?$/.test(specifier)) counts.ts += 1;
      else if (/\.[cm]?jsx?$/.test(specifier)) counts.js += 1;
      else if (!/\.\w+$/.test(specifier)) counts.none += 1;
    }
  }
  const styles: readonly ImportStyle[] = moduleKind === 'esm' ? ['js', 'none', 'ts'] : ['none', 'js', 'ts'];
  const best = Math.max(...Object.values(counts));
  return best === 0 ? 'none' : (styles.find((each) => counts[each] === best) ?? 'none');
}

export function testRunnerOf(manifests: readonly (PackageJson | undefined)[]): TestRunner {
  for (const manifest of manifests) {
    const scripts = Object.entries(manifest?.scripts ?? {})
      .filter(([name]) => name.startsWith('test'))
      .map(([, text]) => text)
      .join(' ');
    const known = (['vitest', 'jest', 'mocha'] as const).find(
      (name) => new RegExp(`\\b${name}\\b`).test(scripts) || manifest?.dependencies[name] !== undefined,
    );
    if (known !== undefined) return known;
    if (/\bnode\b.*--test\b/.test(scripts)) return 'node';
  }
  return 'none';
}

/** The folder that holds the sources: `rootDir` below the package, else `src`, else the first folder above the target. */
export function sourceRootOf(
  root: string,
  folder: string,
  target: string,
  rootDir: string | undefined,
): string {
  if (rootDir !== undefined && isWithin(target, rootDir) && rootDir !== folder && isWithin(rootDir, folder))
    return toPosix(relative(root, rootDir));
  const inside = toPosix(relative(folder, posix.dirname(target)))
    .split('/')
    .filter(Boolean);
  const source = inside.indexOf('src');
  const kept = source >= 0 ? inside.slice(0, source + 1) : inside.slice(0, 1);
  return toPosix(relative(root, posix.join(folder, ...kept)));
}
