import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { formatSchemas } from '../../src/cli/schemas/index.ts';

const folder = fileURLToPath(new URL('../../schemas/', import.meta.url));

describe('the published schemas', () => {
  it('are all there, and nothing else', () => {
    expect(readdirSync(folder).sort()).toEqual([...formatSchemas().keys()].sort());
  });

  it.each([...formatSchemas()])(
    '%s is current (else run: node --import tsx tools/write-schemas.ts)',
    async (file, text) => {
      const expected = await format(text, { parser: 'json', printWidth: 110 });
      expect(readFileSync(`${folder}${file}`, 'utf8')).toBe(expected);
    },
  );
});
