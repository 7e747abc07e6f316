import { diagnosticsOf, newErrors, type CompilerError } from '../analysis/index.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/index.ts';
import type { Draft } from '../workspace/index.ts';
import type { CodebaseStudy } from './codebase-extraction-study.ts';

/**
 * Type-checks the codebase as it would be against the codebase as it is, with its own settings: not one error more, or
 * nothing is written. Looked at is what is written and every file that was loaded because it uses the port.
 */
export function verifyCodebaseDraft({ opened, program }: CodebaseStudy, draft: Draft): Diagnostic[] {
  const written = draft.operations().flatMap(({ kind, path }) => (kind === 'delete' ? [] : path));
  const sources = written.filter((path) => /\.[cm]?tsx?$/.test(path));
  const loaded = program.files.map(program.pathOf);
  const files = [...new Set([...sources, ...loaded])];
  const before = opened.load({
    purpose: 'verify',
    entries: loaded,
    files: new Map(original(draft, written)),
  });
  const after = opened.load({ purpose: 'verify', entries: files, files: draft.overlay() });
  const errors = newErrors(diagnosticsOf(before, files), diagnosticsOf(after, files)).map(formatError);
  return errors.length === 0 ? [] : [diagnostic('new-type-errors', { errors })];
}

/** The files as they are on the disk, where the codebase was opened in another state. */
const original = (draft: Draft, written: readonly string[]): [string, string | undefined][] =>
  written.map((path) => [path, draft.beneath(path)]);

const formatError = ({ file, line, code, message }: CompilerError): string =>
  `${file}:${line} TS${code} ${message}`;
