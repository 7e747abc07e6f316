/** The composition root: which modules this process has, and what each is given. */
import type { Composition, Host } from '@shop/platform/host';
import { createTelemetry } from '@shop/platform/telemetry';
import { createUsers, usersConfig } from '@shop/users/host';
import { bindPayments } from '@shop/payments-client';
import { createPayments, paymentsRoutes } from '@shop/payments/host';
import { createOrders, ordersConfig } from '@shop/orders/host';

export function compose(host: Host): Composition {
  createTelemetry(host);
  const users = createUsers({
    database: host.database('users'),
    config: host.config(usersConfig),
    log: host.log,
    clock: host.clock,
  });
  const payments = bindPayments(
    host,
    () => createPayments({ database: host.database('payments'), log: host.log, clock: host.clock }),
    paymentsRoutes,
  );
  const orders = createOrders({
    database: host.database('orders'),
    users: users.port,
    payments: payments.port,
    config: host.config(ordersConfig),
    log: host.log,
    clock: host.clock,
  });
  return {
    modules: { users, payments, orders },
    authenticate: (token) => users.port.authenticate(token),
  };
}
