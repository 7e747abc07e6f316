/** The composition root of the service: payments as it was constructed where it came from. */
import { createPayments } from '@shop/payments/host';
import { createEvents } from '@shop/platform/events';
import { httpEvents } from '@shop/platform/events-http';
import type { Composition, Host } from '@shop/platform/host';
import { createStorage } from '@shop/platform/storage';
import { createTelemetry } from '@shop/platform/telemetry';

export function compose(host: Host): Composition {
  createStorage(host);
  createTelemetry(host);
  const events = createEvents(host).use(httpEvents);
  const payments = createPayments({
    database: host.database('payments'),
    events,
    log: host.log,
    clock: host.clock,
  });
  return { modules: { payments } };
}
