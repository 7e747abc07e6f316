import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { writeRecord } from '../../changes/index.ts';
import type { Advice } from '../../decision/advice/index.ts';
import { renderReport, reportModelOf } from '../../decision/report/index.ts';
import { diagnostic, refuse, type Outcome } from '../../diagnostics/index.ts';
import { commandLine } from '../called-as.ts';
import type { Session } from '../session.ts';

/** A file with this in it was written here before, and may be written again. */
const ownMark = '<script type="application/json" id="report">';

/** `--report <file>`: the advice as one page. Only an earlier report is overwritten. Returns its absolute path. */
export function writeReport(
  session: Session,
  dir: string | undefined,
  advice: Advice,
  file: string,
): Outcome<string> {
  const path = resolve(session.cwd, file);
  const page = readPage();
  if (page === undefined)
    return refuse(
      diagnostic('not-writable', {
        path,
        reason: 'the page’s script and style are missing from this installation',
      }),
    );
  const command = commandLine(session.calledAs, [
    'advise',
    ...(dir === undefined ? [] : [dir]),
    '--report',
    basename(file),
  ]);
  const text = renderReport(reportModelOf(advice, command), page);
  const written = writeRecord(dirname(path), basename(path), text, (before) => before.includes(ownMark));
  return written.ok ? { ...written, value: path } : written;
}

/** Made by `npm run build`. */
function readPage(): { readonly script: string; readonly style: string } | undefined {
  const asset = (name: string): string =>
    readFileSync(new URL(`../../../assets/${name}`, import.meta.url), 'utf8');
  try {
    return { script: asset('report.js'), style: asset('report.css') };
  } catch {
    return undefined;
  }
}
