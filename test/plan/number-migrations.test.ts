import { describe, expect, it } from 'vitest';
import { numberMigrations } from '../../src/plan/number-migrations.ts';

const numbered = (tree: readonly string[], present: readonly string[]): string[] => [
  ...numberMigrations(new Map(tree.map((path) => [path, ''])), {
    below: (folder) => present.filter((path) => path.startsWith(`${folder}/`)),
  }).keys(),
];

describe('numberMigrations', () => {
  const folder = 'modules/orders/migrations';

  it.each([
    [
      'after those of the project',
      [`${folder}/__next___events.sql`],
      [`${folder}/0007_mine.sql`],
      [`${folder}/0008_events.sql`],
    ],
    [
      'as before',
      [`${folder}/__next___events.sql`],
      [`${folder}/0003_events.sql`, `${folder}/0004_mine.sql`],
      [`${folder}/0003_events.sql`],
    ],
    [
      'after those of the same tree',
      [`${folder}/0001_a.sql`, `${folder}/__next___b.sql`, `${folder}/__next___c.sql`],
      [],
      [`${folder}/0001_a.sql`, `${folder}/0002_b.sql`, `${folder}/0003_c.sql`],
    ],
    [
      'from 1 in an empty folder',
      [`${folder}/__next___b.sql`, 'modules/users/migrations/__next___b.sql'],
      [],
      [`${folder}/0001_b.sql`, 'modules/users/migrations/0001_b.sql'],
    ],
  ])('numbers %s', (_how, tree, present, expected) => {
    expect(numbered(tree, present)).toEqual(expected);
  });
});
