// Made by extract from the contract 79a847da85b9c147 of Orders. Do not edit: the next run replaces it.
import type { Orders } from '@shop/orders';
import type { Host } from '@shop/platform/host';
import type { HostedModule, Routes } from '@shop/platform/module';
import { bindModule } from '@shop/platform/rpc';
import { OrdersHttpClient } from './client.ts';
import { ordersService } from './service.ts';

/**
 * Orders where the environment puts it: `ORDERS_MODE`, `ORDERS_URL`. In `remote` the thunk is never called, so
 * nothing of the module is constructed here; `routes` are then served over the client.
 */
export function bindOrders(
  host: Host,
  local: () => HostedModule<Orders>,
  routes?: (port: Orders) => Routes,
): HostedModule<Orders> {
  return bindModule<Orders>({
    host,
    service: ordersService,
    local,
    ...(routes === undefined ? {} : { routes }),
    client: (rpc) => new OrdersHttpClient(rpc),
  });
}
