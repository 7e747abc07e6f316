import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { diagnostic } from '../../diagnostics/index.ts';
import { checkInputs, type CheckedInputs } from './inputs.ts';

/** The inputs in the file that `--answers` names, relative to `cwd`; none when there is no such option. */
export function readAnswersFile(file: string | undefined, cwd: string): CheckedInputs {
  if (file === undefined) return { inputs: {}, problems: [] };
  const read = readJson(resolve(cwd, file));
  if ('reason' in read) {
    return { inputs: {}, problems: [diagnostic('answers-unreadable', { file, reason: read.reason })] };
  }
  return checkInputs(read.value, { file, nameOf: (key) => `${key} in ${file}` });
}

function readJson(path: string): { readonly value: unknown } | { readonly reason: string } {
  try {
    return { value: JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return { reason: `not valid JSON, ${error.message}` };
    const code = (error as NodeJS.ErrnoException).code;
    return { reason: code === 'ENOENT' ? 'there is no such file' : String(code ?? error) };
  }
}
