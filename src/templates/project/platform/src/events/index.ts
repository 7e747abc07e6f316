/** Events between modules, wherever they run. `@shop/platform/events`; their types are in `@shop/platform/events/define`. */
export { createEvents } from './create-events.ts';
export type { EventsHost } from './create-events.ts';
export {
  MalformedEventError,
  cloudEventMediaType,
  maxEventBytes,
  parseEvent,
  serializeEvent,
} from './cloud-event.ts';
export type { CloudEvent } from './cloud-event.ts';
export { EventRefusedError, TransportUnavailableError, untilAborted } from './transport.ts';
export type { Receive, Transport, TransportAdapter, TransportContext } from './transport.ts';
export type { Delivery, Events, Handle, Listener, ModuleEvents, NewEvent } from './types.ts';
export { InOrder } from './in-order.ts';
export { within } from './within.ts';
