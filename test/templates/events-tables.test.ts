import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../src/templates/${path}`, import.meta.url)), 'utf8');

it('tests events on the tables that every module gets', () => {
  expect(read('project/platform/test/events/migrations/0001_events.sql')).toBe(
    read('parts/systems/events/module/modules/__module__/migrations/__next___events.sql'),
  );
});
