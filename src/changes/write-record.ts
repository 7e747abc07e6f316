import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic, refuse, succeed, type Outcome } from '../diagnostics/index.ts';
import { readBelow } from './read-file.ts';
import { writeWhole } from './write-file.ts';

/**
 * Writes a file that records something and changes nothing of the project. It goes past the journal, for `undo` is to
 * take back the last change and not the last measurement. A file that is there is left alone, unless
 * `mayReplace` knows it for an earlier record.
 */
export function writeRecord(
  root: string,
  path: string,
  text: string,
  mayReplace: (before: string) => boolean = () => false,
): Outcome<string> {
  const place = { file: path };
  if (existsSync(join(root, path)) && !mayReplace(readBelow(root)(path) ?? ''))
    return refuse(diagnostic('not-writable', { path, reason: 'there is such a file already' }, { place }));
  try {
    writeWhole(join(root, path), text);
    return succeed(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(diagnostic('not-writable', { path, reason }, { place }));
  }
}
