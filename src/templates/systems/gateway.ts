import type { System } from './model.ts';

export const gateway: System = {
  id: 'gateway',
  title: 'Gateway',
  summary:
    'sends routes to the system that was there before, and takes them over one by one: the strangler’s switch',
  project: ['platform/src/gateway/', 'platform/test/gateway/', 'docs/systems/gateway.md'],
  packages: { platform: { dependencies: { '@fastify/reply-from': '12.6.5' } } },
};
