import { expect, it } from 'vitest';
import { buildCase, projectIn } from '../support/build-case.ts';

it('names the module, not the project', async () => {
  const texts = await buildCase({
    name: 'bakery',
    architecture: 'modular-monolith',
    modules: [{ name: 'orders', uses: [] }],
    steps: [{ add: { name: 'shipping', uses: ['orders'] } }],
  });
  expect(projectIn(texts).modules.map(({ name }) => name)).toEqual(['orders', 'shipping']);
  expect(texts.get('modules/shipping/src/host.ts')).toContain('export function createShipping');
  expect([...texts.keys()].filter((path) => path.startsWith('modules/bakery/'))).toEqual([]);
});
