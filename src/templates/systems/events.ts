import type { System } from './model.ts';

export const events: System = {
  id: 'events',
  title: 'Events',
  summary:
    'publish in your own transaction, delivered at least once, handled once; in process or over a broker',
  project: ['platform/src/events/', 'platform/test/events/', 'docs/systems/events.md'],
};
