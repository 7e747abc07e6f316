import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../src/templates/${path}`, import.meta.url)), 'utf8');

it.each([
  ['events', 'events', '0001_events'],
  ['sagas', 'sagas', '0001_sagas'],
  ['read-models', 'events', '0001_events'],
  ['read-models', 'read-models', '0002_read_models'],
])('tests %s on the tables of %s that every module gets', (tested, system, file) => {
  const name = file.slice('0000_'.length);
  expect(read(`project/platform/test/${tested}/migrations/${file}.sql`)).toBe(
    read(`parts/systems/${system}/module/modules/__module__/migrations/__next___${name}.sql`),
  );
});
