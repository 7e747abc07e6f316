import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { formatSchemas } from '../src/cli/schemas/index.ts';

/** Writes schemas/ from the zod schemas of the commands: node --import tsx tools/write-schemas.ts */
const folder = fileURLToPath(new URL('../schemas/', import.meta.url));

mkdirSync(folder, { recursive: true });
for (const [file, text] of formatSchemas()) {
  writeFileSync(`${folder}${file}`, await format(text, { parser: 'json', printWidth: 110 }));
}
