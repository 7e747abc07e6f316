import { diagnosticsOf, newErrors, type CompilerError } from '../analysis/index.ts';
import type { Draft } from '../workspace/index.ts';
import type { CodebaseStudy } from './codebase-extraction-study.ts';

/**
 * Type-checks the codebase as it would be against the codebase as it is, with its own settings: not one error more, or
 * nothing is written. Answers the new errors. Looked at is what is written and every file that was loaded because it uses the port.
 */
export function verifyCodebaseDraft({ opened, program, manifest }: CodebaseStudy, draft: Draft): string[] {
  const written = draft.operations().flatMap(({ kind, path }) => (kind === 'delete' ? [] : path));
  const sources = written.filter((path) => /\.[cm]?tsx?$/.test(path));
  // The codebase was opened as it was before these were moved.
  const moved = manifest.extractions.flatMap(({ target, implementation }) =>
    implementation === undefined ? [] : [target.split('#')[0] ?? target, implementation],
  );
  const entries = [...new Set([...sources, ...program.files.map(program.pathOf)])];
  const now = new Map([...written, ...moved].map((path) => [path, draft.beneath(path)] as const));
  const then = new Map([...moved.map((path) => [path, draft.read(path)] as const), ...draft.overlay()]);
  const before = opened.load({ purpose: 'verify', entries, files: now });
  const after = opened.load({ purpose: 'verify', entries, files: then });
  return newErrors(diagnosticsOf(before, entries), diagnosticsOf(after, entries)).map(formatError);
}

const formatError = ({ file, line, code, message }: CompilerError): string =>
  `${file}:${line} TS${code} ${message}`;
