import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { usageCatalogue } from '../src/diagnostics/catalogue/usage.ts';
import { diagnostic, diagnosticCodes, type DiagnosticCode } from '../src/diagnostics/index.ts';
import { formatFile } from '../src/templates/index.ts';

/** Writes the table of findings into the reference. The words of a finding are not needed: its level alone is. */
const path = resolve(import.meta.dirname, '../docs/guide/reference.md');
const labels = { refuse: 'refused', error: 'error', warning: 'warning', info: 'note' } as const;
const rows = [...Object.values(labels), 'called wrongly'] as const;

const rowOf = (code: DiagnosticCode): (typeof rows)[number] =>
  code in usageCatalogue ? 'called wrongly' : labels[diagnostic(code, {} as never).level];

const table = rows.map((row) => {
  const codes = diagnosticCodes.filter((code) => rowOf(code) === row).map((code) => `\`${code}\``);
  return `| ${row} | ${codes.join(' ')} |`;
});
const text = readFileSync(path, 'utf8');
const written = text.replace(
  /(\| level +\| codes +\|\n)[\s\S]*?\n(?!\|)/,
  `$1| --- | --- |\n${table.join('\n')}\n`,
);
writeFileSync(path, await formatFile(path, written));
