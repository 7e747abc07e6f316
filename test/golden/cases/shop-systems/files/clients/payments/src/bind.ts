// Made by extract from the contract e559be94a678963a of Payments. Do not edit: the next run replaces it.
import type { Payments } from '@shop/payments';
import type { Host } from '@shop/platform/host';
import type { HostedModule, Routes } from '@shop/platform/module';
import { bindModule } from '@shop/platform/rpc';
import { PaymentsHttpClient } from './client.ts';
import { paymentsService } from './service.ts';

/**
 * Payments where the environment puts it: `PAYMENTS_MODE`, `PAYMENTS_URL`. In `remote` the thunk is never called, so
 * nothing of the module is constructed here; `routes` are then served over the client.
 */
export function bindPayments(
  host: Host,
  local: () => HostedModule<Payments>,
  routes?: (port: Payments) => Routes,
): HostedModule<Payments> {
  return bindModule<Payments>({
    host,
    service: paymentsService,
    local,
    ...(routes === undefined ? {} : { routes }),
    client: (rpc) => new PaymentsHttpClient(rpc),
  });
}
