import { posix } from 'node:path';
import type { OpenedCodebase } from '../analysis/codebase/index.ts';
import { diagnosticsOf, newErrors, type CompilerError } from '../analysis/index.ts';
import type { Draft } from '../workspace/index.ts';
import type { CodebaseStudy } from './codebase-extraction-study.ts';

/**
 * Type-checks the codebase as it would be against the codebase as it is, with its own settings: not one error more, or
 * nothing is written. Answers the new errors. Looked at is what is written, every file that was loaded because it uses the
 * port, and every file that uses what an edited file declares.
 */
export function verifyCodebaseDraft({ opened, program, manifest }: CodebaseStudy, draft: Draft): string[] {
  const operations = draft.operations().filter(({ kind }) => kind !== 'delete');
  const written = operations.map(({ path }) => path);
  const sources = written.filter(isSource);
  const edited = operations.flatMap(({ kind, path }) => (kind === 'edit' && isSource(path) ? [path] : []));
  // The codebase was opened as it was before these were moved.
  const moved = manifest.extractions.flatMap(({ target, implementation }) =>
    implementation === undefined ? [] : [target.split('#')[0] ?? target, implementation],
  );
  const loaded = program.files.map(program.pathOf);
  const entries = [...new Set([...sources, ...loaded, ...usersOf(opened, edited)])];
  const now = new Map([...written, ...moved].map((path) => [path, draft.beneath(path)] as const));
  const then = new Map([...moved.map((path) => [path, draft.read(path)] as const), ...draft.overlay()]);
  const before = opened.load({ purpose: 'verify', entries, files: now });
  const after = opened.load({ purpose: 'verify', entries, files: then });
  return newErrors(diagnosticsOf(before, entries), diagnosticsOf(after, entries)).map(formatError);
}

const isSource = (path: string): boolean => /\.[cm]?tsx?$/.test(path);

/** Files that import an edited one, by whatever way, and say a name that it declares: its type may have changed. */
function usersOf({ codebase: { root }, imports }: OpenedCodebase, edited: readonly string[]): string[] {
  return edited.flatMap((path) => {
    const file = posix.join(root, path);
    const names = [...imports.text(file).matchAll(declared)].flatMap(([, name]) => name ?? []);
    if (names.length === 0) return [];
    const words = new RegExp(`(?<![\\w$])(?:${names.map(escaped).join('|')})(?![\\w$])`);
    return [...imports.importersOf([file])]
      .filter((each) => words.test(imports.text(each)))
      .map((each) => posix.relative(root, each));
  });
}

const declared =
  /^(?:export\s+)?(?:default\s+)?(?:abstract\s+)?(?:const|let|var|function|class)\s+([\w$]+)/gm;

const escaped = (name: string): string => name.replaceAll('$', '\\$');

const formatError = ({ file, line, code, message }: CompilerError): string =>
  `${file}:${line} TS${code} ${message}`;
