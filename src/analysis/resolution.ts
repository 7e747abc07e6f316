/** Where imports lead: found once for all programs of a codebase in which the answers are the same. */
import { ts } from 'ts-morph';
import type { Overlay } from './overlay.ts';

export interface Resolution {
  readonly cache: ts.ModuleResolutionCache;
  /** Two programs with the same key find the same files. */
  readonly key: string;
}

export interface ResolutionRequest {
  readonly root: string;
  readonly options: ts.CompilerOptions;
  readonly files: Overlay;
  readonly before: Resolution | undefined;
}

export function openResolution({ root, options, files, before }: ResolutionRequest): Resolution {
  const key = keyOf(options, files);
  if (before?.key === key) return before;
  return { key, cache: ts.createModuleResolutionCache(root, (path) => path, options) };
}

/** Of texts in memory only those of package.json say where imports lead; of the others it matters that they are there. */
function keyOf(options: ts.CompilerOptions, files: Overlay): string {
  const { strictNullChecks: _, ...relevant } = options;
  const present = [...files].map(([path, text]) => [
    path,
    path.endsWith('package.json') ? (text ?? false) : text !== undefined,
  ]);
  return JSON.stringify([relevant, present.sort()]);
}

/** What the compiler does by itself, with a cache that outlives one program. */
export const moduleResolver =
  ({ cache }: Resolution, host: ts.ModuleResolutionHost): ts.CompilerHost['resolveModuleNameLiterals'] =>
  (literals, from, redirected, options, file) =>
    literals.map((literal) =>
      ts.resolveModuleName(
        literal.text,
        from,
        options,
        host,
        cache,
        redirected,
        ts.getModeForUsageLocation(file, literal, options),
      ),
    );
