/** Which source of a codebase an import leads to, without looking at packages that are installed. */
import { posix } from 'node:path';
import { ts } from 'ts-morph';
import type { OverlayFiles } from '../overlay.ts';

/** Undefined for what is not of the codebase. */
export type OwnImports = (specifier: string, from: string, options: ts.CompilerOptions) => string | undefined;

/**
 * Relative paths and `paths` are looked up in the list of sources. `baseUrl`, `#imports`, and folders whose package.json says
 * what they are, are the compiler's business.
 */
export function openOwnImports(files: OverlayFiles, known: ReadonlySet<string>): OwnImports {
  const host: ts.ModuleResolutionHost = {
    fileExists: (path) => known.has(path) || (path.endsWith('/package.json') && files.exists(path)),
    readFile: files.read,
    directoryExists: (path) => !path.endsWith('/node_modules'),
    // `paths` are absolute by now.
    getCurrentDirectory: () => '/',
  };
  const leading = leadingTo(known);
  const caches = new Map<ts.CompilerOptions, ts.ModuleResolutionCache>();
  return (specifier, from, options) => {
    if (specifier.startsWith('.')) return sourceAt(known, posix.join(posix.dirname(from), specifier));
    if (specifier.startsWith('node:')) return undefined;
    const candidates = throughPaths(specifier, options);
    const found = firstSource(known, candidates);
    if (found !== undefined) return found;
    const [first = ''] = specifier.split('/');
    const folders =
      options.baseUrl === undefined ? candidates : [...candidates, `${options.baseUrl}/${first}`];
    if (!specifier.startsWith('#') && !folders.some((each) => leading.has(each))) return undefined;
    const cache = caches.get(options) ?? ts.createModuleResolutionCache('/', (path) => path, options);
    caches.set(options, cache);
    return ts.resolveModuleName(specifier, from, options, host, cache).resolvedModule?.resolvedFileName;
  };
}

/** Sources without their extensions, and every folder above one. */
function leadingTo(known: ReadonlySet<string>): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const file of known) {
    paths.add(file.replace(/\.[^./]+$/, ''));
    for (let folder = posix.dirname(file); !paths.has(folder); folder = posix.dirname(folder))
      paths.add(folder);
  }
  return paths;
}

/** What the most exact pattern of `paths` says. */
function throughPaths(specifier: string, { paths = {} }: ts.CompilerOptions): readonly string[] {
  const exact = paths[specifier];
  if (exact !== undefined) return exact;
  let longest = -1;
  let candidates: readonly string[] = [];
  for (const [key, targets] of Object.entries(paths)) {
    const [prefix = '', suffix] = key.split('*');
    if (suffix === undefined || prefix.length <= longest) continue;
    if (specifier.length < prefix.length + suffix.length) continue;
    if (!specifier.startsWith(prefix) || !specifier.endsWith(suffix)) continue;
    longest = prefix.length;
    const rest = specifier.slice(prefix.length, specifier.length - suffix.length);
    candidates = targets.map((each) => each.replace('*', () => rest));
  }
  return candidates;
}

function firstSource(known: ReadonlySet<string>, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const found = sourceAt(known, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

const extensions = ['.ts', '.tsx', '.mts', '.cts', '/index.ts', '/index.tsx', '/index.mts', '/index.cts'];

function sourceAt(known: ReadonlySet<string>, path: string): string | undefined {
  if (known.has(path)) return path;
  const bare = path.replace(/\.([cm]?)jsx?$/, '');
  for (const stem of bare === path ? [path] : [bare, path]) {
    const end = extensions.find((each) => known.has(stem + each));
    if (end !== undefined) return stem + end;
  }
  return undefined;
}
