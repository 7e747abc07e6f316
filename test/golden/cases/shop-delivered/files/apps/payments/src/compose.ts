/** The composition root of the service: payments as it was constructed where it came from. */
import { createPayments } from '@shop/payments/host';
import type { Composition, Host } from '@shop/platform/host';
import { createTelemetry } from '@shop/platform/telemetry';

export function compose(host: Host): Composition {
  createTelemetry(host);
  const payments = createPayments({ database: host.database('payments'), log: host.log, clock: host.clock });
  return { modules: { payments } };
}
