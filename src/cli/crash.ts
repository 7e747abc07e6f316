import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnostic, type Diagnostic } from '../diagnostics/index.ts';
import { version } from './version.ts';

/** A fault of ours as a finding. The stack goes to a file, so that a crash that does not repeat can still be reported. */
export function reportCrash(error: unknown, argv: readonly string[], now: Date): Diagnostic {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = error instanceof Error ? error.message : String(error);
  const file = join(tmpdir(), `scaffold-crash-${now.getTime()}.log`);
  const text = `scaffold ${version}, node ${process.version}, ${process.platform}\narguments: ${JSON.stringify(argv)}\n\n${stack}\n`;
  return diagnostic('internal-error', { message, details: tryToWrite(file, text) ?? stack });
}

function tryToWrite(file: string, text: string): string | undefined {
  try {
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  } catch {
    return undefined;
  }
}
