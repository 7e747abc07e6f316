/** A target on the command line, `<file>#<Name>` or `<file>`, checked before anything is loaded. */
import { accessSync, constants } from 'node:fs';
import { posix, relative, resolve } from 'node:path';
import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { toPosix, type OverlayFiles } from '../overlay.ts';
import { isSource } from './source-files.ts';

export interface TargetPath {
  /** Absolute, with `/`. */
  readonly file: string;
  readonly name?: string;
}

/** True for what can only mean a file: a module of a scaffolded project has neither a dot, a slash nor a #. */
export const isFileTarget = (target: string): boolean => /[#./\\]/.test(target);

export function parseTarget(cwd: string, target: string): TargetPath {
  const at = target.lastIndexOf('#');
  const path = at < 0 ? target : target.slice(0, at);
  const name = at < 0 ? '' : target.slice(at + 1);
  return { file: toPosix(resolve(cwd, path)), ...(name === '' ? {} : { name }) };
}

/** The target, or why its file cannot be one. */
export function checkTarget(files: OverlayFiles, cwd: string, target: TargetPath): Outcome<TargetPath> {
  const shown = toPosix(relative(cwd, target.file)) || target.file;
  if (!files.exists(target.file)) return unknownFile(files, cwd, target, shown);
  const reason = unreadable(files, target.file);
  if (reason !== undefined) return refuse(diagnostic('target-unreadable', { file: shown, reason }));
  if (/\.d\.(?:[\w-]+\.)?[cm]?ts$/.test(target.file))
    return refuse(diagnostic('target-is-declaration', { file: shown }));
  if (!isSource(posix.basename(target.file)))
    return refuse(diagnostic('target-not-typescript', { file: shown }));
  const sign = generatedSign(target.file, files.read(target.file) ?? '');
  if (sign !== undefined) return refuse(diagnostic('target-is-generated', { file: shown, sign }));
  return succeed(target);
}

function unreadable(files: OverlayFiles, file: string): string | undefined {
  try {
    if (files.read(file)?.includes('\0')) return 'it is not a text';
    if (files.onDisk(file)) accessSync(file, constants.R_OK);
    return undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === 'EACCES' || code === 'EPERM'
      ? 'it may not be read'
      : `the system says ${code ?? String(error)}`;
  }
}

function generatedSign(file: string, text: string): string | undefined {
  const folder = /\/(node_modules|dist|\.next|coverage)\//.exec(file)?.[1];
  if (folder !== undefined) return `it lies in ${folder}/`;
  const head = text.slice(0, 2000);
  const mark = /^[\s\S]*?(@generated\b|\bDO NOT EDIT\b|auto-?generated (?:file|by)\b)/i.exec(
    commentsAtTop(head),
  )?.[1];
  return mark === undefined ? undefined : `it says “${mark}” at its top`;
}

const commentsAtTop = (text: string): string =>
  /^(?:\s|\/\/[^\n]*\n?|\/\*[\s\S]*?\*\/|#![^\n]*\n)*/.exec(text)?.[0] ?? '';

/** The extension may be left out; else files of a similar name beside it or anywhere near. */
function unknownFile(
  files: OverlayFiles,
  cwd: string,
  target: TargetPath,
  shown: string,
): Outcome<TargetPath> {
  const completed = ['.ts', '.tsx', '.mts', '/index.ts']
    .map((end) => target.file + end)
    .find((each) => files.exists(each));
  if (completed !== undefined) return checkTarget(files, cwd, { ...target, file: completed });
  const folder = posix.dirname(target.file);
  const beside = files
    .list(folder)
    .flatMap(({ path, isDirectory }) =>
      !isDirectory && isSource(posix.basename(path)) ? [toPosix(relative(cwd, path))] : [],
    );
  const guess = nearest(shown, beside);
  return refuse(
    diagnostic('target-file-unknown', { file: shown, nearest: guess, candidates: beside.sort() }),
  );
}
