/** The composition root of the service: orders as it was constructed where it came from. */
import { createOrders, ordersConfig } from '@shop/orders/host';
import { bindPayments } from '@shop/payments-client';
import type { Composition, Host } from '@shop/platform/host';
import { bindUsers } from '@shop/users-client';

export function compose(host: Host): Composition {
  const users = bindUsers(host, () => {
    throw new Error('users is in a process of its own: set USERS_URL');
  });
  const payments = bindPayments(host, () => {
    throw new Error('payments is in a process of its own: set PAYMENTS_URL');
  });
  const orders = createOrders({
    database: host.database('orders'),
    users: users.port,
    payments: payments.port,
    config: host.config(ordersConfig),
    log: host.log,
    clock: host.clock,
  });
  return { modules: { orders } };
}
