import { diagnosticsOf, newErrors, type CompilerError, type Program } from '../analysis/index.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/index.ts';
import type { Draft } from '../workspace/index.ts';
import { isSource, openSources } from './study.ts';

/**
 * Type-checks the project as it would be against the project as it is: not one error more, or nothing is written. Looked
 * at is what changes and what may depend on it: apps and clients. Modules know neither, so they cannot be affected.
 */
export function verifyDraft(before: Program, draft: Draft): Diagnostic[] {
  const edited = draft.operations().flatMap(({ kind, path }) => (kind === 'delete' ? [] : path));
  const dependent = ['apps', 'clients'].flatMap((folder) => draft.below(folder));
  const files = [...new Set([...edited, ...dependent])].filter(isSource);
  const after = openSources(draft, before);
  const found = newErrors(diagnosticsOf(before, files), diagnosticsOf(after, files));
  const errors = found.filter((error) => !isMissingDependency(error)).map(formatError);
  return errors.length === 0 ? [] : [diagnostic('new-type-errors', { errors })];
}

const formatError = ({ file, line, code, message }: CompilerError): string =>
  `${file}:${line} TS${code} ${message}`;

/** Before an install, packages from outside the project cannot be resolved; that is said once, elsewhere. */
const isMissingDependency = ({ code, message }: CompilerError): boolean =>
  (code === 2307 || code === 7016) && !/'@[^/']+\/(platform|[^/']+-client)\b/.test(message);
