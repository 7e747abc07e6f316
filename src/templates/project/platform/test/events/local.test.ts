import { LocalTransport } from '../../src/events/local-transport.ts';
import { eventsBehaviour } from './behaviour.ts';

eventsBehaviour('events within a process', async () => ({
  adapter: { schemes: ['inside'], create: (context) => new LocalTransport(context) },
  together: true,
  env: () => ({ EVENTS_URL: 'inside:' }),
  close: async () => {},
}));
