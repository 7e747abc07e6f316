import type { System } from './model.ts';

export const cache: System = {
  id: 'cache',
  title: 'Cache',
  summary: 'answers that may be a little old, kept in the process or in Redis; loaded once however many wait',
  project: ['platform/src/cache/', 'platform/test/cache/', 'docs/systems/cache.md'],
  packages: { platform: { dependencies: { '@redis/client': '6.3.1', 'lru-cache': '11.5.3' } } },
};
