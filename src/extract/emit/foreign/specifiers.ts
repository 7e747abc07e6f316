/** Imports of emitted code, written as the codebase writes its own. */
import { posix } from 'node:path';
import type { ImportStyle } from '../../../analysis/codebase/codebase.ts';

/** How one file of the codebase imports another; both relative to the root. */
export function relativeSpecifier(fromFile: string, toFile: string, style: ImportStyle): string {
  const path = posix.relative(posix.dirname(fromFile), toFile);
  const dotted = path.startsWith('.') ? path : `./${path}`;
  return styled(dotted, style);
}

const scriptForms: Readonly<Record<string, string>> = { ts: 'js', tsx: 'js', mts: 'mjs', cts: 'cjs' };

/** `./a.ts` as `./a.js` or `./a`; what Node resolves by its ending alone keeps one. */
function styled(path: string, style: ImportStyle): string {
  const ending = /(?<!\.d)\.([cm]?tsx?)$/.exec(path)?.[1];
  if (ending === undefined || style === 'ts') return path;
  const bare = path.slice(0, -ending.length - 1);
  if (style === 'none' && (ending === 'ts' || ending === 'tsx')) return bare;
  return `${bare}.${scriptForms[ending] ?? ending}`;
}

const specifierForm = /(\bfrom\s*|\bimport\s*\(?\s*)'((?:\.|file:)[^']+)'/g;

/** Rewrites the imports of one emitted file: `./x.ts` beside it, and `file:src/x.ts` of the codebase. */
export function restyle(text: string, file: string, style: ImportStyle): string {
  return text.replace(specifierForm, (whole, before: string, specifier: string) => {
    if (specifier.startsWith('file:')) {
      return `${before}'${relativeSpecifier(file, specifier.slice('file:'.length), style)}'`;
    }
    return specifier.endsWith('.ts') ? `${before}'${styled(specifier, style)}'` : whole;
  });
}
