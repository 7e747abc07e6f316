import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { usageCatalogue } from '../src/diagnostics/catalogue/usage.ts';
import { diagnostic, diagnosticCodes, type DiagnosticCode } from '../src/diagnostics/index.ts';
import { formatFile, systems } from '../src/templates/index.ts';

/** Writes the table of findings into the reference: the words of a finding are not needed, its level alone is. */
const labels = { refuse: 'refused', error: 'error', warning: 'warning', info: 'note' } as const;
const rows = [...Object.values(labels), 'called wrongly'] as const;

const rowOf = (code: DiagnosticCode): (typeof rows)[number] =>
  code in usageCatalogue ? 'called wrongly' : labels[diagnostic(code, {} as never).level];

const table = rows.map((row) => {
  const codes = diagnosticCodes.filter((code) => rowOf(code) === row).map((code) => `\`${code}\``);
  return `| ${row} | ${codes.join(' ')} |`;
});

const systemRows = systems.map(
  ({ id, summary, needs = [] }) =>
    `| \`${id}\` | ${summary} | ${needs.map((need) => `\`${need}\``).join(', ')} |`,
);

await writeTable('reference.md', '| level +\\| codes +\\|', table);
await writeTable('systems.md', '| system +\\| what you get +\\| comes with +\\|', systemRows);

/** Puts rows below the heading of a table in a page of the guide. */
async function writeTable(page: string, heading: string, rowTexts: readonly string[]): Promise<void> {
  const path = resolve(import.meta.dirname, '../docs/guide', page);
  const text = readFileSync(path, 'utf8');
  const line = '| --- '.repeat(heading.split('+').length - 1);
  const written = text.replace(
    new RegExp(`(\\${heading}\\n)[\\s\\S]*?\\n(?!\\|)`),
    `$1${line}|\n${rowTexts.join('\n')}\n`,
  );
  writeFileSync(path, await formatFile(path, written));
}
