import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { documentAt, firstCells, root } from './documents.ts';

it('has a reason in CONTRIBUTING for each dependency, and for no other', () => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  const packages = [...Object.keys(dependencies), ...Object.keys(devDependencies)];
  expect(firstCells(documentAt('CONTRIBUTING.md'), 'Why each dependency')).toEqual(packages);
});
